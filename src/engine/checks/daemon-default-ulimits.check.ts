import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle } from './example-host.js';
import { hostCheck } from './host-check.js';

export const daemonDefaultUlimitsCheck = hostCheck({
  id: 'daemon-default-ulimits',
  title: { en: 'No default ulimits', zh: '未设置默认 ulimit' },
  area: 'daemon',
  parts: [],
  severity: 'info',
  parameters: z.object({
    require: z.array(z.string()).default(['nofile', 'nproc']).describe('Limits that must be set.'),
  }),
  remediation: { en: 'Set default-ulimits.', zh: '设置 default-ulimits。' },
  references: { cis: ['2.8'], bench: ['2.8'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Applications that need more files or processes than this must ask for them.',
    zh: '需要更多文件或进程的应用须自行声明。',
  },
  evaluate(facts, { require }) {
    const { defaultUlimits } = facts.daemon.settings;
    if (defaultUlimits === null) return settingUnknown(facts, 'defaultUlimits');
    const missing = require.filter((name) => !Object.hasOwn(defaultUlimits.value, name));
    return {
      faults: missing.map((name) => {
        const message = { en: `Containers get no limit of ${name}.`, zh: `容器没有默认的 ${name} 限制。` };
        const fault = settingFault(facts, 'defaultUlimits', { element: name, message });
        return Object.hasOwn(usualLimits, name) && facts.format === 'daemon-json'
          ? { ...fault, fix: [limitEdit(name, usualLimits[name]!)] }
          : fault;
      }),
    };
  },
  examples: {
    good: [
      {
        name: 'set',
        input: 'host',
        text: JSON.stringify({
          'default-ulimits': {
            nofile: { Name: 'nofile', Soft: 1024, Hard: 4096 },
            nproc: { Name: 'nproc', Soft: 512, Hard: 1024 },
          },
        }),
      },
      {
        name: 'by flags',
        input: 'host',
        text: aBundle({
          'daemon-arguments': 'dockerd\n--default-ulimit=nofile=1024:4096\n--default-ulimit\nnproc=512:1024',
        }),
      },
    ],
    bad: [{ name: 'none', input: 'host', text: '{}' }],
  },
});

/** Soft and hard. */
const usualLimits: Readonly<Record<string, readonly [number, number]>> = {
  nofile: [65_536, 65_536],
  nproc: [4_096, 8_192],
};

function limitEdit(name: string, [soft, hard]: readonly [number, number]) {
  const value = { Name: name, Soft: soft, Hard: hard };
  return { kind: 'set', document: 0, pointer: `/default-ulimits/${name}`, value } as const;
}
