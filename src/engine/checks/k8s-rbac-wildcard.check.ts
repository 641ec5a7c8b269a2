import { z } from 'zod';
import { kubernetesCheck, objectName, type ObjectFault } from './kubernetes-check.js';

export const k8sRbacWildcardCheck = kubernetesCheck({
  id: 'k8s-rbac-wildcard',
  title: { en: 'Wildcard RBAC rule', zh: 'RBAC 通配权限' },
  area: 'kubernetes',
  severity: 'critical',
  parameters: z.object({}),
  remediation: { en: 'List verbs and resources.', zh: '列出具体动词与资源。' },
  references: { trivy: ['KSV-0044', 'KSV-0045', 'KSV-0046', 'KSV-0112'], nist: ['4.3.1'] },
  evaluate(kubernetes) {
    if (kubernetes.rules.length === 0)
      return {
        faults: [],
        notApplicable: { en: 'The manifest holds no rule of RBAC.', zh: '清单中没有 RBAC 规则。' },
      };
    const faults = kubernetes.rules.flatMap(({ object, verbs, resources, place }, index): ObjectFault[] => {
      const [anyVerb, anyResource] = [verbs.includes('*'), resources.includes('*')];
      if (!anyVerb && !anyResource) return [];
      const what = [anyVerb ? 'every verb' : null, anyResource ? 'every resource' : null]
        .filter((part) => part !== null)
        .join(' on ');
      return [
        {
          element: `${objectName(kubernetes, object)} ${resources.join(',')} ${verbs.join(',')}`,
          place,
          fact: `rules.${index}`,
          value: `${verbs.join(',')} on ${resources.join(',')}`,
          ...(!(anyVerb && anyResource) && { severity: 'high' as const }),
          message: {
            en: `A rule of ${objectName(kubernetes, object)} allows ${what}.`,
            zh: `${objectName(kubernetes, object)} 的一条规则使用通配${anyVerb ? '动词' : ''}${anyVerb && anyResource ? '和' : ''}${anyResource ? '资源' : ''}。`,
          },
        },
      ];
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
          '  - { apiGroups: [""], resources: [pods], verbs: [get] }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'everything',
        input: 'kubernetes',
        text: [
          'apiVersion: rbac.authorization.k8s.io/v1',
          'kind: Role',
          'metadata: { name: r, namespace: a }',
          'rules:',
          '  - { apiGroups: ["*"], resources: ["*"], verbs: ["*"] }',
          '',
        ].join('\n'),
      },
    ],
  },
});
