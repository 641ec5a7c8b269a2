import type { KubernetesFacts, KubernetesPod, LabelSelector } from '../model/workload-document.js';

/** Whether a selector fits labels (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/). */
export function selects(
  { matchLabels, matchExpressions }: LabelSelector,
  labels: Readonly<Record<string, string>>,
): boolean {
  const valueOf = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  return (
    Object.entries(matchLabels).every(([key, value]) => valueOf(key) === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      const value = valueOf(key);
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}

/** The policies of a manifest that select a pod: those in its namespace. */
export function policiesOf(
  kubernetes: KubernetesFacts,
  pod: KubernetesPod,
): KubernetesFacts['networkPolicies'][number][] {
  const namespace = kubernetes.objects[pod.object]?.namespace ?? null;
  return kubernetes.networkPolicies.filter(
    (policy) =>
      (kubernetes.objects[policy.object]?.namespace ?? null) === namespace &&
      selects(policy.podSelector, pod.labels),
  );
}
