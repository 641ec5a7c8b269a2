import { z } from 'zod';
import type { SubordinateRange } from '../model/machine-facts.js';
import type { Text } from '../model/text.js';
import { settingUnknown } from './daemon-setting.js';
import { aBundle } from './example-host.js';
import { hostCheck, hostNotApplicable, hostUnknown, type HostFault } from './host-check.js';

/** Ids that a container's users need. */
const wanted = 65_536;
/** Who `default` stands for. */
const defaultUser = 'dockremap';
/** Ids below belong to accounts of the system and of people. */
const firstFree = 65_536;

export const hostSubidRangesCheck = hostCheck({
  id: 'host-subid-ranges',
  title: { en: 'Subordinate id ranges wrong for userns-remap', zh: 'subuid/subgid 配置错误' },
  area: 'host',
  parts: ['subuid', 'subgid'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Append the ranges; writing the files anew takes those of others away.',
    zh: '以追加方式写入范围；覆盖文件会删除其他用户的范围。',
  },
  references: { cis: ['2.9'], seed: ['§3.2'] },
  evaluate(facts) {
    const { usernsRemap } = facts.daemon.settings;
    if (usernsRemap === null) return settingUnknown(facts, 'usernsRemap');
    if (usernsRemap.value === '')
      return facts.daemon.isRootless === true
        ? hostUnknown(facts, { en: 'Whose ranges the rootless daemon uses', zh: 'rootless 守护进程的用户' })
        : hostNotApplicable('The users of containers are not remapped.', '未启用用户命名空间映射。');
    const { subuid, subgid } = facts.machine;
    if (subuid === null || subgid === null)
      return hostUnknown(facts, { en: 'What the ranges are', zh: '从属 ID 范围' }, 'subuid', 'subgid');
    const user = userOf(usernsRemap.value);
    return { faults: [...faultsOf('subuid', user, subuid), ...faultsOf('subgid', user, subgid)] };
  },
  examples: {
    good: [
      {
        name: 'a range',
        input: 'host',
        text: aBundle({
          'daemon-json': '{ "userns-remap": "default" }',
          subuid: 'alice:100000:65536\ndockremap:165536:65536',
          subgid: 'dockremap:165536:65536',
        }),
      },
      {
        name: 'not remapped',
        input: 'host',
        text: aBundle({ 'daemon-json': '{ "userns-remap": "" }' }),
      },
    ],
    bad: [
      {
        name: 'none',
        input: 'host',
        text: aBundle({ 'daemon-json': '{ "userns-remap": "default" }', subuid: '', subgid: '' }),
      },
    ],
  },
});

/** `testuser:testgroup`, `default`. */
function userOf(setting: string): string {
  const [user = ''] = setting.split(':');
  return user === 'default' ? defaultUser : user;
}

function faultsOf(file: 'subuid' | 'subgid', user: string, ranges: readonly SubordinateRange[]): HostFault[] {
  const fault = (element: string, value: string, message: Text): HostFault => ({
    element: `${file} ${element}`,
    fact: `host.${file}`,
    value,
    message,
    part: file,
  });
  const own = ranges.filter((range) => range.user === user);
  const whole = own.filter(({ count }) => count >= wanted);
  if (whole.length === 0) {
    const message = {
      en: `${user} has no range of ${wanted} ids in /etc/${file}.`,
      zh: `${user} 在 /etc/${file} 中没有 ${wanted} 个 ID 的范围。`,
    };
    return [fault(user, own.map(shown).join(' ') || 'none', message)];
  }
  const low = own.filter(({ start }) => start < firstFree);
  return [
    ...low.map((range) =>
      fault(shown(range), shown(range), {
        en: `The range ${shown(range)} holds ids of real accounts.`,
        zh: `范围 ${shown(range)} 包含真实账户的 ID。`,
      }),
    ),
    ...ranges
      .filter((range) => range.user !== user && own.some((one) => overlaps(one, range)))
      .map((range) =>
        fault(shown(range), shown(range), {
          en: `The range ${shown(range)} overlaps that of ${user}.`,
          zh: `范围 ${shown(range)} 与 ${user} 的范围重叠。`,
        }),
      ),
  ];
}

function overlaps(a: SubordinateRange, b: SubordinateRange): boolean {
  return a.start < b.start + b.count && b.start < a.start + a.count;
}

function shown({ user, start, count }: SubordinateRange): string {
  return `${user}:${start}:${count}`;
}
