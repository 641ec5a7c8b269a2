import { z } from 'zod';
import { decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';
import { setFlag, set } from '../remediation/workload-fix.js';

export const workloadUserNumericCheck = workloadCheck({
  id: 'workload-user-numeric',
  title: { en: 'User is given by name instead of number', zh: '用户应使用数字 UID' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Use the numeric uid so that runAsNonRoot and host ownership can be verified without the image.',
    zh: '使用数字 UID，这样无需镜像即可核实 runAsNonRoot 与宿主机属主。',
  },
  references: { hadolint: ['DL3066'], seed: ['§3.1'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The number must be the one that the name has in the image.',
    zh: '该数字须与镜像中该名称的 ID 一致。',
  },
  evaluate({ user, origin, unresolved }) {
    if (unresolved.includes('user'))
      return unknown('The user is a variable that is not resolved.', '用户由未解析的变量给出。', 'user');
    const { raw } = user;
    if (raw === null || raw === '') return notApplicable('It names no user itself.', '自身未指定用户。');
    if (origin.input === 'kubernetes' || /^\d+(?::\d+)?$/.test(raw)) return passed;
    const known = raw === 'root' ? '0' : null;
    return decided([
      {
        fact: 'user',
        value: raw,
        message: {
          en: `Its user "${raw}" is a name; only the image can tell which id it is.`,
          zh: `用户“${raw}”为名称；只有镜像能说明其对应的 ID。`,
        },
        ...(known !== null && {
          fix: { 'run-command': [setFlag('--user', known)], compose: [set('/user', known)] },
        }),
      },
    ]);
  },
  examples: {
    good: [
      { name: 'numbers', input: 'run-command', text: 'docker run --user 1000:1000 nginx:1.27' },
      { name: 'no user', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    user: "1000"', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'a name', input: 'run-command', text: 'docker run --user app nginx:1.27' },
      { name: 'root by name', input: 'run-command', text: 'docker run --user root nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    user: www-data', ''].join('\n'),
      },
      {
        name: 'root of a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    user: root', ''].join('\n'),
      },
    ],
  },
});
