import { matchingEnd } from '../shell/matching-end.js';

/** What is known of a variable: its value; null: it has one that is not known; undefined: there is no such variable. */
export type KnownVariable = string | null | undefined;

export interface Expanded {
  readonly value: string;
  /** Holds a variable whose value is not known: it is kept as written. */
  readonly isUnresolved: boolean;
}

/** Finds variables, as far as all of them together have not grown beyond what any real file needs. */
export class Variables {
  private left = 1_048_576;

  constructor(private readonly find: (name: string) => KnownVariable) {}

  lookup(name: string): KnownVariable {
    const value = this.find(name);
    if (typeof value !== 'string') return value;
    if (value.length > this.left || value.length > longestValue) return null;
    this.left -= value.length;
    return value;
  }
}

const longestValue = 4_096;
const nameAt = /[A-Za-z_]\w*|[0-9]/y;
/** `${X:-word}` within `${X:-word}` that are still looked into. */
const maxDepth = 8;

/**
 * A word once its quotes are taken away and its variables put in, as Dockerfiles have it: `$X`, `${X}`, `:-`, `-`, `:+`,
 * `+`, `:?`, `?` (https://docs.docker.com/reference/dockerfile/#environment-replacement); nothing within single quotes.
 * A variable that is not there is empty. Others than these forms stay as written.
 */
export function expandWord(text: string, variables: Variables, escape: '\\' | '`' = '\\'): Expanded {
  return new Expansion(text, variables, escape, 0).expand();
}

class Expansion {
  private value = '';
  private isUnresolved = false;
  private position = 0;
  private isInDoubleQuotes = false;

  constructor(
    private readonly text: string,
    private readonly variables: Variables,
    private readonly escape: '\\' | '`',
    private readonly depth: number,
  ) {}

  expand(): Expanded {
    while (this.position < this.text.length) this.step(this.text[this.position]!);
    return { value: this.value, isUnresolved: this.isUnresolved };
  }

  private step(character: string): void {
    if (character === this.escape) this.readEscape();
    else if (character === '"') {
      this.isInDoubleQuotes = !this.isInDoubleQuotes;
      this.position += 1;
    } else if (character === "'" && !this.isInDoubleQuotes) this.readSingleQuotes();
    else if (character === '$') this.readVariable();
    else {
      this.value += character;
      this.position += 1;
    }
  }

  private readEscape(): void {
    const next = this.text[this.position + 1] ?? '';
    const isKept = this.isInDoubleQuotes && next !== '"' && next !== '$' && next !== this.escape;
    this.value += isKept ? this.escape + next : next;
    this.position += 2;
  }

  private readSingleQuotes(): void {
    const found = this.text.indexOf("'", this.position + 1);
    const end = found === -1 ? this.text.length : found;
    this.value += this.text.slice(this.position + 1, end);
    this.position = end + 1;
  }

  private readVariable(): void {
    const start = this.position;
    if (this.text[start + 1] === '{') {
      const end = matchingEnd(this.text, start + 1);
      this.position = end + 1;
      this.put(this.text.slice(start, end + 1), this.braced(this.text.slice(start + 2, end)));
      return;
    }
    nameAt.lastIndex = start + 1;
    const name = nameAt.exec(this.text)?.[0];
    this.position = start + 1 + (name?.length ?? 0);
    if (name === undefined) this.value += '$';
    else this.put(this.text.slice(start, this.position), this.variables.lookup(name) ?? this.orEmpty(name));
  }

  private orEmpty(name: string): string | null {
    return this.variables.lookup(name) === undefined ? '' : null;
  }

  private put(written: string, value: string | null): void {
    this.isUnresolved ||= value === null;
    this.value += value ?? written;
  }

  /** What `${inner}` stands for; null: it cannot be told. */
  private braced(inner: string): string | null {
    const [, name, operator = '', word = ''] = /^(\w+)(?:(:?[-+?])([\s\S]*))?$/.exec(inner) ?? [];
    if (name === undefined) return null;
    const value = this.variables.lookup(name);
    if (operator === '') return value ?? this.orEmpty(name);
    if (value === null) return null;
    const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
    if (operator.endsWith('+')) return isSet ? this.inner(word) : '';
    return isSet ? value : operator.endsWith('-') ? this.inner(word) : '';
  }

  private inner(word: string): string | null {
    if (this.depth >= maxDepth) return null;
    const { value, isUnresolved } = new Expansion(word, this.variables, this.escape, this.depth + 1).expand();
    return isUnresolved ? null : value;
  }
}
