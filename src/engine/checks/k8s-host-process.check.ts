import { z } from 'zod';
import { kubernetesCheck, podName, setAt, type ObjectFault } from './kubernetes-check.js';

export const k8sHostProcessCheck = kubernetesCheck({
  id: 'k8s-host-process',
  title: { en: 'Windows HostProcess pod', zh: 'Windows HostProcess 容器' },
  area: 'kubernetes',
  severity: 'critical',
  parameters: z.object({}),
  remediation: { en: 'Remove hostProcess.', zh: '去掉 hostProcess。' },
  references: { trivy: ['KSV-0103'], pss: ['baseline:windowsHostProcess'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'It loses its access to the Windows host.',
    zh: '将失去对 Windows 宿主机的访问权限。',
  },
  evaluate(kubernetes) {
    const faults = kubernetes.pods.flatMap((pod, index) =>
      pod.windowsHostProcess.map(({ container, place }): ObjectFault => {
        const element = `${podName(kubernetes, pod)}${container === null ? '' : `[${container}]`}`;
        return {
          element,
          place,
          fact: `pods.${index}.windowsHostProcess`,
          value: 'true',
          message: {
            en: `${element} runs as a process of the Windows host.`,
            zh: `${element} 以 Windows 宿主机进程方式运行。`,
          },
          fix: [setAt(place, '', false)],
        };
      }),
    );
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'none',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  os: { name: windows }',
          '  securityContext:',
          '    windowsOptions:',
          '      hostProcess: true',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
    ],
  },
});
