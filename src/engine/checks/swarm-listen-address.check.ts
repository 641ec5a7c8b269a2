import { z } from 'zod';
import type { HostFacts, HostPart } from '../model/host-facts.js';
import { aBundle } from './example-host.js';
import { aSwarmInfo } from './example-swarm.js';
import { hostCheck, hostNotApplicable, hostPassed, hostUnknown } from './host-check.js';
import { outsideSwarm } from './swarm-check.js';

/** The port of management where none is named (https://docs.docker.com/engine/swarm/swarm-tutorial/). */
const managementPort = 2377;

export const swarmListenAddressCheck = hostCheck({
  id: 'swarm-listen-address',
  title: { en: 'Management port on every address', zh: 'Swarm 管理端口绑定所有地址' },
  area: 'swarm',
  parts: [],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Initialise the swarm again with --listen-addr and an address of a network for management.',
    zh: '使用 --listen-addr 指定管理网络地址并重新初始化 Swarm。',
  },
  references: { cis: ['7.2'], bench: ['7.2'], nist: ['4.3.2'] },
  evaluate(facts) {
    const outside = outsideSwarm(facts);
    if (outside) return outside;
    if (facts.swarm.isManager === false)
      return hostNotApplicable('A worker of a swarm has no port of management.', '工作节点没有管理端口。');
    const listening = managementAddresses(facts);
    if (listening.length === 0) {
      const what = { en: 'Which address the port of management is on', zh: '管理端口的监听地址' };
      return hostUnknown(facts, what, 'swarm-state', 'listeners');
    }
    const wide = listening.find(({ address }) => isEveryAddress(address));
    if (!wide) return hostPassed;
    const message = {
      en: 'The port by which the swarm is managed is reached on every address of the host.',
      zh: 'Swarm 管理端口在主机所有地址上可访问。',
    };
    const { address, fact, part } = wide;
    return { faults: [{ element: '', fact, value: address, message, part }] };
  },
  examples: {
    good: [
      {
        name: 'on one address',
        input: 'host',
        text: aBundle({ 'docker-info': aSwarmInfo(), 'swarm-state': '{ "ListenAddr": "10.0.0.5:2377" }' }),
      },
    ],
    bad: [
      {
        name: 'on every address',
        input: 'host',
        text: aBundle({
          'docker-info': aSwarmInfo(),
          listeners: 'tcp LISTEN 0 4096 *:2377 *:* users:(("dockerd",pid=7,fd=9))',
        }),
      },
    ],
  },
});

interface Listening {
  /** With its port. */
  readonly address: string;
  readonly fact: string;
  readonly part: HostPart;
}

function managementAddresses({ swarm, machine }: HostFacts): Listening[] {
  const { listenAddress } = swarm;
  const port = Number(/:(\d{1,5})$/.exec(listenAddress ?? '')?.[1] ?? managementPort);
  const ofSockets = (machine.sockets ?? [])
    .filter((socket) => socket.protocol === 'tcp' && socket.port === port)
    .map(({ address }): Listening => {
      const shown = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
      return { address: shown, fact: 'host.sockets', part: 'listeners' };
    });
  if (listenAddress === null) return ofSockets;
  return [...ofSockets, { address: listenAddress, fact: 'swarm.listenAddress', part: 'swarm-state' }];
}

function isEveryAddress(address: string): boolean {
  return /^(?:0\.0\.0\.0|\[::\]|\*)?(?::\d{1,5})?$/.test(address);
}
