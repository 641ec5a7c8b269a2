import { parseInstant } from '../../checks/instants.js';
import type { Budget } from './budget.js';
import { isWithinYears } from './time-units.js';
import {
  instant,
  isBytes,
  isList,
  isMap,
  isTime,
  listOf,
  undecided,
  Undecided,
  type Bytes,
  type Result,
  type Time,
  type Value,
} from './value.js';

/** Longest text that an expression may build, in characters. */
const longestText = 10_000;

type Implementation = (values: readonly Value[], budget: Budget) => Result;

/** What stands before the parentheses; `matches`, `has` and what goes through lists are the evaluator's own. */
export const functions: Readonly<Record<string, Implementation>> = {
  size: ([value]) => sizeOf(value!),
  int: ([value]) => {
    const number = typeof value === 'number' ? Math.trunc(value) : integerOf(value!);
    return Number.isSafeInteger(number)
      ? number
      : undecided(`int(${shown(value!)}) is no whole number`, `int(${shown(value!)}) 不是整数`);
  },
  double: ([value]) => {
    const number =
      typeof value === 'number'
        ? value
        : typeof value === 'string' && value.trim() !== ''
          ? Number(value)
          : NaN;
    return Number.isFinite(number)
      ? number
      : undecided(`double(${shown(value!)}) is no number`, `double(${shown(value!)}) 不是数字`);
  },
  string: ([value], budget) => (isBytes(value!) ? decoded(value, budget) : textOf(value!)),
  bytes: ([value], budget) => {
    if (typeof value !== 'string') return value && isBytes(value) ? value : wrongValue;
    budget.take(value.length / 16);
    return bounded({ kind: 'bytes', bytes: new TextEncoder().encode(value) });
  },
  timestamp: ([value]) => {
    const at = typeof value === 'string' ? parseInstant(value) : secondsOf(value!);
    return at === null
      ? undecided(`timestamp(${shown(value!)}) is no date`, `timestamp(${shown(value!)}) 不是日期`)
      : instant(at);
  },
  duration: ([value]) => {
    const length = typeof value === 'string' ? lengthOf(value) : null;
    return (
      length ??
      undecided(
        `duration(${shown(value!)}) is no length of time, such as "36h"`,
        `duration(${shown(value!)}) 不是时长，例如 "36h"`,
      )
    );
  },
};

const onText =
  (run: (text: string, argument: string) => Result): Implementation =>
  ([text, argument], budget) => {
    if (typeof text !== 'string') return wrongValue;
    budget.take(text.length / 16);
    return run(text, typeof argument === 'string' ? argument : '');
  };

/** What stands behind a dot. */
export const methods: Readonly<Record<string, Implementation>> = {
  size: ([value]) => sizeOf(value!),
  contains: onText((text, part) => text.includes(part)),
  startsWith: onText((text, part) => text.startsWith(part)),
  endsWith: onText((text, part) => text.endsWith(part)),
  lowerAscii: onText((text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
  upperAscii: onText((text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase())),
  trim: onText((text) => text.trim()),
  split: onText((text, separator) => listOf(text.split(separator))),
  join: ([list, separator], budget) => {
    if (!list || !isList(list)) return wrongValue;
    if (list.gap) return new Undecided(list.gap);
    budget.take(list.items.length);
    return bounded(list.items.map(shownPart).join(typeof separator === 'string' ? separator : ''));
  },
};

/** What goes through a list or the keys of a map, by the number of its arguments. */
export const comprehensions: Readonly<Record<string, readonly number[]>> = {
  exists: [2],
  all: [2],
  exists_one: [2],
  filter: [2],
  map: [2, 3],
};

export const wrongValue = undecided('A value is of another type than expected', '值的类型与预期不符');

/** @returns the text or the bytes, unless they are longer than what an expression may build. */
export function bounded(value: string | Bytes): Result {
  const { length } = typeof value === 'string' ? value : value.bytes;
  if (length <= longestText) return value;
  return undecided(`A text is longer than ${longestText} characters`, `文本超过 ${longestText} 个字符`);
}

/** A value as messages show it. */
export function textOf(value: Value): Result {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isList(value)) return bounded(value.items.map(shown).join(', '));
  if (isTime(value) && value.kind === 'instant' && value.slope === 0) {
    const date = new Date(value.milliseconds);
    if (!Number.isNaN(date.getTime())) return date.toISOString();
  }
  return wrongValue;
}

function shownPart(value: Value): string {
  const text = textOf(value);
  return typeof text === 'string' ? text : '…';
}

function sizeOf(value: Value): Result {
  if (typeof value === 'string') return [...value].length;
  if (isMap(value)) return value.entries.size;
  if (isBytes(value)) return value.bytes.length;
  if (!isList(value)) return wrongValue;
  return value.gap ? new Undecided(value.gap) : value.items.length;
}

/** Seconds since 1970, in milliseconds. */
function secondsOf(value: Value): number | null {
  return typeof value === 'number' && isWithinYears(value * 1000) ? value * 1000 : null;
}

function decoded({ bytes }: Bytes, budget: Budget): Result {
  budget.take(bytes.length / 16);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undecided('The bytes are no text in UTF-8', '字节不是 UTF-8 文本');
  }
}

function integerOf(value: Value): number {
  return typeof value === 'string' && /^[+-]?\d{1,16}$/.test(value) ? Number(value) : NaN;
}

const units: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  ns: 1e-6,
};

/** `36h`, `1h30m`, `-500ms`; null: none. */
function lengthOf(text: string): Time | null {
  if (text.length > 40 || !/^[+-]?(?:\d{1,12}(?:\.\d{1,9})?(?:h|ms|m|s|us|ns))+$/.test(text)) return null;
  let milliseconds = 0;
  for (const [, number, unit] of text.matchAll(/(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|us|ns)/g))
    milliseconds += Number(number) * units[unit!]!;
  return { kind: 'length', milliseconds: text.startsWith('-') ? -milliseconds : milliseconds, slope: 0 };
}

function shown(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return typeof value === 'object' && isList(value) ? '[…]' : shownPart(value);
}
