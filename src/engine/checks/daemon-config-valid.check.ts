import { z } from 'zod';
import type { DaemonConfiguration } from '../model/daemon-facts.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import { settingEdits } from './daemon-setting.js';
import { aBundle } from './example-host.js';
import { hostCheck, hostUnknown, notTold, type HostFault } from './host-check.js';

export const daemonConfigValidCheck = hostCheck({
  id: 'daemon-config-valid',
  title: { en: 'daemon.json invalid or in conflict with flags', zh: 'daemon.json 无效或与启动参数冲突' },
  area: 'daemon',
  parts: [],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Correct the file; dockerd --validate tells whether it is right.',
    zh: '修正该文件；可用 dockerd --validate 验证。',
  },
  references: { seed: ['§3.2', '§8.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'A key that this product does not know may belong to a newer daemon.',
    zh: '本产品不认识的键可能属于更新的守护进程。',
  },
  evaluate(facts) {
    const { configuration } = facts.daemon;
    if (configuration === null)
      return hostUnknown(
        facts,
        { en: 'What stands in daemon.json', zh: 'daemon.json 的内容' },
        'daemon-json',
      );
    const faults = faultsOf(facts, configuration);
    const flags: Text = { en: 'Whether a flag sets a key too', zh: '启动参数是否重复设置' };
    const isOpen = configuration.conflicts === null && facts.format === 'bundle';
    const undecided =
      isOpen && configuration.keys.length > 0 ? notTold(facts, flags, ['daemon-arguments']) : null;
    return { faults, undecided };
  },
  examples: {
    good: [
      { name: 'right', input: 'host', text: '{ "icc": false }' },
      {
        name: 'flags that set something else',
        input: 'host',
        text: aBundle({ 'daemon-json': '{ "icc": false }', 'daemon-arguments': 'dockerd\n-H\nfd://' }),
      },
    ],
    bad: [
      { name: 'an unknown key', input: 'host', text: '{ "icc": false, "inter-container": false }' },
      { name: 'no JSON', input: 'host', text: aBundle({ 'daemon-json': '{ "icc": false, }' }) },
      {
        name: 'set twice',
        input: 'host',
        text: aBundle({ 'daemon-json': '{ "hosts": [] }', 'daemon-arguments': 'dockerd\n-H\nfd://' }),
      },
    ],
  },
});

/** What is wrong with a key, by the facts that tell it. */
const messages = {
  unknownKeys: (key: string): Text => ({
    en: `dockerd knows no key "${key}".`,
    zh: `dockerd 不认识键“${key}”。`,
  }),
  wrongTypes: (key: string): Text => ({
    en: `The value of "${key}" is of another type than dockerd takes.`,
    zh: `“${key}”的值类型不符合要求。`,
  }),
  conflicts: (key: string): Text => ({
    en: `"${key}" stands in daemon.json and is a flag besides: dockerd does not start.`,
    zh: `“${key}”同时出现在 daemon.json 与启动参数中：dockerd 无法启动。`,
  }),
} as const;

function faultsOf(facts: HostFacts, configuration: DaemonConfiguration): HostFault[] {
  const { error } = configuration;
  const ofKeys = (['unknownKeys', 'wrongTypes', 'conflicts'] as const).flatMap((fact) =>
    (configuration[fact] ?? []).map((key): HostFault => ({
      element: key,
      fact: `daemon.configuration.${fact}`,
      value: key,
      message: messages[fact](key),
      part: 'daemon-json',
      pointer: pointerTo(key),
      ...(fact !== 'wrongTypes' && { fix: settingEdits(facts, pointerTo(key).slice(1), null) }),
    })),
  );
  return error === null ? ofKeys : [unreadable(error), ...ofKeys];
}

/** As RFC 6901 has it: a key that dockerd does not know may be anything. */
function pointerTo(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function unreadable(error: string): HostFault {
  return {
    element: '',
    fact: 'daemon.configuration.error',
    value: error,
    message: {
      en: `daemon.json cannot be read (${error}): dockerd does not start.`,
      zh: `无法读取 daemon.json（${error}）：dockerd 无法启动。`,
    },
    part: 'daemon-json',
  };
}
