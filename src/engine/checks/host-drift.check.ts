import { z } from 'zod';
import { driftKinds, type DriftKind, type HostChange } from '../model/drift-facts.js';
import type { HostPart } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import { inEach } from '../model/text-parts.js';
import { driftedHost } from './example-drift.js';
import { hostCheck, hostNotApplicable, type HostFault } from './host-check.js';

/** What one of each kind is called, and the part that tells of it; null: several do. */
const nouns: Readonly<Record<DriftKind, Text & { readonly part: HostPart | null }>> = {
  containers: { en: 'container', zh: '容器', part: 'containers' },
  'container-settings': { en: 'container setting', zh: '容器设置', part: 'containers' },
  ports: { en: 'published port', zh: '发布的端口', part: 'containers' },
  images: { en: 'image', zh: '镜像', part: 'images' },
  daemon: { en: 'daemon setting', zh: '守护进程设置', part: null },
  files: { en: 'file', zh: '文件', part: 'files' },
  firewall: { en: 'firewall rule', zh: '防火墙规则', part: null },
  listeners: { en: 'listening socket', zh: '监听套接字', part: 'listeners' },
  kernel: { en: 'kernel', zh: '内核', part: null },
  groups: { en: 'group', zh: '用户组', part: 'groups' },
  sysctls: { en: 'kernel parameter', zh: '内核参数', part: 'sysctl' },
};

export const hostDriftCheck = hostCheck({
  id: 'host-drift',
  title: { en: 'The host changed since its last bundle', zh: '主机自上次采集以来发生变化' },
  area: 'host',
  parts: [],
  severity: 'low',
  parameters: z.object({
    kinds: z
      .array(z.enum(driftKinds))
      .default([...driftKinds])
      .describe('Changes of these kinds count.'),
  }),
  remediation: {
    en: 'Find out who made the change; what nobody meant to change, set back.',
    zh: '查明变更由谁做出；非预期的变更应恢复原状。',
  },
  references: { nist: ['4.5.5'] },
  evaluate({ drift }, { kinds }) {
    if (!drift)
      return hostNotApplicable('There is no earlier bundle of this host.', '该主机没有更早的采集包。');
    const faults = drift.changes.filter(({ kind }) => kinds.includes(kind)).map(faultOf);
    const open = drift.uncompared.filter((kind) => kinds.includes(kind));
    if (drift.omitted > 0 && faults.length > 0) faults.push(omittedOf(drift.omitted));
    return { faults, undecided: open.length === 0 ? null : undecidedOf(open) };
  },
  examples: {
    good: [{ name: 'all as it was', subject: driftedHost([]) }],
    bad: [
      {
        name: 'somebody joined the group docker',
        subject: driftedHost([{ kind: 'groups', element: 'docker', before: '999: none', after: '999: ann' }]),
      },
    ],
  },
});

function faultOf({ kind, element, before, after }: HostChange): HostFault {
  const { part, ...noun } = nouns[kind];
  return {
    element: `${kind} ${element}`,
    fact: 'host.drift',
    value: `${shown(before)} → ${shown(after)}`,
    message: messageOf(noun, element, before, after),
    ...(part && { part }),
  };
}

function messageOf(noun: Text, element: string, before: string | null, after: string | null): Text {
  const named = inEach((language) => `${noun[language]} ${element}`);
  const en = `${named.en.charAt(0).toUpperCase()}${named.en.slice(1)}`;
  if (before === null)
    return { en: `${en} is new${told(after, ': ')}.`, zh: `新增${named.zh}${told(after, '：')}。` };
  if (after === null)
    return {
      en: `${en} is gone${told(before, '; it was ')}.`,
      zh: `${named.zh} 已不存在${told(before, '，原为 ')}。`,
    };
  return { en: `${en} was ${before}, and is ${after}.`, zh: `${named.zh} 原为 ${before}，现为 ${after}。` };
}

function told(value: string | null, before: string): string {
  return value === null || value === '' ? '' : before + value;
}

function shown(value: string | null): string {
  if (value === null) return 'absent';
  return value === '' ? 'there' : value;
}

function omittedOf(count: number): HostFault {
  const message = { en: `${count} more changes are not listed.`, zh: `另有 ${count} 处变更未列出。` };
  return { element: 'more', fact: 'host.drift.omitted', value: String(count), message };
}

function undecidedOf(kinds: readonly DriftKind[]): Text {
  return {
    en: `Whether more changed is not known: this bundle or the one before does not tell all of ${kinds.map((kind) => plural(kind)).join(', ')}.`,
    zh: `是否还有其他变化未知：本次或上次采集未完整说明${kinds.map((kind) => nouns[kind].zh).join('、')}。`,
  };
}

function plural(kind: DriftKind): string {
  return kind === 'kernel' ? 'the kernel' : `${nouns[kind].en}s`;
}
