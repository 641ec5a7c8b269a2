import type { ComposeFacts } from '../model/workload-document.js';

/** Services of which it is known, or may be, that they are of a tier. */
export interface TierServices {
  readonly known: readonly string[];
  /** Of which it cannot be told. */
  readonly open: readonly string[];
}

export function servicesOfTier(
  { tiers }: ComposeFacts,
  tier: 'edge' | 'data',
  among: readonly string[] = Object.keys(tiers),
): TierServices {
  const tierOf = (name: string) => (Object.hasOwn(tiers, name) ? tiers[name]! : null);
  return {
    known: among.filter((name) => tierOf(name) === tier),
    open: among.filter((name) => tierOf(name) === null),
  };
}
