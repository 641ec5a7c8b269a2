import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The collector as it is served. */
export interface CollectorScript {
  readonly text: string;
  /** Strong entity tag (RFC 9110, 8.8.3): another one whenever the text is. */
  readonly entityTag: string;
}

/** The path of the collector for hosts: a POSIX shell script, beside this file in `src` and in `dist`. */
export async function collectorScript(): Promise<string> {
  const path = fileURLToPath(new URL('collect.sh', import.meta.url));
  await access(path);
  return path;
}

let script: Promise<CollectorScript> | undefined;

/** The collector's text; it is read once. */
export function readCollectorScript(): Promise<CollectorScript> {
  return (script ??= readScript());
}

async function readScript(): Promise<CollectorScript> {
  const text = await readFile(await collectorScript(), 'utf8');
  return { text, entityTag: `"${createHash('sha256').update(text).digest('hex')}"` };
}
