import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The path of the collector for hosts: a POSIX shell script, beside this file in `src` and in `dist`. */
export async function collectorScript(): Promise<string> {
  const path = fileURLToPath(new URL('collect.sh', import.meta.url));
  await access(path);
  return path;
}
