import { z } from 'zod';
import { kubernetesCheck, objectName, type ObjectFault } from './kubernetes-check.js';

export const k8sRbacBindingCheck = kubernetesCheck({
  id: 'k8s-rbac-binding',
  title: { en: 'Powerful role bound to a broad subject', zh: '高权限角色绑定到宽泛主体' },
  area: 'kubernetes',
  severity: 'critical',
  parameters: z.object({
    roles: z.array(z.string()).default(['cluster-admin', 'admin', 'edit']),
    subjects: z
      .array(z.string())
      .default(['system:anonymous', 'system:unauthenticated', 'system:authenticated', 'system:masters']),
  }),
  remediation: { en: 'Bind a narrow role to a named account.', zh: '将窄权限角色绑定到具名账户。' },
  references: { trivy: ['KSV-0111', 'KSV-0122', 'KSV-0123', 'KSV-01011'], nist: ['4.3.1'] },
  evaluate(kubernetes, { roles, subjects }) {
    if (kubernetes.bindings.length === 0)
      return {
        faults: [],
        notApplicable: { en: 'The manifest holds no binding.', zh: '清单中没有角色绑定。' },
      };
    const faults = kubernetes.bindings.flatMap(({ object, role, subjects: bound }, index): ObjectFault[] =>
      !roles.includes(role)
        ? []
        : bound.flatMap(({ kind, name, place }) => {
            if (!subjects.includes(name) && !(kind === 'ServiceAccount' && name === 'default')) return [];
            return [
              {
                element: `${objectName(kubernetes, object)} ${name}`,
                place,
                fact: `bindings.${index}`,
                value: `${role} to ${name}`,
                message: {
                  en: `The role ${role} is bound to ${name}.`,
                  zh: `角色 ${role} 被绑定到 ${name}。`,
                },
              },
            ];
          }),
    );
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'a named account',
        input: 'kubernetes',
        text: [
          'apiVersion: rbac.authorization.k8s.io/v1',
          'kind: ClusterRoleBinding',
          'metadata: { name: b }',
          'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }',
          'subjects:',
          '  - { kind: ServiceAccount, name: deployer, namespace: ops }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'everyone',
        input: 'kubernetes',
        text: [
          'apiVersion: rbac.authorization.k8s.io/v1',
          'kind: ClusterRoleBinding',
          'metadata: { name: b }',
          'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }',
          'subjects:',
          '  - { kind: Group, name: "system:unauthenticated" }',
          '',
        ].join('\n'),
      },
    ],
  },
});
