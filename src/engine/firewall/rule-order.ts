import type { Text } from '../model/text.js';
import { overDockerUser } from './docker-user.js';
import type { FirewallChain, FirewallRule, HostFirewall } from './firewall.js';
import type { AddressFamily, FirewallFault, FirewallOutcome } from './firewall-outcome.js';
import { shareMeeting } from './rule-share.js';

/** Values of rules that are compared with each other; what a longer chain has beyond is told as not known. */
const comparedValues = 5_000_000;

/**
 * Rules of DOCKER-USER that no packet reaches, because one rule above them matches all that they match and decides
 * (`net-docker-user-order`). That several rules above do so together is not looked for.
 */
export function findShadowedRules(firewall: HostFirewall): FirewallOutcome {
  return overDockerUser(firewall, (chain, family) => shadowedIn(chain, family));
}

function shadowedIn(chain: FirewallChain, family: AddressFamily): FirewallOutcome {
  const violations: FirewallFault[] = [];
  const unknown: Text[] = [];
  const above: FirewallRule[] = [];
  let compared = 0;
  for (const [index, rule] of chain.rules.entries()) {
    compared += above.length * valuesOf(rule);
    if (compared > comparedValues) {
      unknown.push(tooMany(chain, index));
      break;
    }
    const covering = isEndOfChain(rule, index, chain) ? [] : above.filter((other) => isCovered(rule, other));
    const shadow = covering.find((other) => other.unknown.length === 0);
    const { number, text } = rule;
    if (shadow) {
      violations.push({ family, chain: chain.name, rule: number, text, reason: shadowed(shadow, rule) });
    } else if (covering[0]) unknown.push(mayBeShadowed(covering[0], rule, chain));
    if (decides(rule)) above.push(rule);
  }
  return { violations, unknown };
}

function valuesOf({ conditions }: FirewallRule): number {
  return conditions.reduce((sum, { values }) => sum + values.length, 1);
}

/** A RETURN for everything as the last rule says what the end of the chain says: Docker used to add it. */
function isEndOfChain(
  { target, conditions, unknown }: FirewallRule,
  index: number,
  chain: FirewallChain,
): boolean {
  const isForAll = conditions.length === 0 && unknown.length === 0;
  return target.kind === 'return' && isForAll && index === chain.rules.length - 1;
}

function decides({ target: { kind } }: FirewallRule): boolean {
  return kind !== 'continue' && kind !== 'jump' && kind !== 'unknown';
}

/** By the known conditions of the rule above. */
function isCovered(rule: FirewallRule, above: FirewallRule): boolean {
  return above.conditions.every((condition) => shareMeeting(condition, rule.conditions) === 'all');
}

function shadowed(above: FirewallRule, rule: FirewallRule): Text {
  const [did, does] = [above.target.kind.toUpperCase(), rule.target.kind.toUpperCase()];
  const isReversed = did !== does;
  const cause = isReversed
    ? {
        en: 'iptables -I puts a rule at the top, so the last one inserted comes first',
        zh: 'iptables -I 把规则插到最前，后插入的反而先匹配',
      }
    : { en: 'it changes nothing', zh: '该规则不起作用' };
  return {
    en: `rule ${rule.number} (${does}) is never reached: rule ${above.number} (${did}) above it matches all that it matches; ${cause.en}`,
    zh: `第 ${rule.number} 条规则（${does}）永远不会生效：其上的第 ${above.number} 条（${did}）已匹配它的全部流量；${cause.zh}`,
  };
}

function mayBeShadowed(above: FirewallRule, rule: FirewallRule, { name }: FirewallChain): Text {
  const [part = ''] = above.unknown;
  return {
    en: `whether rule ${rule.number} of ${name} is reached: rule ${above.number} above it has a match that is not understood (${part})`,
    zh: `无法判断 ${name} 第 ${rule.number} 条规则能否生效：其上的第 ${above.number} 条含无法识别的匹配（${part}）`,
  };
}

function tooMany({ name, rules }: FirewallChain, compared: number): Text {
  return {
    en: `${name} has ${rules.length} rules; the first ${compared} were compared`,
    zh: `${name} 有 ${rules.length} 条规则，仅比较了前 ${compared} 条`,
  };
}
