import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { addFlag, removeFlag } from '../remediation/workload-fix.js';

export const workloadPortPublishAllCheck = workloadCheck({
  id: 'workload-port-publish-all',
  title: { en: 'All exposed ports published', zh: '使用 -P 发布全部端口' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Publish each port by hand with -p.', zh: '用 -p 逐个发布端口。' },
  references: { cis: ['5.9'], bench: ['5.9'], nist: ['4.4.2'], seed: ['§7.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Ports that are needed from outside must be published one by one.',
    zh: '需要对外的端口须逐个发布。',
  },
  evaluate({ isEveryPortPublished, exposedPorts }) {
    if (isEveryPortPublished === null)
      return unknown(
        'Whether it publishes every port is not known.',
        '无法判断是否发布全部端口。',
        'isEveryPortPublished',
      );
    if (!isEveryPortPublished) return passed;
    const named = (exposedPorts ?? []).map(({ port, protocol }) =>
      addFlag('--publish', `127.0.0.1:${port}:${port}/${protocol}`),
    );
    return decided([
      {
        fact: 'isEveryPortPublished',
        value: 'true',
        message: {
          en: 'Every port that its image exposes is published on the host, on a port that the engine picks.',
          zh: '镜像声明的所有端口都被发布到宿主机的随机端口。',
        },
        fix: { 'run-command': [removeFlag('--publish-all'), ...named] },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'one port', input: 'run-command', text: 'docker run -p 127.0.0.1:8080:80 nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'all of them', input: 'run-command', text: 'docker run -P nginx:1.27' },
      {
        name: 'all of them, with one named',
        input: 'run-command',
        text: 'docker run --publish-all --expose 8080 nginx:1.27',
      },
    ],
  },
});
