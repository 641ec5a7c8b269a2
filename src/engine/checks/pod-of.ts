import type { KubernetesPod } from '../model/workload-document.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import type { WorkloadContext } from './workload-check.js';

/** The pod that a container belongs to; null: it is in none. */
export function podOf({ origin }: WorkloadFacts, { facts }: WorkloadContext): KubernetesPod | null {
  return origin.pod === null ? null : (facts.kubernetes?.pods[origin.pod] ?? null);
}
