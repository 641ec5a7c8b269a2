import type { NamedFix } from '../../engine/remediation/apply-fixes.js';
import { UsageError } from '../command-line.js';

/**
 * What `--check` names: `id`, or `id:element`.
 * @throws UsageError for a check that there is not
 */
export async function namedFixes(names: readonly string[]): Promise<NamedFix[]> {
  const { checks, suggestion } = await import('../engine.js');
  const known = checks.map(({ id }) => id);
  return names.map((name) => {
    const colon = name.indexOf(':');
    const check = colon < 0 ? name : name.slice(0, colon);
    if (!known.includes(check))
      throw new UsageError(`--check ${name}: there is no check "${check}"${suggestion(check, known)}`);
    return { check, element: colon < 0 ? null : name.slice(colon + 1) };
  });
}
