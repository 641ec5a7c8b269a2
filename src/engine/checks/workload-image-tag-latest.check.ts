import { z } from 'zod';
import { decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadImageTagLatestCheck = workloadCheck({
  id: 'workload-image-tag-latest',
  title: { en: 'Image uses latest or no tag', zh: '镜像使用 latest 标签或无标签' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({
    mutable_tags: z
      .array(z.string())
      .default(['latest', 'stable', 'edge', 'nightly', 'main', 'master', 'dev', 'mainline']),
  }),
  remediation: { en: 'Pin a version tag, better a digest.', zh: '固定版本标签，最好使用摘要。' },
  references: {
    cis: ['5.28'],
    bench: ['5.28'],
    trivy: ['KSV-0013'],
    dockle: ['DKL-DI-0006'],
    nist: ['4.2.2'],
    seed: ['§8.1'],
  },
  evaluate({ image, origin, unresolved }, { mutable_tags }) {
    if (image === null) {
      return origin.input === 'compose' && !unresolved.includes('image')
        ? notApplicable('It is built, and names no image.', '由构建产生，未指定镜像。')
        : unknown('It names no image.', '未指定镜像。', 'image');
    }
    if (image.digest !== null) return passed;
    if (image.isUnresolved && (image.tag === null || image.repository === null))
      return unknown(
        `The image "${image.raw}" holds a variable that is not resolved.`,
        `镜像“${image.raw}”含未解析的变量。`,
        'image',
      );
    if (image.tag !== null && !mutable_tags.includes(image.tag)) return passed;
    return decided([
      {
        fact: 'image',
        value: image.raw,
        message:
          image.tag === null
            ? {
                en: `The image "${image.raw}" has no tag, which means latest: what runs changes unseen.`,
                zh: `镜像“${image.raw}”没有标签，即 latest：实际运行内容会悄然变化。`,
              }
            : {
                en: `The tag of "${image.raw}" moves: what runs changes unseen.`,
                zh: `“${image.raw}”的标签可变：实际运行内容会悄然变化。`,
              },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'a version', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a digest',
        input: 'run-command',
        text: 'docker run nginx@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'no tag', input: 'run-command', text: 'docker run nginx' },
      { name: 'latest', input: 'run-command', text: 'docker run nginx:latest' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - { name: web, image: "nginx:stable" }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx', ''].join('\n'),
      },
    ],
  },
});
