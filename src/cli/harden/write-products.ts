import { mkdir, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { GeneratedProduct } from '../../engine/hardening/harden.js';
import { shownLabel } from '../check/input-text.js';
import { UsageError } from '../command-line.js';

/**
 * Writes products to a folder, which is made. Nothing that is there is written over.
 * @returns their paths, in order
 * @throws UsageError for a file that is there
 */
export async function writeProducts(
  folder: string,
  products: readonly GeneratedProduct[],
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const { fileName, text } of products) {
    const path = join(folder, basename(fileName));
    const mode = text.startsWith('#!') ? 0o755 : 0o644;
    const handle = await open(path, 'wx', mode).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST')
        throw new UsageError(`${shownLabel(path)} is there already: it stays as it is`);
      throw error;
    });
    await handle.writeFile(text).finally(() => handle.close());
    paths.push(path);
  }
  return paths;
}
