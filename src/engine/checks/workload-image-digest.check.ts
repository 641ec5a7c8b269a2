import { z } from 'zod';
import { decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadImageDigestCheck = workloadCheck({
  id: 'workload-image-digest',
  title: { en: 'Image not pinned by digest', zh: '镜像未按摘要固定' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Append @sha256 of the scanned and approved image.',
    zh: '附加已扫描并批准的镜像的 @sha256 摘要。',
  },
  references: { cis: ['6.1'], nist: ['4.2.2', '4.1.5'] },
  evaluate({ image, unresolved }) {
    if (unresolved.includes('image')) return unknown('Its image is not known.', '镜像未知。', 'image');
    if (image?.isBuiltLocally === true || image === null)
      return notApplicable('Its image is built here.', '镜像为本地构建。');
    if (image.digest !== null) return passed;
    if (image.isUnresolved)
      return unknown(
        `The image "${image.raw}" holds a variable that is not resolved.`,
        `镜像“${image.raw}”含未解析的变量。`,
        'image',
      );
    return decided([
      {
        fact: 'image',
        value: image.raw,
        message: {
          en: `The image "${image.raw}" is not pinned by its digest: another one can come under the same name.`,
          zh: `镜像“${image.raw}”未按摘要固定：同名镜像可能被替换。`,
        },
      },
    ]);
  },
  examples: {
    good: [
      {
        name: 'a digest',
        input: 'run-command',
        text: 'docker run nginx:1.27@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'a tag', input: 'run-command', text: 'docker run nginx:1.27' },

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
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    restart: "no"', ''].join('\n'),
      },
    ],
  },
});
