import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, setFlag, removeFact } from '../remediation/workload-fix.js';

export const workloadLegacyLinkCheck = workloadCheck({
  id: 'workload-legacy-link',
  title: { en: 'Legacy container link', zh: '使用已弃用的 --link' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Use a user-defined network and DNS names.', zh: '使用自定义网络与 DNS 名称。' },
  references: { nist: ['4.4.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The other container must join the same network; variables that the link brought are gone.',
    zh: '另一个容器须加入同一网络；链接带来的环境变量将消失。',
  },
  evaluate({ links }) {
    if (links === null)
      return unknown('Whether it has links is not known.', '无法判断是否使用 link。', 'links');
    if (links.length === 0) return passed;
    return decided(
      links.map((link, index) => ({
        element: link,
        fact: `links.${index}`,
        value: link,
        message: {
          en: `The link to "${link}" is obsolete, and hands over the other container's environment.`,
          zh: `到“${link}”的 link 已弃用，并会泄露对方容器的环境变量。`,
        },
        fix: {
          'run-command': [removeFlag('--link', link), setFlag('--network', 'app-network')],
          compose: [removeFact(`links.${index}`)],
        },
      })),
    );
  },
  examples: {
    good: [
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'a link', input: 'run-command', text: 'docker run --link db:db nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    links:',
          '      - db',
          '  db:',
          '    image: postgres:17',
          '',
        ].join('\n'),
      },
    ],
  },
});
