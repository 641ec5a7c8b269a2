import { z } from 'zod';
import { kubernetesCheck, objectName, setAt, type ObjectFault } from './kubernetes-check.js';

const levels = ['privileged', 'baseline', 'restricted'];

export const k8sNamespacePssLabelCheck = kubernetesCheck({
  id: 'k8s-namespace-pss-label',
  title: { en: 'Namespace does not enforce a Pod Security Standard', zh: '命名空间未强制 Pod 安全标准' },
  area: 'kubernetes',
  severity: 'medium',
  parameters: z.object({ level: z.enum(['privileged', 'baseline', 'restricted']).default('baseline') }),
  remediation: {
    en: 'Label the namespace with pod-security.kubernetes.io/enforce.',
    zh: '为命名空间添加 pod-security.kubernetes.io/enforce 标签。',
  },
  references: { nist: ['4.3.5'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Pods of the namespace that do not meet the standard are refused when they are made anew.',
    zh: '该命名空间中不符合标准的 Pod 在重建时会被拒绝。',
  },
  evaluate(kubernetes, { level }) {
    if (kubernetes.namespaces.length === 0)
      return {
        faults: [],
        undecided: { en: 'The manifest holds no Namespace.', zh: '清单中没有 Namespace 对象。' },
      };
    const faults = kubernetes.namespaces.flatMap(({ object, podSecurity }, index): ObjectFault[] => {
      const enforced = podSecurity['enforce']?.level ?? null;
      if (enforced !== null && levels.indexOf(enforced) >= levels.indexOf(level)) return [];
      const { place } = kubernetes.objects[object]!;
      return [
        {
          element: objectName(kubernetes, object),
          place,
          fact: `namespaces.${index}`,
          value: enforced ?? '',
          message: {
            en: `The namespace enforces ${enforced === null ? 'no Pod Security Standard' : `only "${enforced}"`}.`,
            zh: enforced === null ? '命名空间未强制任何 Pod 安全标准。' : `命名空间仅强制“${enforced}”。`,
          },
          fix: [setAt(place, '/metadata/labels/pod-security.kubernetes.io~1enforce', level)],
        },
      ];
    });
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'baseline',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Namespace',
          'metadata: { name: x, labels: { pod-security.kubernetes.io/enforce: restricted } }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'none',
        input: 'kubernetes',
        text: ['apiVersion: v1', 'kind: Namespace', 'metadata: { name: x }', ''].join('\n'),
      },
      {
        name: 'privileged',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Namespace',
          'metadata: { name: x, labels: { pod-security.kubernetes.io/enforce: privileged } }',
          '',
        ].join('\n'),
      },
    ],
  },
});
