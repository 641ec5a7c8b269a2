import { effectiveArgv } from '../../adapters/shell/effective-command.js';
import type { DockerfileInstruction, ShellCommand } from '../../model/dockerfile-facts.js';

/** The modes a command gives to files: the first operand of chmod, `-m` of install and mkdir. */
export function modesOf({ argv }: ShellCommand): string[] {
  const [program, ...words] = effectiveArgv(argv);
  if (program === 'chmod') return words.filter((word) => isMode(word)).slice(0, 1);
  if (program !== 'install' && program !== 'mkdir') return [];
  return words.flatMap((word, index) => {
    const [, joined] = /^(?:-m|--mode=)(.+)$/.exec(word) ?? [];
    return joined !== undefined ? [joined] : words[index - 1] === '-m' ? [word] : [];
  });
}

/** The mode of `COPY --chmod`. */
export function copyModes({ flags }: DockerfileInstruction): string[] {
  return flags.flatMap(({ name, value }) => (name === 'chmod' && value !== null ? [value] : []));
}

/** Whether a mode lets anyone write, but for a folder with the sticky bit (`1777`). */
export function isWorldWritable(mode: string): boolean {
  if (/^[0-7]+$/.test(mode)) {
    const isSticky = mode.length > 3 && (Number(mode.at(-4)) & 1) === 1;
    return (Number(mode.at(-1)) & 2) === 2 && !isSticky;
  }
  const clauses = mode.split(',');
  const isSticky = clauses.some((clause) => /^[ugoa]*[+=][rwxX]*t/.test(clause));
  return !isSticky && clauses.some((clause) => /^[ug]*[oa][ugoa]*[+=][rxXst]*w/.test(clause));
}

/** Whether a mode sets the setuid or the setgid bit. */
export function setsIdentity(mode: string): boolean {
  if (/^[0-7]+$/.test(mode)) return mode.length > 3 && (Number(mode.at(-4)) & 6) !== 0;
  return mode.split(',').some((clause) => /^[ugoa]*[+=][rwxXt]*s/.test(clause));
}

function isMode(word: string): boolean {
  return /^[0-7]{1,5}$/.test(word) || /^[ugoa]*[+\-=][rwxXst]*(?:,[ugoa]*[+\-=][rwxXst]*)*$/.test(word);
}
