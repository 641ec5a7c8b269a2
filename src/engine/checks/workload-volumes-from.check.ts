import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadVolumesFromCheck = workloadCheck({
  id: 'workload-volumes-from',
  title: { en: 'Mounts inherited from another container', zh: '使用 --volumes-from 继承挂载' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Declare the needed volume explicitly.', zh: '显式声明所需的卷。' },
  references: { nist: ['4.4.3'] },
  evaluate({ volumesFrom }) {
    if (volumesFrom === null)
      return unknown('Whether it inherits mounts is not known.', '无法判断是否继承挂载。', 'volumesFrom');
    if (volumesFrom.length === 0) return passed;
    return decided(
      volumesFrom.map((name) => ({
        element: name,
        fact: 'volumesFrom',
        value: name,
        message: {
          en: `It takes over every mount of "${name}", which cannot be judged here.`,
          zh: `继承了“${name}”的全部挂载，无法在此判断。`,
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
      { name: 'of a container', input: 'run-command', text: 'docker run --volumes-from db:ro nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    volumes_from: [db]', ''].join('\n'),
      },
    ],
  },
});
