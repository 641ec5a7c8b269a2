import { createHash } from 'node:crypto';

/** Deeper values are refused: nothing the service hashes is nested like that, and the call stack has an end. */
const deepest = 200;
/** Characters that are hashed at once: of a large value, its text never stands in memory as a whole. */
const hashedAtOnce = 64 * 1024;

/**
 * The JSON text of a value with the keys of every object sorted by UTF-16 code units and no white space: equal values
 * have equal texts. Properties that are undefined are left out, as `JSON.stringify` does.
 * @throws TypeError for what JSON cannot hold (a function, NaN, a bigint, …) and for values nested deeper than 200.
 */
export function canonicalJson(value: unknown): string {
  // Who writes keys in their order has the text made all at once.
  if (isInOrder(value, 0)) return JSON.stringify(value);
  let text = '';
  write(value, 0, (piece) => (text += piece));
  return text;
}

/** `sha256:…` over the canonical JSON of the value. */
export function digestOf(value: unknown): string {
  const hash = createHash('sha256');
  let text = '';
  write(value, 0, (piece) => {
    text += piece;
    if (text.length < hashedAtOnce) return;
    hash.update(text);
    text = '';
  });
  return `sha256:${hash.update(text).digest('hex')}`;
}

/** Whether `JSON.stringify` writes the value as canonical JSON as it stands: every key in order, nothing to leave out. */
function isInOrder(value: unknown, depth: number): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (depth >= deepest) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) if (!isInOrder(value[index], depth + 1)) return false;
    return true;
  }
  if (!isRecord(value)) return false;
  let before: string | null = null;
  for (const key of Object.keys(value)) {
    if ((before !== null && before >= key) || !isInOrder(value[key], depth + 1)) return false;
    before = key;
  }
  return true;
}

type Add = (piece: string) => void;

function write(value: unknown, depth: number, add: Add): void {
  if (depth > deepest) throw new TypeError(`the value is nested deeper than ${deepest} levels`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') add(JSON.stringify(value));
  else if (typeof value === 'number' && Number.isFinite(value)) add(JSON.stringify(value));
  else if (Array.isArray(value)) writeList(value, depth, add);
  else if (isRecord(value)) writeRecord(value, depth, add);
  else throw new TypeError(`JSON cannot hold a ${typeof value}`);
}

function writeList(list: readonly unknown[], depth: number, add: Add): void {
  add('[');
  for (let index = 0; index < list.length; index++) {
    if (index > 0) add(',');
    write(list[index], depth + 1, add);
  }
  add(']');
}

function writeRecord(record: Readonly<Record<string, unknown>>, depth: number, add: Add): void {
  let separator = '';
  add('{');
  for (const key of Object.keys(record).sort()) {
    const value = record[key];
    if (value === undefined) continue;
    add(`${separator}${JSON.stringify(key)}:`);
    separator = ',';
    write(value, depth + 1, add);
  }
  add('}');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
