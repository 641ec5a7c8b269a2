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
 * @returns null when the ecosystem has no order or the version does not parse: its matches are `unknown`
 */
export function versionKey(ecosystem: string, version: string): Uint8Array | null {
  return orders.get(baseEcosystem(ecosystem))?.key(version) ?? null;
}
