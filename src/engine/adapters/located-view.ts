import type { Place } from '../model/workload-facts.js';
import type { LocatedDocument, PathParts } from './located-document.js';

/** A part of a document: its value read as what is expected there, and where it stands. */
export class LocatedView {
  constructor(
    private readonly document: LocatedDocument,
    readonly path: PathParts,
    readonly value: unknown,
  ) {}

  static of(document: LocatedDocument): LocatedView {
    return new LocatedView(document, [], document.value);
  }

  /** The part at a key or index; one that is not there has the value undefined. */
  at(...parts: PathParts): LocatedView {
    let value = this.value;
    for (const part of parts) value = memberOf(value, part);
    return new LocatedView(this.document, [...this.path, ...parts], value);
  }

  /** Whether something other than null stands there. */
  get isThere(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get place(): Place {
    return this.document.place(this.path);
  }

  /** The tag that it is written with (`!reset`); null: none. */
  get tag(): string | null {
    return this.document.tag(this.path);
  }

  /** A text, or a number or boolean as it would be written; null: none of these. */
  get text(): string | null {
    const { value } = this;
    return typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : null;
  }

  /** A boolean, or a word that the engines' readers take for one; null: neither. */
  get boolean(): boolean | null {
    if (typeof this.value === 'boolean') return this.value;
    if (typeof this.value !== 'string') return null;
    if (/^(?:true|yes|on)$/i.test(this.value)) return true;
    return /^(?:false|no|off)$/i.test(this.value) ? false : null;
  }

  /** A number, or a text that writes one; null: neither. */
  get number(): number | null {
    if (typeof this.value === 'number') return this.value;
    return typeof this.value === 'string' && /^-?\d{1,18}(?:\.\d{1,9})?$/.test(this.value)
      ? Number(this.value)
      : null;
  }

  get isList(): boolean {
    return Array.isArray(this.value);
  }

  get isMap(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  /** The elements of a list; none of anything else. */
  get items(): LocatedView[] {
    return Array.isArray(this.value) ? this.value.map((_, index) => this.at(index)) : [];
  }

  /** The members of a map in order; none of anything else. */
  get entries(): [string, LocatedView][] {
    return this.isMap ? Object.keys(this.value as object).map((key) => [key, this.at(key)]) : [];
  }

  /** The texts of a list. */
  get texts(): string[] {
    return this.items.flatMap(({ text }) => text ?? []);
  }

  /** The members of a map that are texts. */
  get textMap(): Record<string, string> {
    const result = Object.create(null) as Record<string, string>;
    for (const [key, view] of this.entries) result[key] = view.text ?? '';
    return { ...result };
  }
}

function memberOf(value: unknown, part: string | number): unknown {
  if (Array.isArray(value)) return typeof part === 'number' ? (value as unknown[])[part] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, part) ? (value as Record<string | number, unknown>)[part] : undefined;
}
