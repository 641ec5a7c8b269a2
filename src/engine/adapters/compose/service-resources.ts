import type { WorkloadFacts } from '../../model/workload-facts.js';
import type { LocatedView } from '../located-view.js';
import { dockerBytes } from '../quantities.js';
import { cpuMillis, integerOf, millisOfQuota, signedBytes } from '../run-command/run-resources.js';
import { readRestart } from '../run-command/run-workload.js';
import type { StatedService } from './stated-service.js';

type Resources = WorkloadFacts['resources'];

/** Limits of the service itself, or those of `deploy`, which docker compose keeps as well. */
export function resourcesOf(stated: StatedService): Resources {
  const first = <T>(
    fact: string,
    key: string,
    deployed: readonly string[],
    read: (text: string) => T | null,
  ) => {
    const views = [stated.at(key), stated.at('deploy', 'resources', ...deployed)];
    const view = views.find(({ isThere }) => isThere) ?? views[0]!;
    return stated.read(`resources.${fact}`, view, read);
  };
  return {
    memoryBytes: first('memoryBytes', 'mem_limit', ['limits', 'memory'], dockerBytes),
    memorySwapBytes: stated.read('resources.memorySwapBytes', stated.at('memswap_limit'), signedBytes),
    memoryRequestBytes: first(
      'memoryRequestBytes',
      'mem_reservation',
      ['reservations', 'memory'],
      dockerBytes,
    ),
    cpuLimitMillis: cpuLimit(stated),
    cpuRequestMillis: first('cpuRequestMillis', '', ['reservations', 'cpus'], cpuMillis),
    cpuShares: stated.read('resources.cpuShares', stated.at('cpu_shares'), integerOf),
    pidsLimit: first('pidsLimit', 'pids_limit', ['limits', 'pids'], integerOf),
    ulimits: ulimitsOf(stated),
    isOomKillDisabled: stated.boolean('resources.isOomKillDisabled', stated.at('oom_kill_disable')),
    oomScoreAdjustment: stated.number('resources.oomScoreAdjustment', stated.at('oom_score_adj')),
  };
}

function cpuLimit(stated: StatedService): number | null {
  const fact = 'resources.cpuLimitMillis';
  const view = [stated.at('cpus'), stated.at('deploy', 'resources', 'limits', 'cpus')].find(
    ({ isThere }) => isThere,
  );
  if (view) return stated.read(fact, view, cpuMillis);
  const quota = stated.read(fact, stated.at('cpu_quota'), integerOf);
  const period = stated.at('cpu_period');
  if (quota === null || !period.isThere) return quota === null ? null : millisOfQuota(quota, 0);
  const length = stated.read(fact, period, microseconds);
  return length === null ? null : millisOfQuota(quota, length);
}

/** A number of microseconds, or a duration in `ms` or `us`. */
function microseconds(text: string): number | null {
  const match = /^(\d{1,12})(us|ms)?$/.exec(text);
  return match ? Number(match[1]) * (match[2] === 'ms' ? 1_000 : 1) : null;
}

function ulimitsOf(stated: StatedService): Resources['ulimits'] {
  const fact = 'resources.ulimits';
  const view = stated.at('ulimits');
  if (!view.isThere) return null;
  stated.note(fact, view);
  if (!view.isMap) stated.unresolved.add(fact);
  const limits = view.entries.flatMap(([name, entry]) => {
    const [soft, hard] = entry.isMap ? [entry.at('soft'), entry.at('hard')] : [entry, entry];
    const isKnown = !stated.isOpen(entry) && soft.number !== null && hard.number !== null;
    if (!isKnown) stated.unresolved.add(fact);
    return isKnown ? [{ name, soft: soft.number, hard: hard.number }] : [];
  });
  return stated.unresolved.has(fact) && limits.length === 0 ? null : limits;
}

const conditions: Readonly<Record<string, NonNullable<WorkloadFacts['restart']['policy']>>> = {
  none: 'no',
  no: 'no',
  'on-failure': 'on-failure',
  'unless-stopped': 'unless-stopped',
  any: 'always',
  always: 'always',
};

/** `deploy.restart_policy` wins over `restart`; a service of a swarm restarts always unless it says otherwise. */
export function restartOf(stated: StatedService, isSwarm: boolean): WorkloadFacts['restart'] {
  const fact = 'restart.policy';
  const deployed = stated.at('deploy', 'restart_policy');
  const none = { policy: null, maxRetries: null };
  if (deployed.isThere) return deployedRestart(stated, deployed);
  const own = stated.at('restart');
  if (isSwarm) return { policy: 'always', maxRetries: 0 };
  return stated.read(fact, own, (text) => readRestart(text === 'false' ? 'no' : text)) ?? none;
}

function deployedRestart(stated: StatedService, view: LocatedView): WorkloadFacts['restart'] {
  const condition = view.at('condition');
  stated.note('restart.policy', view);
  const policy = condition.isThere
    ? stated.read('restart.policy', condition, (text) =>
        Object.hasOwn(conditions, text) ? conditions[text]! : null,
      )
    : 'always';
  stated.note('restart.policy', view);
  const attempts = stated.number('restart.maxRetries', view.at('max_attempts'));
  return { policy, maxRetries: policy === null ? null : (attempts ?? 0) };
}
