import { isDeepStrictEqual } from 'node:util';
import type { PlainDocumentEdit } from '../edit.js';

/** What an edit does, without where. */
export type Change = Pick<PlainDocumentEdit, 'kind'> & { readonly value?: unknown };

/** The change cannot be made: the path leads through a text, or to an element that no list has. */
export class EditRefusal extends Error {}

type Plain = Record<string, unknown>;

export function isPlainMap(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two plain values say the same, whatever the order of keys. */
export function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(normal(left), normal(right));
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (!isPlainMap(value)) return value;
  return new Map(Object.entries(value).map(([key, member]) => [key, normal(member)]));
}

/** The part at a path; undefined: it is not there. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const part of path) {
    if (Array.isArray(current)) current = (current as unknown[])[indexOf(part) ?? -1];
    else current = isPlainMap(current) && Object.hasOwn(current, part) ? current[part] : undefined;
  }
  return current;
}

export function indexOf(part: string): number | null {
  return /^(?:0|[1-9]\d{0,8})$/.test(part) ? Number(part) : null;
}

/**
 * The value with the change made at the path; undefined: a removal left nothing of it.
 * @throws EditRefusal
 */
export function changed(value: unknown, path: readonly string[], change: Change): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return changedHere(value, change);
  if (Array.isArray(value)) return changedList(value as unknown[], part, rest, change);
  if (!isPlainMap(value ?? {})) throw new EditRefusal('The path leads through a value that holds nothing.');
  const map = (value ?? {}) as Plain;
  const isThere = Object.hasOwn(map, part);
  if (change.kind === 'remove' && !isThere) return value;
  const member = changed(isThere ? map[part] : undefined, rest, change);
  const result = Object.assign(Object.create(null) as Plain, map);
  if (member === undefined) delete result[part];
  else result[part] = member;
  return member === undefined && Object.keys(result).length === 0 ? undefined : result;
}

function changedHere(value: unknown, { kind, value: given }: Change): unknown {
  if (kind === 'remove') return undefined;
  if (kind === 'set') return given;
  if (value === undefined || value === null) return [given];
  // Where compose takes one text or a list, the text is its first element.
  if (typeof value === 'string' && typeof given === 'string') return value === given ? value : [value, given];
  if (!Array.isArray(value)) throw new EditRefusal('There is no list to add to.');
  const list = value as unknown[];
  return list.some((item) => isSame(item, given)) ? list : [...list, given];
}

function changedList(list: unknown[], part: string, rest: readonly string[], change: Change): unknown {
  const index = indexOf(part);
  if (change.kind === 'remove' && (index === null || index >= list.length)) return list;
  if (index === null || index > list.length) throw new EditRefusal('The list has no such element.');
  const item = changed(list[index], rest, change);
  const result = [...list];
  if (item === undefined) result.splice(index, 1);
  else result[index] = item;
  return result.length === 0 ? undefined : result;
}
