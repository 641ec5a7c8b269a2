import type { Condition, FirewallChain, FirewallRule, FirewallTable } from './firewall.js';
import { shareMatched } from './rule-share.js';

/** What becomes of packets in a chain. */
export type Fate =
  | { readonly kind: 'dropped' | 'accepted'; readonly by: RulePlace }
  /** They leave the chain by its end or RETURN, or its policy is not known. */
  | { readonly kind: 'returned' }
  /** Some of them get through, by this rule; of others, or all, it is not known. */
  | { readonly kind: 'undecided'; readonly by: RulePlace };

export interface RulePlace {
  readonly chain: string;
  /** Null: the policy of the chain. */
  readonly rule: FirewallRule | null;
}

/** Jumps within jumps, and rules that are looked at in all: above what the kernel allows, and what any host has. */
const limits = { depth: 64, steps: 500_000 } as const;

/**
 * Follows packets through a chain and those that it jumps to.
 * @param packets conditions that all of them meet
 */
export function walkChain(table: FirewallTable, chain: FirewallChain, packets: readonly Condition[]): Fate {
  return new Walk(table, packets).through(chain, 0);
}

class Walk {
  private steps = 0;

  constructor(
    private readonly table: FirewallTable,
    private readonly packets: readonly Condition[],
  ) {}

  through(chain: FirewallChain, depth: number): Fate {
    /** A rule that stops some of the packets, or may let some through. */
    let doubt: RulePlace | null = null;
    for (const rule of chain.rules) {
      const place = { chain: chain.name, rule };
      this.steps += 1;
      if (depth > limits.depth || this.steps > limits.steps) return { kind: 'undecided', by: place };
      const share = shareMatched(rule, this.packets);
      if (share === 'none' || rule.target.kind === 'continue') continue;
      const fate = this.fateBy(rule, place, depth);
      if (fate === null) continue;
      if (share === 'all' && fate.kind !== 'undecided') return doubtful(fate, doubt);
      // Of those that it may match the fate is one, of the rest another.
      doubt ??= fate.kind === 'undecided' ? fate.by : place;
      if (share === 'all' || fate.kind !== 'dropped') return { kind: 'undecided', by: doubt };
    }
    if (chain.policy === 'drop') return { kind: 'dropped', by: { chain: chain.name, rule: null } };
    if (chain.policy === 'accept') {
      return doubtful({ kind: 'accepted', by: { chain: chain.name, rule: null } }, doubt);
    }
    return doubtful({ kind: 'returned' }, doubt);
  }

  /** Null: the next rule is tried. */
  private fateBy({ target }: FirewallRule, by: RulePlace, depth: number): Fate | null {
    switch (target.kind) {
      case 'drop':
      case 'reject':
        return { kind: 'dropped', by };
      case 'accept':
        return { kind: 'accepted', by };
      case 'return':
        return { kind: 'returned' };
      case 'jump':
      case 'goto': {
        const next = this.table.chains.get(target.chain);
        if (next === undefined) return { kind: 'undecided', by };
        const fate = this.through(next, depth + 1);
        return fate.kind === 'returned' && target.kind === 'jump' ? null : fate;
      }
      default:
        return { kind: 'undecided', by };
    }
  }
}

/** Packets that were stopped in part on their way are dropped for certain only when the rest is too. */
function doubtful(fate: Fate, doubt: RulePlace | null): Fate {
  return doubt === null || fate.kind === 'dropped' ? fate : { kind: 'undecided', by: doubt };
}
