import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { givenFiles } from '../adapters/input-adapter.js';
import { readInput } from '../adapters/read-input.js';
import { judgeExample } from './example-policy.js';
import { parsePolicy } from './policy-document.js';

type Fields = Readonly<Record<string, unknown>>;

const shipped = (name: string) => {
  const parsed = parsePolicy(
    readFileSync(new URL(`../../../policies/${name}.yaml`, import.meta.url), 'utf8'),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.policy;
};
const policies = { baseline: shipped('pss-baseline'), restricted: shipped('pss-restricted') };

/** A pod that meets the restricted level, but for these parts. */
function aPod({ pod = {}, security = {}, container = {}, annotations = {} }: Record<string, Fields>): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', annotations },
    spec: {
      containers: [
        {
          name: 'web',
          image: 'registry.example/web:1',
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            ...security,
          },
          ...container,
        },
      ],
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      ...pod,
    },
  });
}

function failing(level: keyof typeof policies, text: string): string[] {
  const result = readInput('kubernetes', text, { files: givenFiles({}) });
  if (!result.ok) throw new Error(result.problem.message.en);
  const { decision, findings } = judgeExample({ facts: result.facts, policy: policies[level] });
  const checks = findings.map(({ check, result: outcome }) => `${check} ${outcome}`);
  expect(decision).toBe(checks.length === 0 ? 'allow' : 'deny');
  return [...new Set(checks)].sort();
}

const annotation = 'container.apparmor.security.beta.kubernetes.io';
const windows = { os: { name: 'windows' }, securityContext: { runAsNonRoot: true } };

describe('the Pod Security Standards', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['a pod that meets them', aPod({}), [], []],
    [
      'a pod that says nothing',
      aPod({ pod: { securityContext: {} }, container: { securityContext: {} } }),
      [],
      [
        'workload-cap-drop-all fail',
        'workload-no-new-privileges fail',
        'workload-seccomp-explicit fail',
        'workload-user-root fail',
      ],
    ],
    ['a pod of Windows', aPod({ pod: windows, container: { securityContext: {} } }), [], []],
    [
      'a pod of Windows that does not ask for another user than root',
      aPod({ pod: { ...windows, securityContext: {} } }),
      [],
      ['workload-user-root fail'],
    ],
    [
      'what a pod of Windows states of Linux',
      aPod({ pod: { ...windows, hostPID: true, hostIPC: true }, security: { procMount: 'Unmasked' } }),
      ['workload-ipc-host fail', 'workload-pid-host fail', 'workload-proc-unmasked fail'],
      ['workload-ipc-host fail', 'workload-pid-host fail', 'workload-proc-unmasked fail'],
    ],
    [
      'a sysctl and SELinux options of Windows',
      aPod({
        pod: {
          ...windows,
          securityContext: {
            runAsNonRoot: true,
            sysctls: [{ name: 'kernel.msgmax', value: '1' }],
            seLinuxOptions: { type: 'spc_t' },
          },
        },
      }),
      ['workload-selinux-custom-options fail', 'workload-sysctls-unsafe fail'],
      ['workload-selinux-custom-options fail', 'workload-sysctls-unsafe fail'],
    ],
    [
      'an annotation of AppArmor for no container of the pod',
      aPod({ annotations: { [`${annotation}/elsewhere`]: 'unconfined' } }),
      ['workload-apparmor fail'],
      ['workload-apparmor fail'],
    ],
    [
      'a harmless annotation of AppArmor for no container of the pod',
      aPod({ annotations: { [`${annotation}/elsewhere`]: 'runtime/default' } }),
      [],
      [],
    ],
    [
      'a capability without a name',
      aPod({ security: { capabilities: { add: [''], drop: ['ALL'] } } }),
      ['workload-cap-added fail'],
      ['workload-cap-added fail'],
    ],
    [
      'a sysctl of the newest version',
      aPod({
        pod: {
          securityContext: {
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
            sysctls: [{ name: 'net.ipv4.tcp_notsent_lowat', value: '16384' }],
          },
        },
      }),
      [],
      [],
    ],
    [
      'an open /proc in a user namespace of its own',
      aPod({ pod: { hostUsers: false }, security: { procMount: 'Unmasked' } }),
      [],
      ['workload-proc-unmasked fail'],
    ],
  ])('of %s', (_name, text, baseline, restricted) => {
    expect(failing('baseline', text)).toEqual(baseline);
    expect(failing('restricted', text)).toEqual(restricted);
  });
});
