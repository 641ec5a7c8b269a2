import type { Text } from '../model/text.js';
import { dockerUser, overDockerUser } from './docker-user.js';
import type { Condition, FirewallChain, FirewallRule, FirewallTable, HostFirewall } from './firewall.js';
import type { AddressFamily, FirewallFault, FirewallOutcome } from './firewall-outcome.js';
import { shareWithin } from './value-sets.js';

const loopback: readonly string[] = ['127.0.0.0/8', '::1'];

/**
 * Rules of DOCKER-USER and FORWARD that no packet can match, or that nothing leads to (`net-docker-user-ineffective`):
 * what is sent to the host itself passes INPUT, and a container's loopback address is its own.
 * @param hostAddresses of the host's interfaces, bridges among them; null: not known, only loopback is decided
 * @param backend what Docker writes its rules with; null: not known. With `nftables` nothing leads to DOCKER-USER
 */
export function findIneffectiveRules(
  firewall: HostFirewall,
  hostAddresses: readonly string[] | null,
  backend: 'iptables' | 'nftables' | null,
): FirewallOutcome {
  return overDockerUser(firewall, (chain, family, table) => {
    const unreached = unreachedReason(table, backend);
    if (unreached !== null) return { violations: faultsOfAll(chain, family, unreached), unknown: [] };
    const forward = table.chains.get('FORWARD');
    const chains = forward ? [chain, forward] : [chain];
    const violations = chains.flatMap(({ name, rules }) =>
      rules.flatMap((rule): FirewallFault[] => {
        const reason = neverMatches(rule, hostAddresses ?? []);
        return reason === null ? [] : [{ family, chain: name, rule: rule.number, text: rule.text, reason }];
      }),
    );
    const isDoubtful = hostAddresses === null && chain.rules.some(namesOneHost);
    return { violations, unknown: isDoubtful ? [addressesNotKnown] : [] };
  });
}

const addressesNotKnown: Text = {
  en: 'the addresses of the host are not known: whether a rule of DOCKER-USER names one of them cannot be told',
  zh: '主机地址未知：无法判断 DOCKER-USER 规则的目的地址是否为主机自身',
};

/** Rules that decide nothing do no harm where they stand. */
function faultsOfAll({ name, rules }: FirewallChain, family: AddressFamily, reason: Text): FirewallFault[] {
  return rules
    .filter(({ target }) => target.kind !== 'return' && target.kind !== 'continue')
    .map(({ number, text }) => ({ family, chain: name, rule: number, text, reason }));
}

function unreachedReason(table: FirewallTable, backend: 'iptables' | 'nftables' | null): Text | null {
  if (backend === 'nftables') {
    return {
      en: 'Docker writes its rules with nftables, which has no DOCKER-USER chain: nothing leads to this one',
      zh: 'Docker 使用 nftables 后端，没有 DOCKER-USER 链：该链不会被引用',
    };
  }
  const isReached = [...table.chains.values()].some(({ rules }) =>
    rules.some(({ target }) => 'chain' in target && target.chain === dockerUser),
  );
  if (isReached) return null;
  return {
    en: 'no chain leads to DOCKER-USER, so its rules are never tried',
    zh: '没有任何链跳转到 DOCKER-USER，其规则不会被匹配',
  };
}

function neverMatches(rule: FirewallRule, hostAddresses: readonly string[]): Text | null {
  if (rule.target.kind === 'return' || rule.target.kind === 'continue') return null;
  for (const condition of rule.conditions) {
    const reason = conditionReason(rule, condition, hostAddresses);
    if (reason !== null) return reason;
  }
  return null;
}

function conditionReason(
  { number }: FirewallRule,
  { field, values, isNegated }: Condition,
  hostAddresses: readonly string[],
): Text | null {
  if (isNegated || values.length === 0) return null;
  const isOf = (addresses: readonly string[]) =>
    addresses.length > 0 && values.every((value) => shareWithin(field, [value], addresses) === 'all');
  if (field === 'destination' && isOf(loopback)) return toLoopback(number, values);
  if (field === 'destination' && isOf(hostAddresses)) return toHost(number, values);
  const isLocal = (field === 'source' && isOf(loopback)) || (/interface$/.test(field) && isOf(['lo']));
  return isLocal ? fromLoopback(number, values) : null;
}

function toLoopback(number: number, values: readonly string[]): Text {
  const named = values.join(', ');
  return {
    en: `rule ${number} can never match: ${named} is the container's own loopback, and what is sent to the host passes INPUT, not FORWARD; put a rule into INPUT on the interfaces of the bridges`,
    zh: `第 ${number} 条规则永远不会匹配：${named} 是容器自身的回环地址，发往主机的流量经过 INPUT 而非 FORWARD；请在 INPUT 链按网桥接口添加规则`,
  };
}

function toHost(number: number, values: readonly string[]): Text {
  const named = values.join(', ');
  return {
    en: `rule ${number} can never match: ${named} is an address of the host itself, and what is sent there passes INPUT, not FORWARD; put a rule into INPUT on the interfaces of the bridges`,
    zh: `第 ${number} 条规则永远不会匹配：${named} 是主机自身的地址，发往该地址的流量经过 INPUT 而非 FORWARD；请在 INPUT 链按网桥接口添加规则`,
  };
}

function fromLoopback(number: number, values: readonly string[]): Text {
  const named = values.join(', ');
  return {
    en: `rule ${number} can never match: what has to do with ${named} is not forwarded`,
    zh: `第 ${number} 条规则永远不会匹配：与 ${named} 有关的流量不会被转发`,
  };
}

/** A rule for single addresses that may be the host's: not loopback, nor those that are valid on a link only. */
function namesOneHost({ conditions, target }: FirewallRule): boolean {
  if (target.kind === 'return' || target.kind === 'continue') return false;
  return conditions.some(
    ({ field, values, isNegated }) =>
      field === 'destination' && !isNegated && values.some((value) => isSingle(value) && !isKnown(value)),
  );
}

function isSingle(value: string): boolean {
  return /^[^/]+$|\/(?:32|128)$/.test(value);
}

function isKnown(value: string): boolean {
  return shareWithin('destination', [value], [...loopback, '169.254.0.0/16', 'fe80::/10']) === 'all';
}
