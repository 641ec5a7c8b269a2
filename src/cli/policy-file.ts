import { readFile } from 'node:fs/promises';
import type { ParsedPolicy } from '../engine/policy/policy-document.js';
import { UsageError } from './command-line.js';

/** At most so many errors of one document are told. */
const toldErrors = 10;

export type ReadPolicy = Omit<Extract<ParsedPolicy, { ok: true }>, 'ok'> & {
  readonly name: string;
  readonly text: string;
};

/**
 * Reads a policy document.
 * @throws UsageError with the lines that are wrong; the system's error when the file cannot be read.
 */
export async function readPolicyFile(file: string): Promise<ReadPolicy> {
  return readPolicyText(file, await readFile(file, 'utf8'));
}

/**
 * Reads a policy document that is called `file`.
 * @throws UsageError with the lines that are wrong.
 */
export async function readPolicyText(file: string, text: string): Promise<ReadPolicy> {
  const { parsePolicy } = await import('./engine.js');
  const parsed = parsePolicy(text);
  if (parsed.ok) return { name: parsed.policy.name, text, policy: parsed.policy, hash: parsed.hash };
  const lines = parsed.errors
    .slice(0, toldErrors)
    .map(
      ({ line, column, path, message }) => `${line}:${column} ${path === '' ? '' : `${path}: `}${message}`,
    );
  const more = parsed.errors.length - lines.length;
  throw new UsageError(
    [`${file}: it is no valid policy`, ...lines, ...(more > 0 ? [`and ${more} more errors`] : [])].join('\n'),
  );
}
