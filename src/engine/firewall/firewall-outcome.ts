import type { Text } from '../model/text.js';

export type AddressFamily = 'ipv4' | 'ipv6';

/** A rule that does not do what it is there for, or a chain without one. */
export interface FirewallFault {
  readonly family: AddressFamily;
  readonly chain: string;
  /** Null: it is about the chain, or about a rule that is not there. */
  readonly rule: number | null;
  /** The rule as the tool prints it; null as above. */
  readonly text: string | null;
  readonly reason: Text;
}

/** What was found; with nothing in either, all is well. */
export interface FirewallOutcome {
  readonly violations: readonly FirewallFault[];
  /** What could not be decided, and why. */
  readonly unknown: readonly Text[];
}

export const wordOfFamily: Readonly<Record<AddressFamily, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

/** Outcomes of parts as one. */
export function joinedOutcomes(outcomes: readonly FirewallOutcome[]): FirewallOutcome {
  return {
    violations: outcomes.flatMap(({ violations }) => violations),
    unknown: outcomes.flatMap(({ unknown }) => unknown),
  };
}
