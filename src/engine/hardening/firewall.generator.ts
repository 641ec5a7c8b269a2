import { isEveryAddress } from '../checks/published-ports.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import {
  dockerUserRules,
  firewallScript,
  isSource,
  metadataAddresses,
  ownChain,
  restoreInput,
  undoCommand,
} from './docker-user-rules.js';
import { defineHardening, type HardeningChange, type HardeningProduct } from './generator.js';
import type { PortRule } from './hardening-settings.js';

export const firewallGenerator = defineHardening({
  id: 'firewall',
  title: { en: 'Rules of DOCKER-USER', zh: 'DOCKER-USER 规则' },
  subject: 'host',
  generate({ facts }, { ports }): readonly HardeningProduct[] | Text {
    const refusal = notFor(facts) ?? wrongPort(ports);
    if (refusal) return refusal;
    const [v4, v6] = (['ipv4', 'ipv6'] as const).map((family) =>
      restoreInput(dockerUserRules(ports, family)),
    );
    const shared = { use, changes: changesOf(ports), risks, undo, open: openOf(facts, ports) };
    const further = { ...shared, changes: [], risks: [], open: [] };
    return [
      { ...shared, fileName: 'docker-user.sh', text: firewallScript(v4!, v6!) },
      { ...further, fileName: 'docker-user.v4.rules', text: v4!, use: restoreUse('iptables') },
      { ...further, fileName: 'docker-user.v6.rules', text: v6!, use: restoreUse('ip6tables') },
      { ...further, fileName: 'ironhull-docker-user.service', text: unit, use: unitUse },
    ];
  },
});

const use: Text = {
  en: 'Run it as root: sh docker-user.sh. It may run again whenever the rules change. The unit beside it runs it at each start.',
  zh: '以 root 运行：sh docker-user.sh，可重复执行。配套的 systemd 单元会在每次启动时执行。',
};

function restoreUse(program: string): Text {
  const lead = `${program} -C DOCKER-USER -j ${ownChain} || ${program} -I DOCKER-USER -j ${ownChain}`;
  return {
    en: `${program}-restore --noflush takes it; then lead there: ${lead}. The script does both.`,
    zh: `由 ${program}-restore --noflush 载入，再添加跳转：${lead}。脚本会完成这两步。`,
  };
}

const unit = `[Unit]
Description=Rules of DOCKER-USER
Before=docker.service
After=network-pre.target
Wants=network-pre.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh /usr/local/sbin/docker-user.sh

[Install]
WantedBy=multi-user.target
`;

const unitUse: Text = {
  en: 'install -m 755 docker-user.sh /usr/local/sbin/, put this into /etc/systemd/system, then systemctl enable it. Docker keeps what stands in DOCKER-USER.',
  zh: 'install -m 755 docker-user.sh /usr/local/sbin/，将本文件放入 /etc/systemd/system 并 systemctl enable。Docker 会保留 DOCKER-USER 中的规则。',
};

const undo: Text = {
  en: `${undoCommand('iptables')}; the same with ip6tables; systemctl disable ironhull-docker-user.`,
  zh: `${undoCommand('iptables')}；ip6tables 同样执行；并 systemctl disable ironhull-docker-user。`,
};

const risks: readonly Text[] = [
  {
    en: 'Containers that take their credentials from the metadata service of a cloud (instance roles, task roles of ECS at 169.254.170.2) no longer get them.',
    zh: '依赖云元数据服务获取凭据的容器（实例角色、ECS 任务角色 169.254.170.2）将无法获取。',
  },
  {
    en: 'Whoever is not named no longer reaches the ports named, other containers by the address of the host included.',
    zh: '未列出的来源将无法访问所列端口，经由主机地址访问的其他容器也不例外。',
  },
];

function notFor({ daemon }: HostFacts): Text | null {
  if (daemon.firewallBackend === 'nftables')
    return {
      en: 'Docker writes its rules with nftables here: there is no DOCKER-USER chain that they could stand in.',
      zh: '该主机的 Docker 使用 nftables 后端，没有 DOCKER-USER 链。',
    };
  if (daemon.settings.iptables?.value !== false) return null;
  return {
    en: 'Docker is told to leave iptables alone (iptables: false): nothing leads to DOCKER-USER.',
    zh: 'Docker 被配置为不管理 iptables（iptables: false）：没有规则会跳转到 DOCKER-USER。',
  };
}

function wrongPort(ports: readonly PortRule[]): Text | null {
  const wrong = ports.find(({ port }) => !Number.isInteger(port) || port < 1 || port > 65_535);
  if (wrong) return { en: `${wrong.port} is no port.`, zh: `${wrong.port} 不是有效端口。` };
  const source = ports.flatMap(({ sources }) => sources).find((text) => !isSource(text));
  if (source === undefined) return null;
  return { en: `"${source}" is no address or block of addresses.`, zh: `“${source}”不是有效的地址或网段。` };
}

function changesOf(ports: readonly PortRule[]): HardeningChange[] {
  const addresses = metadataAddresses.map((address) => address.replace(/\/.*/, '')).join(', ');
  const metadata: Text = {
    en: `Containers no longer reach the metadata of clouds (${addresses}) over TCP; DNS at such an address still answers.`,
    zh: `容器无法再通过 TCP 访问云元数据地址（${addresses}）；同地址的 DNS 不受影响。`,
  };
  const ofPorts = ports.map(({ port, protocol, sources }): HardeningChange => {
    const who = sources.join(', ');
    return {
      check: 'net-published-exposure',
      message: {
        en: `The published port ${port}/${protocol} is reached by ${who === '' ? 'nobody' : `${who} alone`}, by its number before the translation (DNAT).`,
        zh: `发布端口 ${port}/${protocol}（按 DNAT 之前的端口匹配）仅允许 ${who === '' ? '无来源' : who} 访问。`,
      },
    };
  });
  return [{ check: 'net-metadata-blocked', message: metadata }, ...ofPorts];
}

/** Ports that are published to everyone, with nobody named. */
function openOf({ containers, daemon }: HostFacts, ports: readonly PortRule[]): HardeningChange[] {
  const isNamed = (port: number, protocol: string) =>
    ports.some((rule) => rule.port === port && rule.protocol === protocol);
  const published = (containers?.workloads ?? []).flatMap((workload) =>
    (workload.ports ?? []).flatMap(({ hostIp, hostPort, hostPortEnd, protocol }) => {
      const address = hostIp ?? daemon.settings.ip?.value ?? null;
      if (hostPort === null || !isEveryAddress(address)) return [];
      const count = Math.min((hostPortEnd ?? hostPort) - hostPort, mostPorts) + 1;
      return Array.from({ length: count }, (_, index) => ({ port: hostPort + index, protocol }));
    }),
  );
  const open = published.filter(({ port, protocol }) => !isNamed(port, protocol));
  const shown = [...new Set(open.map(({ port, protocol }) => `${port}/${protocol}`))].slice(0, mostPorts);
  const changes = shown.map((port): HardeningChange => ({
    check: 'net-published-exposure',
    message: {
      en: `Port ${port} is published to everyone: say who may reach it.`,
      zh: `端口 ${port} 对所有来源开放：请指定允许的来源。`,
    },
  }));
  return containers === null ? [...changes, portsNotKnown] : changes;
}

/** So many ports are told. */
const mostPorts = 50;

const portsNotKnown: HardeningChange = {
  check: 'net-published-exposure',
  message: {
    en: 'Which ports are published is not known: those that are not named stay as open as they are.',
    zh: '已发布的端口未知：未指定的端口保持原状。',
  },
};
