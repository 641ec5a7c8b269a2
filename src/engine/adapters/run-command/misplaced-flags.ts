import type { RunCommandFacts } from '../../model/workload-document.js';
import { readPublishedPort } from '../docker-options/port-options.js';
import { kindOf, longName, own, type ParsedRun } from './given-flags.js';
import type { ShellWord } from './shell-word.js';

type FlagAfterImage = RunCommandFacts['flagsAfterImage'][number];

/** Letters whose values tell that Docker's flag is meant; those without a value stand for nothing else at the end. */
const telling: Readonly<Record<string, (value: string) => boolean>> = {
  e: (value) => /^[A-Za-z_]\w*=/.test(value),
  p: (value) => /:/.test(value) && readPublishedPort(value) !== null,
  v: (value) => /^[/.~$\w][^:]*:\/(?!\/)/.test(value),
};
const detached = /^-(?:d|it|ti|itd|dit)$/;

/** A flag behind the image, with the words that belong to it. */
export interface MisplacedFlag extends FlagAfterImage {
  readonly word: number;
  readonly lastWord: number;
}

/**
 * Flags of Docker that stand behind the image, where they are handed to the process. Behind a word that is none, or where
 * an entrypoint is given, only those count that hardly any program but Docker has.
 */
export function misplacedFlags({ run, image, flags }: ParsedRun): MisplacedFlag[] {
  const found: MisplacedFlag[] = [];
  if (image === null) return found;
  let isOfProgram = flags.some(({ flag }) => flag === '--entrypoint');
  for (let index = image + 1; index < run.words.length; index += 1) {
    const word = run.words[index]!;
    if (word.text === '--') break;
    const next = run.words[index + 1];
    const length = lengthOf(word, next, isOfProgram, run);
    if (length === 0) isOfProgram = true;
    else {
      const [flag = ''] = word.text.split('=', 1);
      found.push({ flag, line: word.line, word: index, lastWord: index + length - 1 });
      index += length - 1;
    }
  }
  return found;
}

/** How many words belong to Docker's flag here; 0: it is none. */
function lengthOf(
  word: ShellWord,
  next: ShellWord | undefined,
  isOfProgram: boolean,
  { table }: ParsedRun['run'],
): number {
  const { text } = word;
  if (!text.startsWith('--')) {
    if (isOfProgram || !/^-[A-Za-z]/.test(text)) return 0;
    if (detached.test(text)) return !next || next.text.startsWith('-') ? 1 : 0;
    const tells = own(telling, text[1]!);
    if (!tells) return 0;
    if (text.length > 2) return tells(text.slice(2).replace(/^=/, '')) ? 1 : 0;
    return next && tells(next.text) ? 2 : 0;
  }
  const [written = ''] = text.slice(2).split('=', 1);
  const kind = kindOf(longName(written, table), table);
  const isDistinct = written.includes('-') || written === 'rm' || written === 'privileged';
  if (kind === null || written === 'help' || (isOfProgram && !isDistinct)) return 0;
  const takesNext = kind !== 'boolean' && !text.includes('=');
  return takesNext && next ? 2 : 1;
}
