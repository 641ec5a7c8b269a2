import { effectiveArgv } from '../../adapters/shell/effective-command.js';
import { readShell } from '../../adapters/shell/shell-parser.js';
import { isLiteral, wordValue } from '../../adapters/shell/shell-token.js';
import type { DockerfileInstruction, DockerfileStage } from '../../model/dockerfile-facts.js';

/** Programs that run a file named by their first operand, and their options that take a value. */
const interpreters = /^(?:node|nodejs|bun|python[\d.]*|ruby|perl|php|(?:ba|da|z|k)?sh)$/;
const valued = /^(?:-r|--require|--import|--loader|-W|-X|-cp|-classpath|--class-path|-I|-o)$/;

/** The script or jar that a start command names, with the instruction that does. */
export interface StartScript {
  readonly path: string;
  readonly instruction: DockerfileInstruction;
}

/** What ENTRYPOINT and CMD together have an interpreter run; null: no file of its own. */
export function startScript(stages: readonly DockerfileStage[]): StartScript | null {
  const all = stages.flatMap(({ instructions }) => instructions).filter(({ isOnBuild }) => !isOnBuild);
  const entrypoint = all.findLast(({ keyword }) => keyword === 'ENTRYPOINT');
  const command = all.findLast(({ keyword }) => keyword === 'CMD');
  const entryWords = entrypoint ? wordsOf(entrypoint) : [];
  const path = scriptOf([
    ...entryWords,
    ...(command && entrypoint?.form !== 'shell' ? wordsOf(command) : []),
  ]);
  if (path === null) return null;
  const isOfEntrypoint = entrypoint !== undefined && entryWords.includes(path);
  const instruction = isOfEntrypoint ? entrypoint : command;
  return instruction ? { path, instruction } : null;
}

/** The words of an exec form, or of a shell form that is one plain command. */
function wordsOf({ form, arguments: words }: DockerfileInstruction): readonly string[] {
  if (form === 'exec') return words;
  const [command, ...others] = readShell(words.join(' ')).commands;
  if (!command || others.length > 0) return [];
  return command.words.map((word) => (isLiteral(word) ? wordValue(word) : '$'));
}

function scriptOf(words: readonly string[]): string | null {
  const [program = '', ...rest] = effectiveArgv(words);
  if (program === 'java') {
    const jar = rest.indexOf('-jar');
    return jar === -1 ? null : plainFile(rest[jar + 1]);
  }
  if (!interpreters.test(program)) return null;
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index]!;
    if (/^-[A-Za-z]*[cepm]$|^--(?:eval|print)$/.test(word)) return null;
    if (valued.test(word)) index += 1;
    else if (!word.startsWith('-')) return plainFile(word);
  }
  return null;
}

/** `server` may be `server.js` or a folder: only what has an ending is a file for certain. */
function plainFile(word: string | undefined): string | null {
  return word !== undefined && !word.includes('$') && /\.\w{1,5}$/.test(word) ? word : null;
}
