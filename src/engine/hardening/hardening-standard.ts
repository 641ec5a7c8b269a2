import { checks } from '../checks/index.generated.js';
import type { Check } from '../checks/check.js';
import type { Policy } from '../policy/policy-schema.js';
import type { HardeningSettings } from './hardening-settings.js';

type Checks = Policy['checks'];

/** Areas whose checks look at how a workload is started. */
const areas: ReadonlySet<string> = new Set(['workload', 'run-command', 'compose', 'secrets']);

/** Checks whose fixes would take away what a workload states and may need: its ports, volumes, links, accounts. */
const leftAlone: ReadonlySet<string> = new Set([
  'workload-bind-mount-writable',
  'workload-cap-ineffective',
  'workload-image-pull-policy',
  'workload-legacy-link',
  'workload-mount-credentials',
  'workload-port-privileged',
  'workload-resource-requests',
  'workload-selinux-custom-options',
  'workload-sysctls-unsafe',
  'workload-ulimits',
  'workload-user-high-uid',
  'workload-user-numeric',
]);

/** Parameters as the shipped baseline has them. */
const parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'workload-no-new-privileges': { assume_engine_defaults: true },
  'workload-cap-added': { allow: ['NET_BIND_SERVICE'] },
  'workload-restart-policy': { mode: 'ops' },
  'workload-log-driver': { allow_local_daemon: true },
};

/** Checks without a fix that a hardened workload is held against all the same. */
const heldAgainst: ReadonlySet<string> = new Set([
  'workload-log-driver',
  'workload-image-tag-latest',
  'workload-image-registry',
  'runcmd-invalid-value',
  'secret-env-literal',
  'image-runtime-eol',
]);

/** What a hardened workload is held against: every fix of it is made. */
export const hardeningStandard: Checks = standardOf(checks);

function standardOf(all: readonly Check[]): Checks {
  const counted = all.filter(
    ({ id, area, fixSafety }) =>
      heldAgainst.has(id) || (areas.has(area) && !leftAlone.has(id) && fixSafety !== undefined),
  );
  return Object.fromEntries(
    counted.map(({ id }) => [id, Object.hasOwn(parameters, id) ? { parameters: { ...parameters[id] } } : {}]),
  );
}

/** What it asks for is done by dropping every capability, and taking back what is added. */
const netRaw = 'workload-cap-net-raw';
const netAdmin = 'workload-cap-net-admin';

/** The standard that a text is mended by: what is to be kept is no fault there. */
export function mendingStandard({ keepCapabilities }: HardeningSettings): Checks {
  const kept = keepCapabilities;
  const isLeft = (id: string) => id === netRaw || (id === netAdmin && kept.includes('NET_ADMIN'));
  const standard = Object.fromEntries(Object.entries(hardeningStandard).filter(([id]) => !isLeft(id)));
  if (kept.length === 0) return standard;
  const dangerous = checks.find(({ id }) => id === 'workload-cap-dangerous')?.parameters.parse({}) ?? {};
  const without = (list: unknown) =>
    Array.isArray(list) ? (list as unknown[]).filter((name) => !kept.includes(String(name))) : [];
  return {
    ...standard,
    'workload-cap-added': { parameters: { allow: ['NET_BIND_SERVICE', ...kept] } },
    'workload-cap-dangerous': {
      parameters: {
        deny_critical: without(dangerous['deny_critical']),
        deny_high: without(dangerous['deny_high']),
      },
    },
  };
}
