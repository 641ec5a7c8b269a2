import { runtimeLifecycles, type RuntimeLifecycle } from './runtime-lifecycles.js';

/** When the makers of a language runtime or a service end their support of a release line. */
export interface RuntimeEndOfLife {
  /** As people know it: `Node.js`. */
  readonly name: string;
  /** The release line: `16`, `3.9`. */
  readonly cycle: string;
  /** ISO 8601 day: the last one with support, or one after it. */
  readonly date: string;
  readonly source: string;
}

const byProduct: ReadonlyMap<string, RuntimeLifecycle> = new Map(Object.entries(runtimeLifecycles));

/** Products with a table, by id: `node`, `postgres`. */
export const runtimeProducts: readonly string[] = [...byProduct.keys()];

/** The name of a product of the table; the id itself of others. */
export function runtimeName(product: string): string {
  return byProduct.get(product)?.name ?? product;
}

/**
 * When support of a version ends. Lines older than the oldest of the table ended before it did.
 * Java's old versions count by their second number (`1.8`).
 * @param version As its maker or a tag writes it: `16.20.2`, `v18`, `jdk-17.0.9+9`, `8u392`, `1:11.4.2+maria~ubu2404`.
 * @returns null when the product, the line or the version is not known.
 */
export function runtimeEndOfLife(product: string, version: string): RuntimeEndOfLife | null {
  const lifecycle = byProduct.get(product);
  const numbers = numbersOf(product === 'java' ? version.replace(/^1\.(?=\d)/, '') : version);
  if (!lifecycle || !numbers) return null;
  const { name, source, dates } = lifecycle;
  const [major, minor] = numbers;
  const lines = [minor === null ? null : `${major}.${minor}`, String(major)];
  const cycle = lines.find((line) => line !== null && dates.has(line));
  if (cycle !== undefined && cycle !== null) return { name, cycle, date: dates.get(cycle)!, source };
  const [oldest] = [...dates].sort(([a], [b]) => compareCycles(a, b));
  const own = lines[0] ?? String(major);
  if (!oldest || (minor === null && oldest[0].includes('.')) || compareCycles(own, oldest[0]) >= 0)
    return null;
  return { name, cycle: own, date: oldest[1], source };
}

/** Major and minor number; null: the text begins with no version. */
function numbersOf(version: string): [number, number | null] | null {
  const match = /^(?:[a-z]+-|\d+:|v)?(\d{1,4})(?:[.u](\d{1,4}))?(?![a-z])/i.exec(version.slice(0, 100));
  if (!match?.[1]) return null;
  return [Number(match[1]), match[2] === undefined ? null : Number(match[2])];
}

function compareCycles(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
