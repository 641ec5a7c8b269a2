import type { Text } from '../model/text.js';
import { overDockerUser } from './docker-user.js';
import type { Condition, FirewallRule, HostFirewall } from './firewall.js';
import type { FirewallFault, FirewallOutcome } from './firewall-outcome.js';
import { shareMeeting } from './rule-share.js';

/** A port of the host that leads to a port of a container. */
export interface PublishedAddress {
  /** The address of the host that it is bound to; `0.0.0.0`, `::` or empty: every one. */
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

/**
 * Rules of DOCKER-USER that name a published port where the chain sees the container's (`net-docker-user-port-match`):
 * it is passed after the destination was translated, so that of `-p 8080:80` it sees port 80.
 * @param published null: not known
 */
export function findMisreadPorts(
  firewall: HostFirewall,
  published: readonly PublishedAddress[] | null,
): FirewallOutcome {
  return overDockerUser(firewall, ({ name: chain, rules }, family) => {
    const named = rules.flatMap((rule) => portsOf(rule).map((condition) => ({ rule, condition })));
    if (published === null) return { violations: [], unknown: named.length > 0 ? [portsNotKnown] : [] };
    const violations = named.flatMap(({ rule, condition }): FirewallFault[] => {
      const misread = misreadPort(rule, condition, published);
      if (misread === null) return [];
      return [{ family, chain, rule: rule.number, text: rule.text, reason: misreading(rule, misread) }];
    });
    return { violations, unknown: [] };
  });
}

const portsNotKnown: Text = {
  en: 'which ports are published is not known, so the ports that DOCKER-USER names cannot be compared with them',
  zh: '已发布端口未知，无法与 DOCKER-USER 中的端口比较',
};

function portsOf({ conditions }: FirewallRule): Condition[] {
  return conditions.filter(({ field }) => field === 'destination-port');
}

/** A published port that a value of the condition is, where no container listens on a port of that value. */
function misreadPort(
  rule: FirewallRule,
  { values }: Condition,
  published: readonly PublishedAddress[],
): PublishedAddress | null {
  const protocols = (['tcp', 'udp', 'sctp'] as const).filter((protocol) => mayBeOf(rule, protocol));
  const concerned = published.filter(({ protocol }) => protocols.includes(protocol));
  for (const value of values) {
    const [first, last] = rangeOf(value);
    const holds = (port: number) => port >= first && port <= last;
    if (concerned.some(({ containerPort }) => holds(containerPort))) continue;
    const misread = concerned.find(({ hostPort }) => holds(hostPort));
    if (misread) return misread;
  }
  return null;
}

/** Of `80` or `8000-8010`; what is neither holds no port. */
function rangeOf(value: string): readonly [number, number] {
  const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(value) ?? [];
  return first === undefined ? [1, 0] : [Number(first), Number(last ?? first)];
}

function mayBeOf({ conditions }: FirewallRule, protocol: string): boolean {
  const packets: Condition[] = [{ field: 'protocol', values: [protocol], isNegated: false }];
  return conditions.every(
    (condition) => condition.field !== 'protocol' || shareMeeting(condition, packets) !== 'none',
  );
}

function misreading(
  { number, conditions }: FirewallRule,
  { hostPort, containerPort }: PublishedAddress,
): Text {
  const isOneWay = conditions.some(({ field }) => field === 'in-interface');
  const stray = isOneWay
    ? { en: '', zh: '' }
    : {
        en: '; without an interface it also meets what containers send to that port elsewhere',
        zh: '；且未限定入接口，还会影响容器访问外部该端口的流量',
      };
  return {
    en: `rule ${number} names the published port ${hostPort}, but the chain sees port ${containerPort}, after the translation (DNAT): match -m conntrack --ctorigdstport ${hostPort} --ctdir ORIGINAL${stray.en}`,
    zh: `第 ${number} 条规则写的是发布端口 ${hostPort}，但该链在目标地址转换（DNAT）之后，看到的是端口 ${containerPort}：请使用 -m conntrack --ctorigdstport ${hostPort} --ctdir ORIGINAL${stray.zh}`,
  };
}
