import { hash } from 'node:crypto';

/** Deeper values are refused: nothing the service hashes is nested like that, and the call stack has an end. */
const deepest = 200;

/**
 * The JSON text of a value with the keys of every object sorted by UTF-16 code units and no white space: equal values
 * have equal texts. Properties that are undefined are left out, as `JSON.stringify` does.
 * @throws TypeError for what JSON cannot hold (a function, NaN, a bigint, …) and for values nested deeper than 200.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/** `sha256:…` over the canonical JSON of the value. */
export function digestOf(value: unknown): string {
  return `sha256:${hash('sha256', canonicalJson(value))}`;
}

function write(value: unknown, depth: number): string {
  if (depth > deepest) throw new TypeError(`the value is nested deeper than ${deepest} levels`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return writeList(value, depth);
  if (isRecord(value)) return writeRecord(value, depth);
  throw new TypeError(`JSON cannot hold a ${typeof value}`);
}

function writeList(list: readonly unknown[], depth: number): string {
  let text = '';
  for (const item of list) text += (text === '' ? '[' : ',') + write(item, depth + 1);
  return text === '' ? '[]' : `${text}]`;
}

function writeRecord(record: Readonly<Record<string, unknown>>, depth: number): string {
  let text = '';
  for (const key of Object.keys(record).sort()) {
    const value = record[key];
    if (value === undefined) continue;
    text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${write(value, depth + 1)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
