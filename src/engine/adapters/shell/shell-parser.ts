import { CommandCollector } from './command-collector.js';
import { scriptArgument, type ScriptArgument } from './script-argument.js';
import { lexShell } from './shell-lexer.js';
import { bareText, type ShellRedirect, type ShellToken, type ShellWord } from './shell-token.js';
import type { SimpleCommand } from './simple-command.js';

/** Scripts within scripts (`$(… $(…))`, `sh -c 'sh -c …'`) that are still read. */
const maxDepth = 6;
const openers = new Set(['if', 'while', 'until', '{']);
const inner = new Set(['then', 'elif', 'else', 'do', '!', 'time']);
const closers = new Set(['fi', 'done', '}', 'esac']);

export interface ShellScript {
  readonly commands: readonly SimpleCommand[];
  /** False: it is too long or nested too deeply, and commands are missing. */
  readonly isComplete: boolean;
}

/**
 * The simple commands of a script for a POSIX shell or bash, in the order they stand there; those of a substitution
 * follow the command they stand in. Never throws, whatever the text: what is no shell is read as words. Linear.
 */
export function readShell(text: string): ShellScript {
  return new ShellParser(text, 0).parse();
}

class ShellParser {
  private readonly collector: CommandCollector;
  private readonly tokens: readonly ShellToken[];
  private index = 0;
  private isComplete: boolean;
  /** Of each open group whether it is a `case`. */
  private readonly groups: boolean[] = [];
  /** Between `case … in` or `;;` and the `)` of a pattern. */
  private isPattern = false;

  constructor(
    text: string,
    private readonly depth: number,
  ) {
    const { tokens, isComplete } = lexShell(text);
    this.tokens = tokens;
    this.isComplete = isComplete;
    this.collector = new CommandCollector((word) => this.nestedIn(word));
  }

  parse(): ShellScript {
    for (; this.index < this.tokens.length; this.index += 1) {
      const token = this.tokens[this.index]!;
      if (token.kind === 'word') this.word(token);
      else if (token.kind === 'redirect') this.redirect(token);
      else if (token.kind === 'operator') this.operator(token.text);
    }
    this.collector.finish();
    const commands = this.withScripts(this.collector.commands);
    return { commands, isComplete: this.isComplete && this.collector.isComplete };
  }

  private word(word: ShellWord): void {
    const bare = bareText(word);
    if (this.isPattern && bare !== 'esac') return;
    if (this.collector.isAtStart && bare !== null && this.reserved(bare)) return;
    const assigned = this.collector.isAtStart ? assignedName(word) : null;
    if (assigned === null) this.collector.addWord(word);
    else this.collector.addAssignment(assigned, word);
    if (bare === '[[' && this.collector.wordCount === 1) this.conditional();
  }

  /** Whether the word is one of the grammar, where a command may begin. */
  private reserved(bare: string): boolean {
    if (inner.has(bare)) return true;
    if (openers.has(bare)) this.open(false);
    else if (closers.has(bare)) this.close();
    else if (bare === 'for' || bare === 'select') {
      this.open(false);
      this.skipWords((text) => text === 'do');
    } else if (bare === 'case') {
      this.open(true);
      this.skipWords((text) => text === 'in');
      this.isPattern = true;
    } else if (bare === 'function') this.index += 1;
    else return false;
    return true;
  }

  private operator(text: string): void {
    if (this.isPattern) this.isPattern = text !== ')';
    else if (text === '|' || text === '|&') this.collector.pipe();
    else if (text === '(') this.bracket();
    else if (text === ')') this.close();
    else {
      this.collector.separate();
      if (text.startsWith(';;') || text === ';&') this.isPattern = this.groups.at(-1) === true;
    }
  }

  private redirect(redirect: ShellRedirect): void {
    const target = this.tokens[this.index + 1];
    if (target?.kind !== 'word') return;
    this.index += 1;
    this.collector.addRedirect(redirect, target);
  }

  /** A subshell; the brackets of a function's name; or arithmetic, which holds no commands. */
  private bracket(): void {
    const next = this.tokens[this.index + 1];
    if (next?.kind === 'operator' && next.text === ')' && this.collector.wordCount === 1) {
      this.collector.drop();
      this.index += 1;
    } else if (next?.kind === 'operator' && next.text === '(' && this.collector.isAtStart) this.arithmetic();
    else this.open(false);
  }

  private arithmetic(): void {
    for (let depth = 0; this.index < this.tokens.length; this.index += 1) {
      const token = this.tokens[this.index]!;
      if (token.kind !== 'operator') continue;
      if (token.text === '(') depth += 1;
      if (token.text === ')') depth -= 1;
      if (depth === 0) return;
    }
  }

  /** `[[ a && b ]]`: what stands within are words. */
  private conditional(): void {
    for (this.index += 1; this.index < this.tokens.length; this.index += 1) {
      const token = this.tokens[this.index]!;
      if (token.kind !== 'word') continue;
      this.collector.addWord(token);
      if (bareText(token) === ']]') return;
    }
  }

  /** Up to a word of the grammar, or a separator. */
  private skipWords(isEnd: (bare: string | null) => boolean): void {
    for (this.index += 1; this.index < this.tokens.length; this.index += 1) {
      const token = this.tokens[this.index]!;
      if (token.kind === 'operator') {
        if (isEnd('in')) continue;
        return;
      }
      if (token.kind !== 'word') continue;
      if (isEnd(bareText(token))) return;
      this.collector.addNestedOf(token);
    }
  }

  private open(isCase: boolean): void {
    this.collector.open();
    this.groups.push(isCase);
  }

  private close(): void {
    this.isPattern = false;
    this.groups.pop();
    this.collector.close();
  }

  /** Commands of the substitutions in a word. */
  private nestedIn(word: ShellWord): SimpleCommand[] {
    return word.parts.flatMap((part) => {
      if (part.kind !== 'command') return [];
      return this.nested(part.script).map((command) => shifted(command, part.start));
    });
  }

  private nested(script: string): readonly SimpleCommand[] {
    if (this.depth >= maxDepth) {
      this.isComplete = false;
      return [];
    }
    const read = new ShellParser(script, this.depth + 1).parse();
    this.isComplete &&= read.isComplete;
    return read.commands;
  }

  /** With the commands of the texts that a shell is given as an argument or reads as a here-document. */
  private withScripts(commands: readonly SimpleCommand[]): SimpleCommand[] {
    const result = [...commands];
    commands.forEach((command) => {
      const script = scriptArgument(command);
      if (script === null) return;
      const offset = result.length;
      for (const nested of this.nested(script.text)) result.push(within(command, script, nested, offset));
    });
    return result;
  }
}

/** A command of a script that `outer` is given: its place is exact when the script stands there as it is. */
function within(
  outer: SimpleCommand,
  script: ScriptArgument,
  nested: SimpleCommand,
  indexOffset: number,
): SimpleCommand {
  const isPlaced = script.offset !== null && nested.isExact;
  const placed = isPlaced
    ? shifted(nested, script.offset)
    : { ...nested, start: outer.start, end: outer.end, isExact: false };
  return {
    ...placed,
    pipesTo: nested.pipesTo === null ? null : nested.pipesTo + indexOffset,
    feeds: nested.feeds === null ? null : nested.feeds + indexOffset,
  };
}

function shifted(command: SimpleCommand, by: number): SimpleCommand {
  const move = <T extends { readonly start: number; readonly end: number }>(at: T): T => ({
    ...at,
    start: at.start + by,
    end: at.end + by,
  });
  return {
    ...move(command),
    words: command.words.map(move),
    assignments: command.assignments.map(({ name, word }) => ({ name, word: move(word) })),
    redirects: command.redirects.map(({ operator, target, body }) => ({
      operator,
      target: move(target),
      body: body && { ...body, start: body.start + by },
    })),
  };
}

function assignedName(word: ShellWord): string | null {
  const [first] = word.parts;
  if (first?.kind !== 'literal') return null;
  return /^([A-Za-z_]\w*)(?:\[[^\]]{0,64}\])?\+?=/.exec(first.text)?.[1] ?? null;
}
