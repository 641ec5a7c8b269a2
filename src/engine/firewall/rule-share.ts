import type { Condition, FirewallRule } from './firewall.js';
import { holdsEverything, shareWithin, type Share } from './value-sets.js';

/**
 * How many of the packets that meet all of `packets` a rule matches. A field that `packets` does not speak about may have
 * any value; `some` also where that is not known.
 */
export function shareMatched(rule: FirewallRule, packets: readonly Condition[]): Share {
  const shares = rule.conditions.map((condition) => shareMeeting(condition, packets));
  if (shares.includes('none')) return 'none';
  return rule.unknown.length === 0 && shares.every((share) => share === 'all') ? 'all' : 'some';
}

/** How many of the packets meet one condition. */
export function shareMeeting(condition: Condition, packets: readonly Condition[]): Share {
  if (holdsEverything(condition.field, condition.values)) return condition.isNegated ? 'none' : 'all';
  const shares = packets
    .filter(({ field }) => field === condition.field)
    .map((stated) => shareOf(stated, condition));
  return shares.find((share) => share !== 'some') ?? 'some';
}

function shareOf(packets: Condition, condition: Condition): Share {
  const { field } = condition;
  if (!packets.isNegated) {
    const share = shareWithin(field, packets.values, condition.values);
    return condition.isNegated ? opposite(share) : share;
  }
  // The packets have none of these values: what lies in them is excluded.
  const isExcluded = shareWithin(field, condition.values, packets.values) === 'all';
  if (!isExcluded) return 'some';
  return condition.isNegated ? 'all' : 'none';
}

function opposite(share: Share): Share {
  if (share === 'some') return 'some';
  return share === 'all' ? 'none' : 'all';
}
