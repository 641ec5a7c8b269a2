import type { JsonValue } from '../remediation/edit.js';
import { set, type RelativeEdit } from '../remediation/workload-fix.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import type { WorkloadContext } from './workload-check.js';

/** A limit of a service of compose: its own key, and its name in `deploy.resources.limits`. */
interface Limit {
  readonly fact: string;
  readonly key: string;
  readonly deployed: string;
}

/** Sets a limit where it is stated; where it is not, as a key of the service, of a stack of a swarm in its deployment. */
export function limitOfService(
  { fact, key, deployed }: Limit,
  value: JsonValue,
  { places }: WorkloadFacts,
  { facts }: WorkloadContext,
): RelativeEdit[] {
  const pointer = places[fact]?.pointer ?? '';
  const isOwn = pointer.endsWith(`/${key}`) || pointer.endsWith(`/limits/${deployed}`);
  if (isOwn) return [set('', value, { fact })];
  return facts.compose?.target === 'swarm-stack'
    ? [set(`/deploy/resources/limits/${deployed}`, value)]
    : [set(`/${key}`, value)];
}
