import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { set } from '../remediation/workload-fix.js';

export const workloadImagePullPolicyCheck = workloadCheck({
  id: 'workload-image-pull-policy',
  title: { en: 'Mutable tag without pull always', zh: '可变标签未设置始终拉取' },
  area: 'workload',
  inputs: ['compose', 'kubernetes'],
  os: 'any',
  severity: 'info',
  parameters: z.object({
    mutable_tags: z
      .array(z.string())
      .default(['latest', 'stable', 'edge', 'nightly', 'main', 'master', 'dev', 'mainline']),
  }),
  remediation: {
    en: 'Pin by digest, or set pull policy always.',
    zh: '按摘要固定，或将拉取策略设为 always。',
  },
  references: { cis: ['5.28'], nist: ['4.2.2'] },
  fixSafety: 'safe',
  evaluate({ image, origin }, { mutable_tags }) {
    if (image === null || image.digest !== null || image.pullPolicy === 'always') return passed;
    if (image.isUnresolved && image.tag === null)
      return unknown(
        `The image "${image.raw}" holds a variable that is not resolved.`,
        `镜像“${image.raw}”含未解析的变量。`,
        'image',
      );
    const isLatest = image.tag === null || image.tag === 'latest';
    if (image.pullPolicy === null && isLatest && origin.input === 'kubernetes') return passed;
    if (image.tag !== null && !mutable_tags.includes(image.tag)) return passed;
    return decided([
      {
        fact: image.pullPolicy === null ? 'image' : 'image.pullPolicy',
        value: image.pullPolicy ?? '',
        message: {
          en: `The tag of "${image.raw}" moves, and an older image under it is not pulled anew.`,
          zh: `“${image.raw}”的标签可变，且不会重新拉取新镜像。`,
        },
        fix: { compose: [set('/pull_policy', 'always')], kubernetes: [set('/imagePullPolicy', 'Always')] },
      },
    ]);
  },
  examples: {
    good: [
      {
        name: 'a version',
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
        name: 'always pulled',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:latest', '    pull_policy: always', ''].join('\n'),
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
          '  containers:',
          '    - { name: web, image: "nginx:latest", imagePullPolicy: IfNotPresent }',
          '',
        ].join('\n'),
      },
      {
        name: 'a moving tag',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:latest # newest', ''].join('\n'),
      },
    ],
  },
});
