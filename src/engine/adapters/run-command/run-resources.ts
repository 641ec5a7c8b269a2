import type { WorkloadFacts } from '../../model/workload-facts.js';
import { dockerBytes } from '../quantities.js';
import type { StatedFlags } from './stated-flags.js';

type Resources = WorkloadFacts['resources'];

/** Microseconds of a scheduler period when `--cpu-period` does not say. */
const defaultPeriod = 100_000;

export function resourcesOf(stated: StatedFlags): Resources {
  const number = (path: string, name: string) => stated.read(`resources.${path}`, name, integerOf);
  const bytes = (path: string, name: string) => stated.read(`resources.${path}`, name, dockerBytes);
  return {
    memoryBytes: bytes('memoryBytes', '--memory'),
    memorySwapBytes: stated.read('resources.memorySwapBytes', '--memory-swap', signedBytes),
    memoryRequestBytes: bytes('memoryRequestBytes', '--memory-reservation'),
    cpuLimitMillis: cpuLimit(stated),
    cpuRequestMillis: null,
    cpuShares: number('cpuShares', '--cpu-shares'),
    pidsLimit: number('pidsLimit', '--pids-limit'),
    ulimits: stated.list('resources.ulimits', ['--ulimit'], ({ value, expansions }) => {
      if (expansions.length > 0) stated.unresolved.add('resources.ulimits');
      return value === null ? null : readUlimit(value);
    }),
    isOomKillDisabled: stated.boolean('resources.isOomKillDisabled', '--oom-kill-disable'),
    oomScoreAdjustment: number('oomScoreAdjustment', '--oom-score-adj'),
  };
}

function cpuLimit(stated: StatedFlags): number | null {
  const path = 'resources.cpuLimitMillis';
  if (stated.has('--cpus')) return stated.read(path, '--cpus', cpuMillis);
  const quota = stated.read(path, '--cpu-quota', integerOf);
  if (quota === null) return null;
  const period = stated.read(path, '--cpu-period', integerOf) ?? 0;
  return stated.unresolved.has(path) ? null : millisOfQuota(quota, period);
}

/** Thousandths of a core of a quota in microseconds; 0: unlimited. */
export function millisOfQuota(quota: number, period: number): number {
  return quota <= 0 ? 0 : Math.round((quota * 1_000) / (period > 0 ? period : defaultPeriod));
}

/** Thousandths of a core of `--cpus`; null: it is no number. */
export function cpuMillis(text: string): number | null {
  return /^\d{0,9}(?:\.\d{0,9})?$/.test(text) && /\d/.test(text) ? Math.round(Number(text) * 1_000) : null;
}

export function integerOf(text: string): number | null {
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Bytes, or -1 for without end. */
export function signedBytes(text: string): number | null {
  return text === '-1' ? -1 : dockerBytes(text);
}

/** `name=soft[:hard]`; null: it is none. */
export function readUlimit(text: string): { name: string; soft: number; hard: number } | null {
  const match = /^([a-z]{1,32})=(-1|\d{1,15})(?::(-1|\d{1,15}))?$/.exec(text);
  if (!match) return null;
  const soft = Number(match[2]);
  return { name: match[1]!, soft, hard: match[3] === undefined ? soft : Number(match[3]) };
}
