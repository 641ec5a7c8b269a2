import { z } from 'zod';
import { removeCapability } from './remove-capability.js';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadCapIneffectiveCheck = workloadCheck({
  id: 'workload-cap-ineffective',
  title: { en: 'Added capability cannot reach the non-root process', zh: '对非 root 进程添加的能力不生效' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'info',
  parameters: z.object({}),
  remediation: {
    en: 'Remove the capability, or set it as a file capability on the one binary and accept losing no-new-privileges.',
    zh: '移除该能力；或将其作为文件能力授予单个程序，并接受放弃 no-new-privileges。',
  },
  references: { seed: ['§2.1', '§9.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'A program that raises the capability by itself, as a file with capabilities does, loses it.',
    zh: '通过文件能力自行获取该能力的程序将失去它。',
  },
  evaluate({ capabilities: { add }, user, noNewPrivileges }) {
    if (add === null)
      return unknown(
        'Which capabilities it adds is not known.',
        '无法得知其添加了哪些能力。',
        'capabilities.add',
      );
    if (add.length === 0 || user.uid === 0 || noNewPrivileges === false) return passed;
    if (user.uid === null || noNewPrivileges === null) {
      return unknown(
        'Whether its capabilities reach its process is not known: its user or no-new-privileges is not.',
        '无法判断所加能力能否生效：用户或 no-new-privileges 未知。',
        'capabilities.add',
      );
    }
    return decided(
      add.map((name, index) => ({
        element: name,
        fact: `capabilities.add.${index}`,
        value: name,
        message: {
          en: `The capability ${name} cannot reach its process, which runs as user ${user.uid} without new privileges: it is only a risk.`,
          zh: `进程以用户 ${user.uid} 运行且禁止提权，能力 ${name} 无法生效，只会带来风险。`,
        },
        fix: removeCapability(name, index),
      })),
    );
  },
  examples: {
    good: [
      { name: 'none', input: 'run-command', text: 'docker run --user 1000 nginx:1.27' },
      { name: 'root uses it', input: 'run-command', text: 'docker run --user 0 --cap-add CHOWN nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    user: "0"',
          '    cap_add: [CHOWN]',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'a user who cannot',
        input: 'run-command',
        text: 'docker run --user 1000:1000 --security-opt no-new-privileges --cap-add NET_ADMIN nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    user: "1000"',
          '    security_opt: ["no-new-privileges:true"]',
          '    cap_add: [CHOWN]',
          '',
        ].join('\n'),
      },
    ],
  },
});
