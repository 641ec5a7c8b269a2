import { stringify } from 'yaml';
import { compareText } from '../checks/vulnerability-text.js';
import { findCheck } from '../checks/find-check.js';
import type { Decision, DecidedExemption, DecisionExport, DecisionSource } from './decision-export.js';
import { headComment } from './rule-comment.js';

interface PolicyRules {
  readonly policy: string;
  readonly rules: readonly string[];
}

/** The policies of Kyverno's library that stand for controls of the Pod Security Standards (https://kyverno.io/policies/pod-security/). */
const policies: ReadonlyMap<string, PolicyRules> = new Map([
  ['baseline:appArmorProfile', { policy: 'restrict-apparmor-profiles', rules: ['app-armor'] }],
  ['baseline:capabilities', { policy: 'disallow-capabilities', rules: ['adding-capabilities'] }],
  ['baseline:hostNamespaces', { policy: 'disallow-host-namespaces', rules: ['host-namespaces'] }],
  ['baseline:hostPathVolumes', { policy: 'disallow-host-path', rules: ['host-path'] }],
  ['baseline:hostPorts', { policy: 'disallow-host-ports', rules: ['host-ports-none'] }],
  ['baseline:privileged', { policy: 'disallow-privileged-containers', rules: ['privileged-containers'] }],
  ['baseline:procMount', { policy: 'disallow-proc-mount', rules: ['check-proc-mount'] }],
  ['baseline:seLinuxOptions', { policy: 'disallow-selinux', rules: ['selinux-type', 'selinux-user-role'] }],
  ['baseline:seccompProfile', { policy: 'restrict-seccomp', rules: ['check-seccomp'] }],
  ['baseline:sysctls', { policy: 'restrict-sysctls', rules: ['check-sysctls'] }],
  ['baseline:windowsHostProcess', { policy: 'disallow-host-process', rules: ['host-process-containers'] }],
  [
    'restricted:allowPrivilegeEscalation',
    { policy: 'disallow-privilege-escalation', rules: ['privilege-escalation'] },
  ],
  [
    'restricted:capabilities',
    { policy: 'disallow-capabilities-strict', rules: ['require-drop-all', 'adding-capabilities-strict'] },
  ],
  ['restricted:restrictedVolumes', { policy: 'restrict-volume-types', rules: ['restricted-volumes'] }],
  ['restricted:runAsNonRoot', { policy: 'require-run-as-nonroot', rules: ['run-as-non-root'] }],
  ['restricted:runAsUser', { policy: 'require-run-as-non-root-user', rules: ['run-as-non-root-user'] }],
  ['restricted:seccompProfile', { policy: 'restrict-seccomp-strict', rules: ['check-seccomp-strict'] }],
]);

/**
 * PolicyExceptions of Kyverno (kyverno.io/v2) for exemptions of Kubernetes workloads: one for each exemption and workload.
 * it holds for the workload as a whole, also where the exemption is for one of its containers. Kyverno's cleanup controller
 * removes each when its exemption ends. Rules that Kyverno derives for controllers of pods
 * (`autogen-…`) are named too.
 */
export const kyvernoExport: DecisionExport = {
  id: 'kyverno',
  title: 'PolicyExceptions of Kyverno (YAML)',
  mediaType: 'application/yaml',
  form: 'rules',
  write(source) {
    const exceptions = exceptionsOf(source);
    const documents = exceptions.map((exception) => stringify(exception, { lineWidth: 0 }));
    return headComment(source, notesOf(source)) + documents.map((text) => `---\n${text}`).join('');
  },
};

/** Of a Kubernetes object, as findings name it: `Deployment/web[container]` or `Deployment/team/web[container]`. */
interface Resource {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

const kinds: ReadonlySet<string> = new Set([
  ...['Pod', 'Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'ReplicationController'],
  ...['Job', 'CronJob'],
]);

interface Exception {
  readonly exemption: DecidedExemption;
  readonly resource: Resource;
  readonly policies: Map<string, Set<string>>;
}

function exceptionsOf({ decisions }: DecisionSource): object[] {
  const exceptions = new Map<string, Exception>();
  for (const decision of decisions) {
    const { exemption } = decision;
    const resource = resourceOf(decision);
    const controls = controlsOf(decision);
    if (!exemption || !resource || controls.length === 0) continue;
    const key = [exemption.id, resource.kind, resource.namespace ?? '', resource.name].join(' ');
    const known = exceptions.get(key) ?? { exemption, resource, policies: new Map<string, Set<string>>() };
    exceptions.set(key, known);
    for (const { policy, rules } of controls) {
      const named = known.policies.get(policy) ?? new Set<string>();
      for (const rule of rules) for (const name of derived(rule, resource)) named.add(name);
      known.policies.set(policy, named);
    }
  }
  return [...exceptions].sort(([a], [b]) => compareText(a, b)).map(([, exception]) => shown(exception));
}

/** The names of a rule for what it is about: Kyverno derives one for controllers and one for CronJobs. */
function derived(rule: string, { kind }: Resource): string[] {
  if (kind === 'Pod') return [rule];
  return [rule, kind === 'CronJob' ? `autogen-cronjob-${rule}` : `autogen-${rule}`];
}

function controlsOf({ check }: Decision): PolicyRules[] {
  const references = check === null ? undefined : findCheck(check)?.references;
  return (references?.pss ?? []).flatMap((control) => policies.get(control) ?? []);
}

function resourceOf({ target, element }: Decision): Resource | null {
  if (target.kind !== 'workload' || element === null) return null;
  const [object = ''] = element.split(/[ []/, 1);
  const parts = object.split('/');
  const [kind = '', ...path] = parts;
  if (!kinds.has(kind) || path.length === 0 || path.length > 3) return null;
  const [first = '', second] = path;
  return second === undefined
    ? { kind, namespace: null, name: first }
    : { kind, namespace: first, name: second };
}

function shown({ exemption, resource, policies: named }: Exception): object {
  const { kind, namespace, name } = resource;
  const until = exemption.expiresAt.toISOString();
  return {
    apiVersion: 'kyverno.io/v2',
    kind: 'PolicyException',
    metadata: {
      name: `ironhull-${exemption.id.slice(0, 8)}-${kind.toLowerCase()}-${name}`.slice(0, 253),
      ...(namespace === null ? {} : { namespace }),
      // As the cleanup controller reads times: without colons and fractions.
      labels: { 'cleanup.kyverno.io/ttl': until.replace(/\.\d+Z$/, 'Z').replaceAll(':', '') },
      annotations: {
        'ironhull/exemption': exemption.id,
        'ironhull/expires': until,
        'ironhull/reason': exemption.reason,
      },
    },
    spec: {
      exceptions: [...named]
        .sort(([a], [b]) => compareText(a, b))
        .map(([policyName, ruleNames]) => ({
          policyName,
          ruleNames: [...ruleNames].sort(),
        })),
      match: {
        any: [
          {
            resources: {
              kinds: [kind],
              names: [name],
              ...(namespace === null ? {} : { namespaces: [namespace] }),
            },
          },
        ],
      },
    },
  };
}

/** Exemptions of checks that cannot be said so. */
function notesOf({ decisions }: DecisionSource): string[] {
  const missed = decisions.filter(
    (decision) =>
      decision.exemption !== null &&
      decision.check !== null &&
      (resourceOf(decision) === null || controlsOf(decision).length === 0),
  );
  return [...new Set(missed.map(({ check }) => check ?? ''))]
    .sort()
    .map((check) => `${check}: no policy of Kyverno's library, or no Kubernetes workload; left out.`);
}
