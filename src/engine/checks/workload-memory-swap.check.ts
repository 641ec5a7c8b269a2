import { z } from 'zod';
import { decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';
import { setFlag, set } from '../remediation/workload-fix.js';

export const workloadMemorySwapCheck = workloadCheck({
  id: 'workload-memory-swap',
  title: { en: 'Swap use not bounded to the memory limit', zh: '未限制交换分区' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Set --memory-swap equal to --memory.', zh: '将 --memory-swap 设为与 --memory 相同。' },
  references: { cis: ['5.11'], seed: ['§9.2'] },
  fixSafety: 'safe',
  evaluate({ resources: { memoryBytes, memorySwapBytes } }) {
    if (memoryBytes === 0 || memoryBytes === null)
      return notApplicable('Its memory is not limited.', '内存未限制。');
    if (memorySwapBytes === null)
      return unknown('Its swap limit is not known.', '交换分区限制未知。', 'resources.memorySwapBytes');
    if (memorySwapBytes === memoryBytes) return passed;
    return decided([
      {
        fact: 'resources.memorySwapBytes',
        value: String(memorySwapBytes),
        message:
          memorySwapBytes === -1
            ? { en: 'It may swap without limit.', zh: '可无限制使用交换分区。' }
            : {
                en: `With swap it may use ${memorySwapBytes === 0 ? 'twice its memory limit' : `${memorySwapBytes} bytes`}.`,
                zh: `连同交换分区可使用${memorySwapBytes === 0 ? '两倍于内存限制的空间' : ` ${memorySwapBytes} 字节`}。`,
              },
        fix: {
          'run-command': [setFlag('--memory-swap', String(memoryBytes))],
          compose: [set('/memswap_limit', memoryBytes)],
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'no swap', input: 'run-command', text: 'docker run -m 512m --memory-swap 512m nginx:1.27' },
      { name: 'no limit', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    mem_limit: 512m',
          '    memswap_limit: 512m',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'the default', input: 'run-command', text: 'docker run --memory 512m nginx:1.27' },
      { name: 'without limit', input: 'run-command', text: 'docker run -m 512m --memory-swap -1 nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    mem_limit: 512m', ''].join('\n'),
      },
    ],
  },
});
