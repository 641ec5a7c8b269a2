import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The product's version, as its manifest states it. The manifest stands above `src`, and above `dist/src`. */
export function packageVersion(): string {
  const places = ['../../package.json', '../../../package.json'].map((up) =>
    fileURLToPath(new URL(up, import.meta.url)),
  );
  const file = places.find((place) => existsSync(place));
  const manifest: unknown = file ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const isNamed = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isNamed ? String(manifest.version) : 'unknown';
}
