import { baseEcosystem } from '../advisories/ecosystems.js';
import { versionOrders } from './index.generated.js';
import type { VersionOrder } from './version-order.js';

const orders: ReadonlyMap<string, VersionOrder> = new Map(
  versionOrders.flatMap((order) => order.ecosystems.map((ecosystem) => [ecosystem, order] as const)),
);

/** Whether versions of this OSV ecosystem (with or without its release: `Debian:12`) can be compared at all. */
export function hasOrder(ecosystem: string): boolean {
  return orders.has(baseEcosystem(ecosystem));
}

/**
 * The order-preserving key of a version in an OSV ecosystem (with or without its release).
 * @param build `last`: of what is built of the version, the last; who names a version without a build means them all
 * @returns null when the ecosystem has no order or the version does not parse: its matches are `unknown`
 */
export function versionKey(ecosystem: string, version: string, build?: 'last'): Uint8Array | null {
  const order = orders.get(baseEcosystem(ecosystem));
  if (!order) return null;
  return build === 'last' && order.lastKey ? order.lastKey(version) : order.key(version);
}

/** What a version in a range names: it alone, or what is built of it as well. */
export interface VersionSpan {
  readonly first: Uint8Array;
  readonly last: Uint8Array;
}

/** The keys of all that a version names; null as `versionKey`. */
export function versionSpan(ecosystem: string, version: string): VersionSpan | null {
  const first = versionKey(ecosystem, version);
  const last = versionKey(ecosystem, version, 'last');
  return first && last ? { first, last } : null;
}

/** Where a version lies to what another one names: before it (negative), in it (0), after it (positive). */
export function compareToSpan(key: Uint8Array, { first, last }: VersionSpan): number {
  const toFirst = Buffer.compare(key, first);
  return toFirst < 0 ? toFirst : Math.max(0, Buffer.compare(key, last));
}
