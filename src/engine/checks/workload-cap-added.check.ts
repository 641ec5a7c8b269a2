import { z } from 'zod';
import { capabilityName } from '../adapters/capabilities.js';
import { removeCapability } from './remove-capability.js';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadCapAddedCheck = workloadCheck({
  id: 'workload-cap-added',
  title: { en: 'Capability outside the allow list is added', zh: '添加了白名单之外的能力' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux-unless-stated',
  severity: 'medium',
  parameters: z.object({
    allow: z.array(z.string()).default(['NET_BIND_SERVICE']),
    label_allow_key: z
      .string()
      .default('hardening.allow-caps')
      .describe('A label of the workload that allows further ones, separated by commas.'),
    note: z.string().default('').describe('Why the list is as it is.'),
  }),
  remediation: {
    en: 'Remove the capability or record an exception that names the reason.',
    zh: '移除该能力，或登记说明理由的豁免。',
  },
  references: {
    cis: ['5.4'],
    bench: ['5.4'],
    trivy: ['KSV-0022', 'KSV-0106'],
    pss: ['restricted:capabilities'],
    nist: ['4.4.3'],
    falco: ['Launch Excessively Capable Container'],
    seed: ['§2.1', '§2.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'What needs the capability fails.',
    zh: '需要该能力的操作将失败。',
  },
  evaluate({ capabilities: { add }, labels }, { allow, label_allow_key }) {
    if (add === null)
      return unknown(
        'Which capabilities it adds is not known.',
        '无法得知其添加了哪些能力。',
        'capabilities.add',
      );
    const labelled = (labels[label_allow_key] ?? '').split(',').filter((name) => name.trim() !== '');
    const allowed = new Set([...allow, ...labelled].map(capabilityName));
    const faults: Fault[] = add.flatMap((name, index) => {
      if (allowed.has(name)) return [];
      return {
        element: name,
        fact: `capabilities.add.${index}`,
        value: name,
        message: {
          en: `It adds the capability ${name}, which is not on the list of allowed ones.`,
          zh: `添加了不在允许列表中的能力 ${name}。`,
        },
        fix: removeCapability(name, index),
      };
    });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      { name: 'none', input: 'run-command', text: 'docker run --cap-drop=ALL nginx:1.27' },
      {
        name: 'an allowed one',
        input: 'run-command',
        text: 'docker run --cap-add=NET_BIND_SERVICE nginx:1.27',
      },
      {
        name: 'one that a label allows',
        input: 'run-command',
        text: 'docker run --label hardening.allow-caps=SYS_TIME --cap-add SYS_TIME nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_add: [NET_BIND_SERVICE]', ''].join(
          '\n',
        ),
      },
    ],
    bad: [
      {
        name: 'one that is not allowed',
        input: 'run-command',
        text: 'docker run --cap-add=CHOWN --cap-add CAP_SYS_TIME nginx:1.27',
      },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      securityContext: { capabilities: { add: [SYS_PTRACE] } }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    cap_add:',
          '      - NET_ADMIN # for the tunnel',
          '      - NET_BIND_SERVICE',
          '',
        ].join('\n'),
      },
    ],
  },
});
