import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const items = '[0-9A-Za-z_]+(?:\\.[0-9A-Za-z_]+)*';
const qualifier = '[0-9A-Za-z_-]+(?:\\.[0-9A-Za-z_-]+)*';
const shape = new RegExp(`^(${items})(?:-(${qualifier}))?(?:\\+(${qualifier}))?$`);

const next = { end: 0, number: 1, text: 2 } as const;
const release = { preRelease: 1, release: 2 } as const;
const build = { none: 0, some: 1 } as const;

/**
 * Conan's order (https://docs.conan.io/2/tutorial/versioning/version_ranges.html): items parted by dots, numbers by
 * value, text by its letters, with no zeros at the end; then the pre-release, then the build. An item may be a number
 * with letters (`1.1.1k`, `9e`): the number decides first. Conan compares such items as text, which is the same for
 * numbers of as many digits, and for others contradicts itself.
 */
export const conanOrder: VersionOrder = {
  id: 'conan',
  ecosystems: ['ConanCenter'],
  key(version) {
    // A text without any digit (`system`) is no version that could be before or after another.
    const parts = isKeyable(version) && /[0-9]/.test(version) ? shape.exec(version) : null;
    if (!parts) return null;
    const [, numbers = '', preRelease, metadata] = parts;
    const bytes = new KeyBytes();
    writeItems(bytes, numbers);
    if (preRelease === undefined) bytes.byte(release.release);
    else writeItems(bytes.byte(release.preRelease), preRelease);
    if (metadata === undefined) bytes.byte(build.none);
    else writeItems(bytes.byte(build.some), metadata);
    return bytes.finish();
  },
};

function writeItems(bytes: KeyBytes, text: string): void {
  const all = text.split('.');
  while (/^0+$/.test(all.at(-1) ?? '')) all.pop();
  for (const item of all) {
    const [, digits = '', rest = ''] = /^([0-9]*)(.*)/s.exec(item) ?? [];
    if (digits === '') bytes.byte(next.text).terminated(rest);
    else bytes.byte(next.number).number(digits).terminated(rest);
  }
  bytes.byte(next.end);
}
