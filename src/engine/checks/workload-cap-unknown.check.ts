import { z } from 'zod';
import { knownCapabilities } from '../adapters/capabilities.js';
import { nearest } from '../policy/nearest.js';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { setFlag, set } from '../remediation/workload-fix.js';

export const workloadCapUnknownCheck = workloadCheck({
  id: 'workload-cap-unknown',
  title: { en: 'Unknown capability name', zh: '未知的能力名称' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Correct the name; the engine rejects it.', zh: '更正名称；引擎会拒绝该名称。' },
  references: { seed: ['§2.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The capability that was meant takes effect now.',
    zh: '原本想要的能力将开始生效。',
  },
  evaluate({ capabilities: { add, drop } }) {
    const known = new Set(['ALL', ...knownCapabilities]);
    const faults = (['add', 'drop'] as const).flatMap(
      (list) =>
        ({ add, drop })[list]?.flatMap((name, index): Fault[] => {
          if (known.has(name)) return [];
          const meant = nearest(name.toUpperCase().replace(/^CAP_/, ''), [...known]);
          const fact = `capabilities.${list}.${index}`;
          return [
            {
              element: `${list} ${name}`,
              fact,
              value: name,
              message: {
                en: `There is no capability "${name}"${meant === null ? '' : `; "${meant}" may be meant`}.`,
                zh: `不存在能力“${name}”${meant === null ? '' : `，可能应为“${meant}”`}。`,
              },
              ...(meant !== null && {
                fix: {
                  'run-command': [setFlag(`--cap-${list}`, meant, name)],
                  compose: [set('', meant, { fact })],
                  kubernetes: [set('', meant, { fact })],
                },
              }),
            },
          ];
        }) ?? [],
    );
    if (faults.length > 0) return decided(faults);
    return add === null || drop === null
      ? unknown('Its capabilities are not known.', '其能力设置未知。', 'capabilities.add')
      : passed;
  },
  examples: {
    good: [
      {
        name: 'known ones',
        input: 'run-command',
        text: 'docker run --cap-drop all --cap-add cap_chown nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_drop: [ALL]', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'a slip', input: 'run-command', text: 'docker run --cap-add NET_ADMN nginx:1.27' },

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
          '      securityContext: { capabilities: { add: [chown] } }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_drop: [NETRAW]', ''].join('\n'),
      },
    ],
  },
});
