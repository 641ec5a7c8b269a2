import { readFile } from 'node:fs/promises';
import { UsageError } from './command-line.js';

/** At most so many errors of one document are told. */
const toldErrors = 10;

/**
 * Reads a policy document.
 * @throws UsageError with the lines that are wrong; the system's error when the file cannot be read.
 */
export async function readPolicyFile(
  file: string,
): Promise<{ readonly name: string; readonly text: string }> {
  const text = await readFile(file, 'utf8');
  const { parsePolicy } = await import('../engine/policy/policy-document.js');
  const parsed = parsePolicy(text);
  if (parsed.ok) return { name: parsed.policy.name, text };
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
