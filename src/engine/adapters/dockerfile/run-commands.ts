import type { ShellCommand } from '../../model/dockerfile-facts.js';
import { programName } from '../shell/effective-command.js';
import { isShell } from '../shell/script-argument.js';
import { readShell } from '../shell/shell-parser.js';
import { wordValue, type VariableLookup } from '../shell/shell-token.js';
import type { SimpleCommand } from '../shell/simple-command.js';
import type { PositionedText } from './positioned-text.js';
import { jsonArray, type RawInstruction } from './raw-instruction.js';

/** How the text of a RUN becomes facts. */
export interface RunContext {
  /** The instruction's full text with its secrets masked. */
  readonly masked: PositionedText;
  readonly lookup: VariableLookup;
  /** A piece of the masked text as it may be kept. */
  readonly reveal: (piece: string) => string;
  /** Index of the instruction in its stage, and of its first command. */
  readonly instruction: number;
  readonly firstCommand: number;
}

/** The commands of a RUN. */
export interface RunCommands {
  readonly commands: readonly ShellCommand[];
  /** False: there are more than could be read. */
  readonly isComplete: boolean;
}

interface Script {
  readonly text: string;
  /** Where it begins in the full text; null: it stands there in another form. */
  readonly offset: number | null;
}

/** The commands that a RUN hands to a shell that reads POSIX' language, or runs without one. */
export function runCommands(raw: RawInstruction, context: RunContext): RunCommands {
  const script = scriptOf(raw, context.masked.text);
  const { commands, isComplete } = readShell(script.text);
  const facts = commands.map((command) => factOf(command, script, raw, context));
  return { commands: facts, isComplete };
}

function scriptOf(raw: RawInstruction, masked: string): Script {
  const body = masked.slice(raw.bodyStart, raw.line.source.text.length);
  const array = raw.json === null ? null : (jsonArray(body) ?? raw.json.map(() => '…'));
  if (array !== null) return { text: array.map(singleQuoted).join(' '), offset: null };
  const [heredoc, ...others] = raw.line.heredocs;
  if (heredoc && others.length === 0 && /^<<-?\S+$/.test(body.trim())) {
    const content = masked.slice(heredoc.start, heredoc.start + heredoc.content.length);
    const interpreter = /^#!\s*(.+)/.exec(content)?.[1]?.trim() ?? 'sh';
    if (interpreterNames(interpreter).some(isShell)) return { text: content, offset: heredoc.start };
    return { text: `${interpreter} <<'…'\n${content}`, offset: null };
  }
  return { text: masked.slice(raw.bodyStart), offset: raw.bodyStart };
}

/** `/usr/bin/env -S bash -e` → env, -S, bash, -e. */
function interpreterNames(interpreter: string): string[] {
  return interpreter.split(/\s+/).map(programName);
}

function singleQuoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function factOf(
  command: SimpleCommand,
  script: Script,
  raw: RawInstruction,
  context: RunContext,
): ShellCommand {
  const { masked, lookup, reveal } = context;
  const isPlaced = command.isExact && script.offset !== null;
  const start = isPlaced ? masked.placeAt(command.start + (script.offset ?? 0)) : null;
  const end = isPlaced ? masked.endPlaceAt(command.end + (script.offset ?? 0)) : null;
  const moved = (index: number | null) => (index === null ? null : index + context.firstCommand);
  return {
    argv: command.words.map((word) => reveal(wordValue(word, lookup))),
    assignments: command.assignments.map(({ name, word }) => {
      const text = wordValue(word, lookup);
      return { name, preview: reveal(text.slice(text.indexOf('=') + 1)) };
    }),
    line: start?.line ?? raw.line.line,
    place: start && end && { ...start, endLine: end.line, endColumn: end.column },
    instruction: context.instruction,
    pipesTo: moved(command.pipesTo),
    feeds: moved(command.feeds),
    writesTo: command.redirects
      .filter(({ operator }) => /^&?>[>|]?$/.test(operator))
      .map(({ target }) => reveal(wordValue(target, lookup))),
    reads: command.redirects
      .filter(({ operator }) => operator.startsWith('<<'))
      .map(({ target, body }) => reveal(body?.text ?? wordValue(target, lookup))),
  };
}
