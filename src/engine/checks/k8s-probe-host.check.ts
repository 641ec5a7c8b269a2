import { z } from 'zod';
import { kubernetesCheck, podName, type ObjectFault } from './kubernetes-check.js';

/** Whether version `a` (`1.33`) comes before `b`. */
function isOlder(a: string, b: string): boolean {
  const [major = 0, minor = 0] = a.replace(/^v/, '').split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = b.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

export const k8sProbeHostCheck = kubernetesCheck({
  id: 'k8s-probe-host',
  title: { en: 'Probe or lifecycle handler names a host', zh: '探针或生命周期钩子指定 host' },
  area: 'kubernetes',
  severity: 'medium',
  parameters: z.object({
    from_version: z
      .string()
      .regex(/^\d+\.\d+$/)
      .default('1.34'),
  }),
  remediation: {
    en: 'Remove host (the probe then targets the pod).',
    zh: '去掉 host（探针即指向 Pod 自身）。',
  },
  references: { pss: ['baseline:hostProbesAndhostLifecycle'] },
  fixSafety: 'safe',
  evaluate(kubernetes, { from_version }) {
    const { targetVersion } = kubernetes;
    if (targetVersion !== null && isOlder(targetVersion, from_version)) {
      return {
        faults: [],
        notApplicable: {
          en: `Kubernetes ${targetVersion} does not ask for it.`,
          zh: `Kubernetes ${targetVersion} 不作此要求。`,
        },
      };
    }
    const faults = kubernetes.pods.flatMap((pod, index) =>
      pod.probeHosts.map(({ container, host, place }): ObjectFault => ({
        element: `${podName(kubernetes, pod)}[${container}] ${host}`,
        place,
        fact: `pods.${index}.probeHosts`,
        value: host,
        message: {
          en: `A probe or handler of "${container}" calls the host ${host}: the node can be made to send requests anywhere.`,
          zh: `“${container}”的探针或钩子访问主机 ${host}：可使节点向任意地址发送请求。`,
        },
        fix: [{ kind: 'remove', document: place.document, pointer: place.pointer }],
      })),
    );
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'the pod itself',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      livenessProbe: { httpGet: { path: /, port: 80 } }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'another host',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      livenessProbe:',
          '        httpGet: { path: /, port: 80, host: example.com }',
          '',
        ].join('\n'),
      },
    ],
  },
});
