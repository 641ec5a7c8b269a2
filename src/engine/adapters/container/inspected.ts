import type { Place } from '../../model/workload-facts.js';
import { isObject, type DocumentObject } from '../../text/documents.js';

/**
 * Reads members of a JSON object that an engine wrote, and keeps where each fact stands. A member that is missing is not
 * known, so no default may take its place; null and empty values the engine has written itself.
 */
export class Inspected {
  readonly places: Record<string, Place> = {};
  readonly unresolved: string[] = [];

  constructor(
    private readonly pointer: string,
    private readonly document: number,
  ) {
    this.place('', '');
  }

  place(path: string, pointer: string): void {
    this.places[path] = { file: null, document: this.document, pointer: this.pointer + pointer, line: null };
  }

  /** The value of a member (`/HostConfig/Privileged`); undefined: it is missing. */
  value(path: string, parent: DocumentObject | null, base: string, name: string): unknown {
    if (parent && Object.hasOwn(parent, name)) {
      this.place(path, `${base}/${name}`);
      return parent[name];
    }
    this.unresolved.push(path);
    return undefined;
  }

  /** As `value`, of a member that engines leave out when it is empty: missing is empty where its parent is there. */
  optional(path: string, parent: DocumentObject | null, base: string, name: string): unknown {
    if (parent && !Object.hasOwn(parent, name)) return null;
    return this.value(path, parent, base, name);
  }

  boolean(path: string, parent: DocumentObject | null, base: string, name: string): boolean | null {
    const value = this.value(path, parent, base, name);
    if (value === null) return false;
    return typeof value === 'boolean' ? value : null;
  }

  number(path: string, parent: DocumentObject | null, base: string, name: string): number | null {
    const value = this.value(path, parent, base, name);
    if (value === null) return 0;
    return typeof value === 'number' ? value : null;
  }

  /** Null: it is missing, or no text. */
  text(path: string, parent: DocumentObject | null, base: string, name: string): string | null {
    const value = this.value(path, parent, base, name);
    return typeof value === 'string' ? value : null;
  }

  /** Texts of a list that may be null, which is empty; null: it is missing. */
  texts(path: string, parent: DocumentObject | null, base: string, name: string): string[] | null {
    const value = this.value(path, parent, base, name);
    return value === undefined ? null : textsOf(value);
  }
}

export function objectAt(parent: DocumentObject | null, name: string): DocumentObject | null {
  const value = parent && Object.hasOwn(parent, name) ? parent[name] : null;
  return isObject(value) ? value : null;
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The object's texts by name; others are left out. */
export function textRecord(value: unknown): Record<string, string> {
  const result: Record<string, string> = {};
  if (!isObject(value)) return result;
  for (const [name, text] of Object.entries(value)) if (typeof text === 'string') result[name] = text;
  return result;
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
