import { z } from 'zod';
import type { DaemonSettings } from '../model/daemon-facts.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import { apiListeners, type ApiListener } from './daemon-listeners.js';
import { settingEdits, settingNotTold } from './daemon-setting.js';
import { aBundle } from './example-host.js';
import { hostCheck, hostUnknown, notTold, type HostFault, type HostOutcome } from './host-check.js';

export const daemonTcpTlsCheck = hostCheck({
  id: 'daemon-tcp-tls',
  title: { en: 'API on TCP without mutual TLS', zh: '未加密暴露 Docker API' },
  area: 'daemon',
  parts: ['listeners'],
  severity: 'critical',
  parameters: z.object({}),
  remediation: {
    en: 'Remove the tcp host and use contexts over SSH, or use TLS on both sides.',
    zh: '移除 tcp 监听，改用 SSH 上下文，或启用双向 TLS。',
  },
  references: { cis: ['2.7'], bench: ['2.7'], nist: ['4.4.3', '4.5.4'], seed: ['§5.1'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Clients that reach the API over TCP no longer do.',
    zh: '通过 TCP 访问 API 的客户端将无法连接。',
  },
  evaluate(facts): HostOutcome {
    const listeners = apiListeners(facts);
    const what: Text = { en: 'What the API listens on', zh: 'API 的监听地址' };
    if (listeners === null) return hostUnknown(facts, what, 'daemon-json', 'daemon-arguments', 'listeners');
    const missing = isWholeKnown(facts) ? null : notTold(facts, what, ['listeners', 'daemon-arguments']);
    if (listeners.length === 0) return { faults: [], undecided: missing };
    const protection = protectionOf(facts.daemon.settings);
    if (protection === 'mutual') return { faults: [], undecided: missing };
    if (protection === 'unknown')
      return {
        faults: [],
        undecided: settingNotTold(facts, 'tls', 'tlsVerify', 'tlsCa', 'tlsCertificate', 'tlsKey'),
      };
    return { faults: listeners.map((listener) => faultOf(facts, listener, protection)), undecided: missing };
  },
  examples: {
    good: [
      { name: 'a socket of the host', input: 'host', text: '{ "hosts": ["unix:///run/docker.sock"] }' },
      {
        name: 'TLS on both sides',
        input: 'host',
        text: JSON.stringify({
          hosts: ['tcp://0.0.0.0:2376'],
          tlsverify: true,
          tlscacert: '/etc/docker/ca.pem',
          tlscert: '/etc/docker/cert.pem',
          tlskey: '/etc/docker/key.pem',
        }),
      },
    ],
    bad: [
      { name: 'clear text', input: 'host', text: '{ "hosts": ["tcp://0.0.0.0:2375"] }' },
      {
        name: 'a socket that is not told of',
        input: 'host',
        text: aBundle({
          'daemon-json': '{}',
          'daemon-arguments': 'dockerd\n-H\nfd://',
          listeners: 'tcp LISTEN 0 4096 *:2375 *:* users:(("systemd",pid=1,fd=3))',
        }),
      },
    ],
  },
});

/** A socket that systemd hands over (`fd://`) stands in no setting, and one without its program may be the daemon's. */
function isWholeKnown({ daemon, machine }: HostFacts): boolean {
  const { hosts } = daemon.settings;
  if (hosts === null) return machine.sockets?.every(({ process }) => process !== null) ?? false;
  return machine.sockets !== null || !hosts.value.some((host) => host.startsWith('fd://'));
}

type Protection = 'none' | 'server' | 'mutual' | 'unknown';

/** `tlsverify` takes the files of its user's home where none is named: whether they are there is not known. */
function protectionOf({ tls, tlsVerify, tlsCa, tlsCertificate, tlsKey }: DaemonSettings): Protection {
  if (tlsVerify === null) return 'unknown';
  if (!tlsVerify.value) return tls === null ? 'unknown' : tls.value ? 'server' : 'none';
  return [tlsCa, tlsCertificate, tlsKey].every((file) => file !== null && file.value !== '')
    ? 'mutual'
    : 'unknown';
}

function faultOf(facts: HostFacts, listener: ApiListener, protection: 'none' | 'server'): HostFault {
  const { name, isLoopback, index } = listener;
  const message: Text =
    protection === 'server'
      ? {
          en: `The API on ${name} takes every client: certificates of clients are not asked for.`,
          zh: `${name} 上的 API 接受任何客户端：未验证客户端证书。`,
        }
      : {
          en: `Whoever reaches ${name} is root on the host: the API asks for nothing.`,
          zh: `任何能访问 ${name} 的人即拥有宿主机 root 权限：API 没有认证。`,
        };
  const source = facts.daemon.settings.hosts?.source;
  return {
    element: name,
    fact: index === null ? 'host.sockets' : 'daemon.hosts',
    value: name,
    message,
    part: index === null ? 'listeners' : source === 'flag' ? 'daemon-arguments' : 'daemon-json',
    ...(isLoopback || protection === 'server' ? { severity: 'high' as const } : {}),
    ...(index !== null && {
      pointer: `/hosts/${index}`,
      fix: settingEdits(facts, `hosts/${index}`, null),
    }),
  };
}
