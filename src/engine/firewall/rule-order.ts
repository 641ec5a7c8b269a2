import type { Text } from '../model/text.js';
import { overDockerUser } from './docker-user.js';
import type { FirewallChain, FirewallRule, HostFirewall } from './firewall.js';
import type { AddressFamily, FirewallFault, FirewallOutcome } from './firewall-outcome.js';
import { shareMeeting } from './rule-share.js';
import type { Share } from './value-sets.js';

/** Rules that are compared with each other; of a longer chain the rest is told as not known. */
const comparedRules = 2_000;

/**
 * Rules of DOCKER-USER that no packet reaches, because one rule above them matches all that they match and decides
 * (`net-docker-user-order`). That several rules above do so together is not looked for.
 */
export function findShadowedRules(firewall: HostFirewall): FirewallOutcome {
  return overDockerUser(firewall, (chain, family) => shadowedIn(chain, family));
}

/** As above, of one chain. */
export function shadowedIn(chain: FirewallChain, family: AddressFamily): FirewallOutcome {
  const violations: FirewallFault[] = [];
  const unknown: Text[] = [];
  const rules = chain.rules.slice(0, comparedRules);
  if (chain.rules.length > rules.length) unknown.push(tooMany(chain));
  rules.forEach((rule, index) => {
    if (isEndOfChain(rule, index, chain)) return;
    const above = rules.slice(0, index).filter(decides);
    const shadow = above.find((other) => other.unknown.length === 0 && shareOf(other, rule) === 'all');
    if (shadow) {
      const { number, text } = rule;
      violations.push({ family, chain: chain.name, rule: number, text, reason: shadowed(shadow, rule) });
      return;
    }
    const doubtful = above.find((other) => other.unknown.length > 0 && shareOf(other, rule) === 'all');
    if (doubtful) unknown.push(mayBeShadowed(doubtful, rule, chain));
  });
  return { violations, unknown };
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

/** Of the known conditions only. */
function shareOf(above: FirewallRule, rule: FirewallRule): Share {
  const shares = above.conditions.map((condition) => shareMeeting(condition, rule.conditions));
  return shares.every((share) => share === 'all') ? 'all' : 'some';
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

function tooMany({ name, rules }: FirewallChain): Text {
  return {
    en: `${name} has ${rules.length} rules; the first ${comparedRules} were compared`,
    zh: `${name} 有 ${rules.length} 条规则，仅比较了前 ${comparedRules} 条`,
  };
}
