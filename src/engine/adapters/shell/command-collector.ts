import type { ShellRedirect, ShellWord } from './shell-token.js';
import type { SimpleCommand } from './simple-command.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
export type CollectedCommand = Mutable<SimpleCommand>;

/** More commands than any build step has; what lies beyond is not read. */
const maxCommands = 5_000;

/** Collects the commands of a script, and ties pipes, groups and substitutions together. */
export class CommandCollector {
  readonly commands: CollectedCommand[] = [];
  isComplete = true;
  private words: ShellWord[] = [];
  private assignments: { name: string; word: ShellWord }[] = [];
  private redirects: { operator: string; target: ShellWord; body: ShellRedirect['body'] }[] = [];
  private start = -1;
  private end = -1;
  /** Indices of the groups' first commands. */
  private readonly groups: number[] = [];
  /** What the next `|` takes its input from. */
  private last: readonly number[] = [];
  private piped: readonly number[] = [];

  constructor(private readonly readNested: (word: ShellWord) => readonly SimpleCommand[]) {}

  get isAtStart(): boolean {
    return this.words.length === 0;
  }

  get wordCount(): number {
    return this.words.length;
  }

  addWord(word: ShellWord): void {
    this.words.push(word);
    this.extend(word.start, word.end);
  }

  addAssignment(name: string, word: ShellWord): void {
    this.assignments.push({ name, word });
    this.extend(word.start, word.end);
  }

  addRedirect(redirect: ShellRedirect, target: ShellWord): void {
    this.redirects.push({ operator: redirect.text, target, body: redirect.body });
    this.extend(redirect.start, target.end);
  }

  /** A group begins: `(`, `{`, `if`, `while`. */
  open(): void {
    this.finish();
    this.groups.push(this.commands.length);
  }

  /** The group ends; what is piped or written now is the output of all of it. */
  close(): void {
    this.finish();
    const first = this.groups.pop() ?? this.commands.length;
    this.last = range(first, this.commands.length);
  }

  pipe(): void {
    this.finish();
    this.piped = this.last;
  }

  /** Forgets the words: they are no command but a part of the grammar. */
  drop(): void {
    this.words = [];
    this.assignments = [];
    this.redirects = [];
    this.start = -1;
  }

  /** Reads the commands within words that are no command's own: of `for … in $(…)`. */
  addNestedOf(word: ShellWord): void {
    this.addNested(word, null);
  }

  /** The command, if there is one, ends here. */
  finish(): void {
    if (this.start === -1) return;
    const { words, assignments, redirects, start, end } = this;
    this.drop();
    const isGroupOutput = words.length === 0 && assignments.length === 0;
    if (isGroupOutput && this.last.length > 0) return this.redirectGroup(redirects);
    if (this.commands.length >= maxCommands) {
      this.isComplete = false;
      return;
    }
    const index = this.commands.length;
    const places = { start, end, isExact: true, pipesTo: null, feeds: null };
    this.commands.push({ words, assignments, redirects, ...places });
    this.tie(index);
    const nested = [
      ...assignments.map(({ word }) => word),
      ...words,
      ...redirects.map(({ target }) => target),
    ];
    for (const word of nested) this.addNested(word, index);
    this.last = [index];
  }

  /** A `;`, `&&` or line feed: nothing is piped over it. */
  separate(): void {
    this.finish();
    this.last = [];
  }

  private extend(start: number, end: number): void {
    if (this.start === -1) this.start = start;
    this.end = end;
  }

  private tie(index: number): void {
    for (const earlier of this.piped) {
      const command = this.commands[earlier];
      if (command && command.pipesTo === null && command.feeds === null) command.pipesTo = index;
    }
    this.piped = [];
  }

  private redirectGroup(redirects: SimpleCommand['redirects']): void {
    for (const index of this.last) {
      const command = this.commands[index];
      if (command) command.redirects = [...command.redirects, ...redirects];
    }
  }

  private addNested(word: ShellWord, feeds: number | null): void {
    if (word.parts.every(({ kind }) => kind !== 'command')) return;
    const offset = this.commands.length;
    const nested = offset < maxCommands ? this.readNested(word) : [];
    this.isComplete &&= offset < maxCommands;
    for (const command of nested.slice(0, maxCommands - offset)) {
      this.commands.push({
        ...command,
        pipesTo: command.pipesTo === null ? null : command.pipesTo + offset,
        feeds: command.feeds === null ? (command.pipesTo === null ? feeds : null) : command.feeds + offset,
      });
    }
    this.isComplete &&= nested.length <= maxCommands - offset;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
