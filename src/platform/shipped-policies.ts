import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const suffix = '.yaml';

/** The policies that come with the product: name → document, by name. */
export async function shippedPolicies(): Promise<ReadonlyMap<string, string>> {
  const folder = await shippedPolicyFolder();
  const files = (await readdir(folder)).filter((name) => name.endsWith(suffix)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return new Map(files.map((name, index) => [name.slice(0, -suffix.length), texts[index] ?? '']));
}

/** The folder stands beside `src` and beside `dist`. */
async function shippedPolicyFolder(): Promise<string> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  for (const up of ['../../policies', '../../../policies']) {
    const folder = join(here, up);
    const isThere = await readdir(folder).then(
      (names) => names.some((name) => name.endsWith(suffix)),
      () => false,
    );
    if (isThere) return folder;
  }
  throw new Error('The shipped policies are not there: the folder `policies` is missing.');
}
