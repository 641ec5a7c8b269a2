import { z } from 'zod';
import { kubernetesCheck, objectName, type ObjectFault } from './kubernetes-check.js';

const verbsAlone = new Set(['escalate', 'bind', 'impersonate']);
const writing = ['create', 'update', 'patch', 'delete'];

function grants(verbs: readonly string[], resources: readonly string[], right: string): boolean {
  const [subject = '', of = ''] = right.split(' ');
  if (verbsAlone.has(subject) && of === '') return verbs.includes(subject);
  const wanted = of === 'write' ? writing : of.split('/').filter((verb) => verb !== '');
  const hasVerb =
    wanted.length === 0
      ? verbs.length > 0
      : verbs.includes('*') || wanted.some((verb) => verbs.includes(verb));
  return hasVerb && (resources.includes('*') || resources.includes(subject));
}

export const k8sRbacEscalationCheck = kubernetesCheck({
  id: 'k8s-rbac-escalation',
  title: { en: 'RBAC rule that allows privilege escalation', zh: 'RBAC 存在提权路径' },
  area: 'kubernetes',
  severity: 'high',
  parameters: z.object({
    risky: z
      .array(z.string())
      .default([
        'secrets get/list/watch',
        'pods/exec create',
        'pods/attach create',
        'pods create',
        'nodes/proxy',
        'escalate',
        'bind',
        'impersonate',
        'mutatingwebhookconfigurations write',
        'serviceaccounts/token create',
        'clusterrolebindings write',
      ])
      .describe('A resource with verbs, a resource, or a verb.'),
  }),
  remediation: {
    en: 'Narrow the rule to resource names or remove it.',
    zh: '将规则收窄到具体资源名，或移除。',
  },
  references: {
    trivy: [
      'KSV-0041',
      'KSV-0043',
      'KSV-0047',
      'KSV-0048',
      'KSV-0050',
      'KSV-0051',
      'KSV-0053',
      'KSV-0055',
      'KSV-0113',
      'KSV-0114',
    ],
    nist: ['4.3.1'],
  },
  evaluate(kubernetes, { risky }) {
    if (kubernetes.rules.length === 0)
      return {
        faults: [],
        notApplicable: { en: 'The manifest holds no rule of RBAC.', zh: '清单中没有 RBAC 规则。' },
      };
    const faults = kubernetes.rules.flatMap(({ object, verbs, resources, place }, index): ObjectFault[] => {
      const granted = risky.filter((right) => grants(verbs, resources, right));
      return granted.map((right) => ({
        element: `${objectName(kubernetes, object)} ${right}`,
        place,
        fact: `rules.${index}`,
        value: right,
        message: {
          en: `A rule of ${objectName(kubernetes, object)} grants "${right}", by which more rights can be gained.`,
          zh: `${objectName(kubernetes, object)} 的一条规则授予“${right}”，可借此提权。`,
        },
      }));
    });
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'narrow',
        input: 'kubernetes',
        text: [
          'apiVersion: rbac.authorization.k8s.io/v1',
          'kind: Role',
          'metadata: { name: r, namespace: a }',
          'rules:',
          '  - { apiGroups: [""], resources: [configmaps], verbs: [get] }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'secrets',
        input: 'kubernetes',
        text: [
          'apiVersion: rbac.authorization.k8s.io/v1',
          'kind: Role',
          'metadata: { name: r, namespace: a }',
          'rules:',
          '  - { apiGroups: [""], resources: [secrets], verbs: [get, list] }',
          '',
        ].join('\n'),
      },
      {
        name: 'impersonation',
        input: 'kubernetes',
        text: [
          'apiVersion: rbac.authorization.k8s.io/v1',
          'kind: Role',
          'metadata: { name: r, namespace: a }',
          'rules:',
          '  - { apiGroups: [""], resources: [users], verbs: [impersonate] }',
          '',
        ].join('\n'),
      },
    ],
  },
});
