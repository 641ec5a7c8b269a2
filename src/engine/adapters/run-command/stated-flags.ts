import type { Place } from '../../model/workload-facts.js';
import { truthOf } from '../docker-options/pieces.js';
import type { GivenFlag, ParsedRun } from './given-flags.js';

/** What the flags of a line say, with the places of what is said. */
export class StatedFlags {
  readonly places: Record<string, Place> = {};
  readonly unresolved = new Set<string>();
  private readonly byName = new Map<string, GivenFlag[]>();

  constructor({ flags }: ParsedRun) {
    for (const flag of flags) {
      const same = this.byName.get(flag.flag);
      if (same) same.push(flag);
      else this.byName.set(flag.flag, [flag]);
    }
  }

  /** All of a name, in their order. */
  all(name: string): readonly GivenFlag[] {
    return this.byName.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** The last value of a flag, which counts; null: it is not there, or a variable hides it. */
  text(path: string, name: string): string | null {
    const flag = this.all(name).at(-1);
    if (flag?.value == null) return null;
    this.place(path, flag.line);
    if (flag.expansions.length === 0) return flag.value;
    this.unresolved.add(path);
    return null;
  }

  /** What the last value of a flag reads as. */
  read<T>(path: string, name: string, reader: (text: string) => T | null): T | null {
    const text = this.text(path, name);
    return text === null ? null : reader(text);
  }

  boolean(path: string, name: string): boolean | null {
    const flag = this.all(name).at(-1);
    if (!flag) return null;
    this.place(path, flag.line);
    return flag.value === null ? true : this.read(path, name, truthOf);
  }

  /** What each of a flag's values reads as; null: the flag is not there. Unreadable ones are left out. */
  list<T>(path: string, names: readonly string[], reader: (flag: GivenFlag) => T | null): T[] | null {
    const flags = names.flatMap((name) => this.all(name)).sort((a, b) => a.lastWord - b.lastWord);
    const [first] = flags;
    if (!first) return null;
    this.place(path, first.line);
    const result: T[] = [];
    for (const flag of flags) {
      const item = reader(flag);
      if (item === null) continue;
      this.place(`${path}.${result.length}`, flag.line);
      result.push(item);
    }
    return result;
  }

  /** As `list`, of texts that mean nothing when a variable hides them: then the list is not known to be whole. */
  texts(path: string, name: string, reader: (text: string) => string = (text) => text): string[] | null {
    return this.list(path, [name], ({ value, expansions }) => {
      if (expansions.length > 0) this.unresolved.add(path);
      return value === null || expansions.length > 0 ? null : reader(value);
    });
  }

  place(path: string, line: number): void {
    this.places[path] = { file: null, document: 0, pointer: '', line };
  }
}
