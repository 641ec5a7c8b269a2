import type { WorkloadFacts } from '../../model/workload-facts.js';
import { isObject, listOf, type DocumentObject } from '../../text/documents.js';
import { millisOfQuota } from '../run-command/run-resources.js';
import { numberOrNull, type Inspected } from './inspected.js';

type Resources = WorkloadFacts['resources'];

export function resourcesOf(host: DocumentObject | null, inspected: Inspected): Resources {
  const number = (path: string, name: string) =>
    inspected.number(`resources.${path}`, host, '/HostConfig', name);
  const ulimits = inspected.value('resources.ulimits', host, '/HostConfig', 'Ulimits');
  return {
    memoryBytes: number('memoryBytes', 'Memory'),
    memorySwapBytes: number('memorySwapBytes', 'MemorySwap'),
    memoryRequestBytes: number('memoryRequestBytes', 'MemoryReservation'),
    cpuLimitMillis: cpuLimit(host, inspected),
    cpuRequestMillis: null,
    cpuShares: number('cpuShares', 'CpuShares'),
    pidsLimit: number('pidsLimit', 'PidsLimit'),
    ulimits: ulimits === undefined ? null : listOf(ulimits).flatMap(ulimitOf),
    isOomKillDisabled: inspected.boolean(
      'resources.isOomKillDisabled',
      host,
      '/HostConfig',
      'OomKillDisable',
    ),
    oomScoreAdjustment: number('oomScoreAdjustment', 'OomScoreAdj'),
  };
}

function cpuLimit(host: DocumentObject | null, inspected: Inspected): number | null {
  const nano = inspected.number('resources.cpuLimitMillis', host, '/HostConfig', 'NanoCpus');
  if (nano !== null && nano > 0) return Math.round(nano / 1_000_000);
  const quota = numberOrNull(host?.CpuQuota);
  return nano === null || quota === null ? nano : millisOfQuota(quota, numberOrNull(host?.CpuPeriod) ?? 0);
}

function ulimitOf(entry: unknown): NonNullable<Resources['ulimits']>[number][] {
  if (!isObject(entry) || typeof entry.Name !== 'string') return [];
  const name = entry.Name.replace(/^RLIMIT_/, '').toLowerCase();
  return [{ name, soft: numberOrNull(entry.Soft) ?? -1, hard: numberOrNull(entry.Hard) ?? -1 }];
}
