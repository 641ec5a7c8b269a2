import { z } from 'zod';
import { repositoryOf } from '../adapters/image-name.js';
import { matchesGlob } from '../policy/glob.js';
import { removeCapability } from './remove-capability.js';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadCapNetAdminCheck = workloadCheck({
  id: 'workload-cap-net-admin',
  title: { en: 'NET_ADMIN granted', zh: '授予了 NET_ADMIN 能力' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'high',
  parameters: z.object({
    allowed_images: z.array(z.string()).default([]).describe('Globs of repositories: registry.example/net/*'),
  }),
  remediation: {
    en: 'Remove it. Listening on a port, also below 1024, never needs it.',
    zh: '移除该能力。监听端口（包括 1024 以下端口）从不需要它。',
  },
  references: {
    cis: ['5.4'],
    bench: ['5.4'],
    trivy: ['KSV-0022'],
    pss: ['baseline:capabilities'],
    seed: ['§2.1', '§2.2', '§9.2'],
  },
  fixSafety: 'safe',
  evaluate({ capabilities: { add }, image }, { allowed_images }) {
    if (add === null)
      return unknown(
        'Which capabilities it adds is not known.',
        '无法得知其添加了哪些能力。',
        'capabilities.add',
      );
    const index = add.indexOf('NET_ADMIN');
    const repository = image && repositoryOf(image);
    if (index < 0 || (repository !== null && allowed_images.some((glob) => matchesGlob(glob, repository))))
      return passed;
    return decided([
      {
        element: 'NET_ADMIN',
        fact: `capabilities.add.${index}`,
        value: 'NET_ADMIN',
        message: {
          en: 'It adds NET_ADMIN, which is no safe capability: it controls interfaces, routes and firewall rules, and lets traffic be sniffed and redirected.',
          zh: '添加了 NET_ADMIN，它并非“安全”能力：可控制网络接口、路由和防火墙规则，并可嗅探与重定向流量。',
        },
        fix: removeCapability('NET_ADMIN', index),
      },
    ]);
  },
  examples: {
    good: [
      { name: 'none', input: 'run-command', text: 'docker run --cap-drop=ALL nginx:1.27' },
      {
        name: 'an image that may',
        input: 'run-command',
        text: 'docker run --cap-add NET_ADMIN registry.example/net/vpn:1',
        parameters: { allowed_images: ['registry.example/net/*'] },
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_drop: [ALL]', ''].join('\n'),
      },
    ],
    bad: [
      {
        name: 'added',
        input: 'run-command',
        text: 'docker run --cap-drop=ALL --cap-add=NET_ADMIN nginx:1.27',
      },

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
          '      securityContext:',
          '        capabilities:',
          '          add: ["NET_ADMIN"]',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_add: [NET_ADMIN]', ''].join('\n'),
      },
    ],
  },
});
