import { runtimeEndOfLife, runtimeName } from '../observers/runtime-end-of-life.js';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import { dayOf, parseInstant } from './instants.js';
import { supportState } from './support-end.js';

/** A release line that is out of support, or will be soon. */
export interface EndingLine {
  /** `Node.js 16`. */
  readonly name: string;
  readonly message: Text;
  /** `low` where the end is still ahead. */
  readonly severity?: Severity;
  /** The last day with support and who says so. */
  readonly ends: string;
}

/** What became of looking up one runtime. */
export interface RuntimeSupport {
  readonly ending: EndingLine | null;
  readonly doubt: Text | null;
  /** When time alone changes it, in milliseconds since 1970; null: never. */
  readonly changesAt: number | null;
}

/**
 * Whether a version of a product (an id of the table of ends of life) is still kept up.
 * @param version null: it cannot be read, and nothing is known.
 * @param warnDays Days before the end from which on it is told, as `low`.
 */
export function runtimeSupport(
  product: string,
  version: string | null,
  warnDays: number,
  now: Date,
): RuntimeSupport {
  const support = version === null ? null : runtimeEndOfLife(product, version);
  const lastDay = support && parseInstant(support.date);
  if (!support || lastDay === null) {
    const name = `${runtimeName(product)} ${version?.slice(0, 100) ?? ''}`.trim();
    const doubt = { en: `When support of ${name} ends is not known.`, zh: `未知 ${name} 的停止维护日期。` };
    return { ending: null, doubt, changesAt: null };
  }
  const name = `${support.name} ${support.cycle}`;
  const { state, message, changesAt } = supportState(name, lastDay, warnDays, now);
  const ending = message && {
    name,
    message,
    ...(state === 'ending' && { severity: 'low' as const }),
    ends: `${dayOf(lastDay)} (${support.source})`,
  };
  return { ending, doubt: null, changesAt: changesAt === undefined ? null : Date.parse(changesAt) };
}

/** When time alone changes any of them, as outcomes say it. */
export function firstChange(found: readonly RuntimeSupport[]): { readonly changesAt?: string } {
  const changes = found.flatMap(({ changesAt }) => changesAt ?? []);
  return changes.length > 0 ? { changesAt: new Date(Math.min(...changes)).toISOString() } : {};
}
