/** What a condition looks at. `original-*`: before the addresses and ports of the packet were translated (DNAT). */
export type ConditionField =
  | 'family'
  | 'in-interface'
  | 'out-interface'
  | 'source'
  | 'destination'
  | 'original-source'
  | 'original-destination'
  | 'protocol'
  | 'source-port'
  | 'destination-port'
  | 'original-port'
  | 'state'
  | 'translation'
  | 'direction';

/**
 * One condition: the packet has one of the values, or none of them when negated.
 * Addresses are `10.0.0.0/8`, `10.0.0.1` or `10.0.0.1-10.0.0.9`; ports `80` or `8000-8010`; names of interfaces may end in
 * `*`; families are `ipv4` and `ipv6`, states and protocols names in small letters; translations `dnat` and `snat`.
 */
export interface Condition {
  readonly field: ConditionField;
  readonly values: readonly string[];
  readonly isNegated: boolean;
}

export type RuleTarget =
  | { readonly kind: 'accept' | 'drop' | 'reject' | 'return' }
  /** `goto` does not come back to the rule after it. */
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  /** The packet goes on to the next rule: a counter, a log line, a mark. */
  | { readonly kind: 'continue' }
  /** What becomes of the packet is not understood. */
  | { readonly kind: 'unknown'; readonly text: string };

export interface FirewallRule {
  /** From 1, in its chain; as `iptables -L --line-numbers` counts. */
  readonly number: number;
  /** As the tool prints it, cut to 1,000 characters. */
  readonly text: string;
  /** All must hold. */
  readonly conditions: readonly Condition[];
  /** Parts that narrow what the rule matches in ways that are not understood. */
  readonly unknown: readonly string[];
  readonly target: RuleTarget;
}

export interface FirewallChain {
  readonly name: string;
  /** `forward`, `input`, `prerouting`…; null: reached by jumps only. */
  readonly hook: string | null;
  /** Null: it has none, or none that is understood. */
  readonly policy: 'accept' | 'drop' | null;
  readonly rules: readonly FirewallRule[];
}

export type TableFamily = 'ip' | 'ip6' | 'inet' | 'other';

export interface FirewallTable {
  readonly family: TableFamily;
  readonly name: string;
  readonly chains: ReadonlyMap<string, FirewallChain>;
}

/** The rules that one tool prints. */
export interface Ruleset {
  readonly tables: readonly FirewallTable[];
  /** Why it is not all there; conclusions from what is absent may not be drawn. Empty: it is. */
  readonly problems: readonly string[];
}

/** The rules of a host, by the tool that prints them; null: not known. */
export interface HostFirewall {
  readonly iptables: Ruleset | null;
  readonly ip6tables: Ruleset | null;
  readonly nft: Ruleset | null;
}

/** Bounds of a ruleset: above what any host has. */
export const firewallLimits = {
  rules: 100_000,
  chains: 20_000,
  values: 20_000,
  lineLength: 65_536,
  text: 1_000,
} as const;
