import { z } from 'zod';
import { type Fault, decided, notApplicable, workloadCheck } from './workload-check.js';
import { set } from '../remediation/workload-fix.js';

export const k8sInitSecretVolumeCheck = workloadCheck({
  id: 'k8s-init-secret-volume',
  title: { en: 'Init container hands secrets over on disk', zh: '初始化容器通过磁盘共享卷传递密钥' },
  area: 'kubernetes',
  inputs: ['kubernetes'],
  os: 'any',
  severity: 'low',
  parameters: z.object({
    fetchers: z
      .array(z.string())
      .default(['vault', 'secrets-init', 'aws-secrets', 'conjur', 'doppler'])
      .describe('Words in the repository of an image that fetches secrets.'),
    label: z.string().default('hardening.fetches-secrets'),
  }),
  remediation: {
    en: 'Use emptyDir medium Memory, or a CSI secret driver.',
    zh: '使用 medium 为 Memory 的 emptyDir，或 CSI 密钥驱动。',
  },
  references: { nist: ['4.1.4'], seed: ['§6.2'] },
  fixSafety: 'safe',
  evaluate({ origin, image, mounts, labels }, { fetchers, label }) {
    const repository = image?.repository ?? '';
    const isFetcher =
      origin.role === 'init' &&
      (labels[label] === origin.name || fetchers.some((word) => repository.includes(word)));
    if (!isFetcher)
      return notApplicable('It is no init container that fetches secrets.', '不是获取密钥的初始化容器。');
    const faults: Fault[] = (mounts ?? []).flatMap(
      ({ type, medium, sizeBytes, isReadOnly, target }, index) =>
        type !== 'emptyDir' || medium === 'memory' || isReadOnly
          ? []
          : {
              element: target,
              fact: `mounts.${index}.volume`,
              value: 'emptyDir',
              message: {
                en: `It hands secrets over on the disk of the node, at ${target}.`,
                zh: `通过节点磁盘（${target}）移交密钥。`,
              },
              fix: {
                kubernetes: [
                  set('/emptyDir/medium', 'Memory', { fact: `mounts.${index}.volume` }),
                  ...(sizeBytes === null
                    ? [set('/emptyDir/sizeLimit', '64Mi', { fact: `mounts.${index}.volume` })]
                    : []),
                ],
              },
            },
    );
    return decided(faults);
  },
  examples: {
    good: [
      {
        name: 'in memory',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  initContainers:',
          '    - { name: i, image: "hashicorp/vault:1", volumeMounts: [{ name: s, mountPath: /s }] }',
          '  containers: [{ name: web, image: a }]',
          '  volumes: [{ name: s, emptyDir: { medium: Memory } }]',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'on disk',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  initContainers:',
          '    - { name: i, image: "hashicorp/vault:1", volumeMounts: [{ name: s, mountPath: /s }] }',
          '  containers: [{ name: web, image: a }]',
          '  volumes:',
          '    - name: s',
          '      emptyDir: {}',
          '',
        ].join('\n'),
      },
    ],
  },
});
