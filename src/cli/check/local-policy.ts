import { access } from 'node:fs/promises';
import { shippedPolicies } from '../../platform/shipped-policies.js';
import { UsageError } from '../command-line.js';
import { readPolicyFile, readPolicyText, type ReadPolicy } from '../policy-file.js';

/**
 * The policy that a name or a file means where there is no service: of names, those that come with the program.
 * @throws UsageError when there is no such policy, or it is not valid
 */
export async function localPolicy(choice: string): Promise<ReadPolicy> {
  const shipped = await shippedPolicies();
  const text = shipped.get(choice);
  if (text !== undefined) return readPolicyText(choice, text);
  const isThere = await access(choice).then(
    () => true,
    () => false,
  );
  if (isThere) return readPolicyFile(choice);
  const { suggestion } = await import('../engine.js');
  const names = [...shipped.keys()];
  const [name = ''] = choice.split('@');
  const hint = shipped.has(name)
    ? `; versions are the service's: give its document, or the name alone`
    : suggestion(choice, names);
  throw new UsageError(
    `--policy ${choice}: there is no such file, and no such policy comes with the program${hint}\nThese do: ${names.join(', ')}`,
  );
}
