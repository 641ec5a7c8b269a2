import type { FactProblem } from '../../model/facts.js';
import type { Place } from '../../model/workload-facts.js';
import type { LocatedView } from '../located-view.js';
import { holdsOpenVariable, type MergedDocument } from './compose-node.js';
import { problemAt } from './project-files.js';

/** Where variables without a value stand in a text. */
export type OpenRanges = readonly { readonly start: number; readonly end: number }[];

/** An element that cannot be read. */
export const unreadable = Symbol('unreadable');

/** What a service says, with the places of what is said. */
export class StatedService {
  readonly places: Record<string, Place> = {};
  readonly unresolved = new Set<string>();
  readonly problems: FactProblem[] = [];

  /**
   * @param name what findings call the project's first file
   * @param ignored keys of the service that its target does not know
   */
  constructor(
    readonly view: LocatedView,
    private readonly document: MergedDocument,
    readonly name: string,
    private readonly ignored: ReadonlySet<string>,
  ) {
    this.places[''] = view.place;
  }

  at(key: string, ...rest: readonly string[]): LocatedView {
    return this.ignored.has(key) ? this.view.at(' ') : this.view.at(key, ...rest);
  }

  /** Where variables without a value stand in a text. */
  open(view: LocatedView): OpenRanges {
    return this.document.node(view.path)?.interpolated?.open ?? [];
  }

  isOpen(view: LocatedView): boolean {
    return holdsOpenVariable(this.document.node(view.path));
  }

  /** The text before variables were put in; null: it is none. */
  written(view: LocatedView): string | null {
    return this.document.node(view.path)?.written ?? null;
  }

  note(fact: string, view: LocatedView): void {
    if (view.isThere) this.places[fact] = view.place;
  }

  /** What the text of a part reads as; null: it is not there, a variable hides it, or it cannot be read. */
  read<T>(fact: string, view: LocatedView, reader: (text: string) => T | null): T | null {
    if (!view.isThere) return null;
    this.note(fact, view);
    const value = view.text === null || this.isOpen(view) ? null : reader(view.text);
    if (value === null) this.unresolved.add(fact);
    if (value === null && !this.isOpen(view)) this.strange(view);
    return value;
  }

  text(fact: string, view: LocatedView): string | null {
    return this.read(fact, view, (text) => text);
  }

  boolean(fact: string, view: LocatedView): boolean | null {
    return this.read(fact, view, () => view.boolean);
  }

  number(fact: string, view: LocatedView): number | null {
    return this.read(fact, view, () => view.number);
  }

  /**
   * What each element of a list reads as; null: the list is not there, or nothing of it is known. Elements that cannot be
   * read are left out: then the list is not known to be whole.
   */
  list<T>(fact: string, view: LocatedView, reader: (item: LocatedView) => T | typeof unreadable): T[] | null {
    if (!view.isThere) return null;
    this.note(fact, view);
    if (!view.isList) {
      this.unresolved.add(fact);
      this.strange(view);
      return null;
    }
    const result: T[] = [];
    for (const item of view.items) {
      const value = reader(item);
      if (value === unreadable) {
        this.unresolved.add(fact);
        if (!this.isOpen(item)) this.strange(item);
        continue;
      }
      this.note(`${fact}.${result.length}`, item);
      result.push(value);
    }
    return result.length === 0 && this.unresolved.has(fact) ? null : result;
  }

  /** As `list`, of texts that mean nothing when a variable hides them. */
  texts(fact: string, view: LocatedView, reader: (text: string) => string = (text) => text): string[] | null {
    return this.list(fact, view, (item) =>
      item.text === null || this.isOpen(item) ? unreadable : reader(item.text),
    );
  }

  /** The texts of a map of names; null: it is not there. */
  record(
    fact: string,
    view: LocatedView,
    safe: (name: string, value: string) => string,
  ): Record<string, string> | null {
    if (!view.isThere) return null;
    this.note(fact, view);
    if (!view.isMap) {
      this.unresolved.add(fact);
      this.strange(view);
      return null;
    }
    const entries = view.entries.map(([key, member]): [string, string] => {
      this.note(`${fact}.${key}`, member);
      if (this.isOpen(member)) this.unresolved.add(`${fact}.${key}`);
      return [key, safe(key, member.text ?? '')];
    });
    return Object.fromEntries(entries);
  }

  problem(view: LocatedView, detail: string): void {
    this.problems.push(problemAt(view.place, this.name, detail));
  }

  private strange(view: LocatedView): void {
    const [, ...path] = view.path;
    this.problem(view, `"${path.join('.')}" is not what is expected there`);
  }
}
