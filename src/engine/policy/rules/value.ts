import type { Text } from '../../model/text.js';

/** What an expression comes to when something that it needs is not known, or cannot be computed. */
export class Undecided {
  constructor(readonly reason: Text) {}
}

/** A list of facts; `gap`: why there may be more than it holds, null: it is whole. */
export interface FactList {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly gap: Text | null;
}

export type MapKey = string | number | boolean;

export interface FactMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<MapKey, Value>;
}

export interface Bytes {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
}

/** Fields: null is what is not known, undefined what is known to be absent. */
export interface FactObject {
  readonly kind: 'object';
  /** What messages call it. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Value | null | undefined>>;
}

/**
 * An instant (milliseconds since 1970) or a length of time (milliseconds). `slope`: by how much it grows with each
 * millisecond that passes, so that the instant can be told at which a comparison comes out otherwise.
 */
export interface Time {
  readonly kind: 'instant' | 'length';
  readonly milliseconds: number;
  readonly slope: number;
}

export type Value = string | number | boolean | Time | Bytes | FactList | FactMap | FactObject;
export type Result = Value | Undecided;

export function undecided(en: string, zh: string): Undecided {
  return new Undecided({ en, zh });
}

export function listOf(items: readonly Value[], gap: Text | null = null): FactList {
  return { kind: 'list', items, gap };
}

export function mapOf(entries: Readonly<Record<string, string>>): FactMap {
  return { kind: 'map', entries: new Map(Object.entries(entries)) };
}

export function instant(milliseconds: number, slope = 0): Time {
  return { kind: 'instant', milliseconds, slope };
}

export function isTime(value: Result): value is Time {
  return isKind(value, 'instant') || isKind(value, 'length');
}

export function isList(value: Result): value is FactList {
  return isKind(value, 'list');
}

export function isMap(value: Result): value is FactMap {
  return isKind(value, 'map');
}

export function isBytes(value: Result): value is Bytes {
  return isKind(value, 'bytes');
}

export function isObject(value: Result): value is FactObject {
  return isKind(value, 'object');
}

function isKind(value: Result, kind: string): boolean {
  return typeof value === 'object' && !(value instanceof Undecided) && value.kind === kind;
}
