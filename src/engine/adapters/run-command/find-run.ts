import { dockerFlags, type FlagTable } from './flag-table.js';
import { podmanFlags } from './podman-flags.js';
import { readShellCommands } from './shell-commands.js';
import type { OpenQuote, ShellCommand, ShellWord } from './shell-word.js';

/** A `docker run`, `docker create` or `podman run` line in a text. */
export interface FoundRun extends ShellCommand {
  readonly table: FlagTable;
  /** Index of the word that names the program. */
  readonly program: number;
  /** Index of the first word behind `run`. */
  readonly arguments: number;
}

export interface FoundRuns {
  readonly runs: readonly FoundRun[];
  readonly openQuote: OpenQuote | null;
}

/** A line of a text that begins with such a command, after a prompt, `sudo` or nothing. */
export const runLine =
  /^[ \t]*(?:[$#%>][ \t]+)?(?:sudo[ \t]+(?:-\S+[ \t]+){0,4})?(?:\S{0,100}\/)?(?:docker|podman|nerdctl)(?:\.exe)?[ \t]+(?:(?:-\S+|container)[ \t]+){0,4}(?:run|create)\b/m;

const rootPrompt =
  /^([ \t]*)#(?=[ \t]+(?:sudo[ \t]+)?(?:docker|podman|nerdctl)[ \t]+(?:container[ \t]+)?(?:run|create)\b)/gm;
const programs = /^(?:docker|podman|nerdctl)$/;
/** Words that may stand before the program without changing what it does. */
const mayPrecede =
  /^(?:[A-Za-z_]\w*=[\s\S]*|[^\s]*[$#%>]|exec|env|time|nohup|command|then|do|else|if|while|until|!|\{)$/;
const sudoValues = /^-[ugChpDRrtTU]$/;
/** Options of the program itself that take a value in the next word. */
const programValues =
  /^(?:--config|-c|--context|-H|--host|-l|--log-level|--tlscacert|--tlscert|--tlskey|--connection|--identity|--root|--runroot|--url)$/;

/** Every such line of a text, in order. A root prompt (`# docker run`) counts where there is no other. */
export function findRuns(text: string): FoundRuns {
  const found = runsOf(text);
  if (found.runs.length > 0 || !rootPrompt.test(text)) return found;
  rootPrompt.lastIndex = 0;
  return runsOf(text.replace(rootPrompt, '$1 '));
}

function runsOf(text: string): FoundRuns {
  const { commands, openQuote } = readShellCommands(text);
  const runs: FoundRun[] = [];
  for (const command of commands) {
    const program = programIndex(command.words);
    if (program === null) continue;
    const first = verbIndex(command.words, program);
    const name = programName(command.words[program]!);
    if (first !== null)
      runs.push({
        ...command,
        table: name === 'podman' ? podmanFlags : dockerFlags,
        program,
        arguments: first + 1,
      });
  }
  return { runs, openQuote };
}

function programName({ text }: ShellWord): string {
  return text.slice(text.lastIndexOf('/') + 1).replace(/\.exe$/, '');
}

/** Index of `docker`; null: the command runs something else. */
function programIndex(words: readonly ShellWord[]): number | null {
  let index = 0;
  while (index < words.length) {
    const name = programName(words[index]!);
    if (programs.test(name)) return index;
    if (name === 'sudo' || name === 'doas') index = behindOptions(words, index + 1, sudoValues);
    else if (mayPrecede.test(words[index]!.text)) index += 1;
    else return null;
  }
  return null;
}

/** Index of `run` or `create`; null: it is another command. */
function verbIndex(words: readonly ShellWord[], program: number): number | null {
  let index = behindOptions(words, program + 1, programValues);
  if (words[index]?.text === 'container') index += 1;
  const verb = words[index]?.text;
  return verb === 'run' || verb === 'create' ? index : null;
}

function behindOptions(words: readonly ShellWord[], start: number, valued: RegExp): number {
  let index = start;
  while (words[index]?.text.startsWith('-')) index += valued.test(words[index]!.text) ? 2 : 1;
  return index;
}
