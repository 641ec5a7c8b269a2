import { effectiveIndex, programName } from './effective-command.js';
import { wordValue } from './shell-token.js';
import type { SimpleCommand } from './simple-command.js';

/** A script that a command is given to run. */
export interface ScriptArgument {
  readonly text: string;
  /** Where it stands character by character; null: quotes or backslashes lie between. */
  readonly offset: number | null;
}

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'su', 'runuser']);

/** Whether a program of this name reads the language of a POSIX shell. */
export function isShell(name: string): boolean {
  return shells.has(name) && name !== 'su' && name !== 'runuser';
}

/** The script of `sh -c '…'`, of `eval …`, or of a here-document that a shell reads; null: there is none. */
export function scriptArgument(command: SimpleCommand): ScriptArgument | null {
  const argv = command.words.map((word) => wordValue(word));
  const start = effectiveIndex(argv);
  const name = programName(argv[start] ?? '');
  if (name === 'eval') return { text: argv.slice(start + 1).join(' '), offset: null };
  if (!shells.has(name)) return null;
  const option = argv.findIndex((word, index) => index > start && /^-[A-Za-z]*c$/.test(word));
  if (option !== -1) return ofWord(command, nextOperand(argv, option + 1));
  const redirect = command.redirects.find(({ operator }) => operator.startsWith('<<'));
  const hasScriptFile = argv.slice(start + 1).some((word) => !word.startsWith('-'));
  if (!redirect || hasScriptFile) return null;
  if (redirect.body === null) return redirect.operator === '<<<' ? textOf(redirect.target) : null;
  return { text: redirect.body.text, offset: redirect.operator === '<<' ? redirect.body.start : null };
}

function nextOperand(argv: readonly string[], from: number): number {
  return argv.findIndex((word, index) => index >= from && !word.startsWith('-'));
}

function ofWord(command: SimpleCommand, index: number): ScriptArgument | null {
  const word = command.words[index];
  return word ? textOf(word) : null;
}

function textOf(word: SimpleCommand['words'][number]): ScriptArgument {
  const text = wordValue(word);
  return { text, offset: word.isQuoted && word.end - word.start === text.length + 2 ? word.start + 1 : null };
}
