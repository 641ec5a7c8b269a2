import { readFile } from 'node:fs/promises';
import type { ParsedPolicy } from '../engine/policy/policy-document.js';
import { UsageError } from './command-line.js';
import { parentsOf, type FindParent, type FindPublished } from './policy/policy-parents.js';

/** At most so many errors of one document are told. */
const toldErrors = 10;

export type ReadPolicy = Omit<Extract<ParsedPolicy, { ok: true }>, 'ok'> & {
  readonly name: string;
  readonly text: string;
};

/**
 * Reads a policy document, with what it extends.
 * @param published Where published policies are found; null: nowhere.
 * @throws UsageError with the lines that are wrong; the system's error when the file cannot be read.
 */
export async function readPolicyFile(
  file: string,
  published: FindPublished | null = null,
): Promise<ReadPolicy> {
  return readPolicyText(file, await readFile(file, 'utf8'), parentsOf(file, published));
}

/**
 * Reads a policy document that is called `file`.
 * @throws UsageError with the lines that are wrong.
 */
export async function readPolicyText(
  file: string,
  text: string,
  findParent: FindParent = parentsOf(null, null),
): Promise<ReadPolicy> {
  const { loadParents, parsePolicy } = await import('./engine.js');
  const parsed = parsePolicy(text, await loadParents(text, findParent));
  if (parsed.ok) {
    const { policy, hash, parent } = parsed;
    return { name: policy.name, text, policy, hash, parent };
  }
  const lines = parsed.errors.slice(0, toldErrors).map(({ document, line, column, path, message }) => {
    const place = document === undefined ? '' : `${document}:`;
    return `${place}${line}:${column} ${path === '' ? '' : `${path}: `}${message}`;
  });
  const more = parsed.errors.length - lines.length;
  throw new UsageError(
    [`${file}: it is no valid policy`, ...lines, ...(more > 0 ? [`and ${more} more errors`] : [])].join('\n'),
  );
}
