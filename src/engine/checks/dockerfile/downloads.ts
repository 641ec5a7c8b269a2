import { effectiveArgv } from '../../adapters/shell/effective-command.js';
import type { ShellCommand } from '../../model/dockerfile-facts.js';

/** Something a command fetches, and what happens to it. */
export interface Download {
  /** The first address; as written where it holds a variable. */
  readonly address: string;
  /** It goes straight into a program that runs it. */
  readonly isRun: boolean;
  /** Nothing protects it on its way: plain HTTP, or certificates are not looked at. */
  readonly isUnprotected: boolean;
}

const interpreters = /^(?:(?:ba|da|a|z|k)?sh|python[\d.]*|perl|ruby|node|php|eval|source|\.)$/;
const localHost = /^https?:\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/;
/** Options of curl that take the next word, of those that could be taken for an address. */
const curlValued =
  /^(?:-[A-Za-z]*[oXHduAebmwTxEF]|--(?:output|request|header|data|user|user-agent|proxy|cacert|cert|key|retry|max-time|connect-timeout|write-out|upload-file|form|referer|output-dir))$/;
const curlInsecure = /^(?:--insecure|-[A-Za-jl-z]*k[A-Za-z]*)$/;

/** What a command of a stage downloads and uses; null: nothing. */
export function downloadOf(command: ShellCommand, commands: readonly ShellCommand[]): Download | null {
  const [program, ...words] = effectiveArgv(command.argv);
  if (program !== 'curl' && program !== 'wget') return null;
  const address = words.find((word, index) => isAddress(word) && !isValue(program, words[index - 1]));
  if (address === undefined || localHost.test(address)) return null;
  const isRun = runsOutput(command, commands);
  if (!isRun && !isUsed(program, words, command)) return null;
  const isInsecure = words.some((word) =>
    program === 'curl' ? curlInsecure.test(word) : word === '--no-check-certificate',
  );
  return { address, isRun, isUnprotected: isInsecure || /^http:/.test(address) };
}

const verifiers: Readonly<Record<string, (words: readonly string[]) => boolean>> = {
  sha1sum: checksSums,
  sha256sum: checksSums,
  sha384sum: checksSums,
  sha512sum: checksSums,
  b2sum: checksSums,
  md5sum: checksSums,
  shasum: checksSums,
  gpg: (words) => words.some((word) => word === '--verify' || word === '--verify-files'),
  gpg2: (words) => words.some((word) => word === '--verify' || word === '--verify-files'),
  gpgv: () => true,
  cosign: (words) => /^verify/.test(words[0] ?? ''),
  minisign: (words) => words.some((word) => /^-[A-Za-z]*V/.test(word)),
  signify: (words) => words.some((word) => /^-[A-Za-z]*V/.test(word)),
  'signify-openbsd': (words) => words.some((word) => /^-[A-Za-z]*V/.test(word)),
  openssl: (words) => words.some((word) => word === '-verify' || word === 'verify'),
  rpm: (words) => words.some((word) => word === '-K' || word === '--checksig'),
  rpmkeys: (words) => words.includes('--checksig') || words.includes('-K'),
  'slsa-verifier': () => true,
  gh: (words) => words[0] === 'attestation' && words[1] === 'verify',
};

/** Whether a command holds something against a checksum or a signature. */
export function verifies({ argv }: ShellCommand): boolean {
  const [program = '', ...words] = effectiveArgv(argv);
  return Object.hasOwn(verifiers, program) && verifiers[program]!(words);
}

function checksSums(words: readonly string[]): boolean {
  return words.some((word) => word === '--check' || word === '--status' || /^-[A-Za-z]*c/.test(word));
}

function isAddress(word: string): boolean {
  return (
    /^(?:https?|ftp):\/\//.test(word) ||
    (!word.startsWith('-') && /^[^/]*\$[A-Za-z_{(]|^[\w.-]+\.[a-z]{2,}\//.test(word))
  );
}

function isValue(program: string, previous: string | undefined): boolean {
  if (previous === undefined) return false;
  return program === 'curl'
    ? curlValued.test(previous)
    : /^(?:-O|-o|-P|--output-document|--header|-U)$/.test(previous);
}

/** Whether what it fetches goes anywhere: not when it only asks whether something answers. */
function isUsed(program: string, words: readonly string[], command: ShellCommand): boolean {
  if (command.pipesTo !== null || command.writesTo.some((file) => file !== '/dev/null')) return true;
  if (command.feeds !== null) return false;
  const output = outputOf(program, words);
  if (program === 'wget') return output !== '-' && output !== '/dev/null' && !words.includes('--spider');
  return output !== null && output !== '-' && output !== '/dev/null';
}

/** The file it names for its output; null: none, which for wget is one of its own naming. */
function outputOf(program: string, words: readonly string[]): string | null {
  const flag = program === 'curl' ? 'o' : 'O';
  for (const [index, word] of words.entries()) {
    if (program === 'curl' && (/^-[A-Za-z]*O/.test(word) || word.startsWith('--remote-name'))) return word;
    const [, joined] = new RegExp(`^-[A-Za-z]*${flag}(.*)$`).exec(word) ?? [];
    if (joined !== undefined) return joined === '' ? (words[index + 1] ?? null) : joined;
    const [, long] = /^--output(?:-document)?(?:=(.*))?$/.exec(word) ?? [];
    if (word === '--output' || word === '--output-document') return words[index + 1] ?? null;
    if (long !== undefined) return long;
  }
  return null;
}

/** Whether the output ends in a program that runs it: by pipes, `$(…)` or `<(…)`. */
function runsOutput(command: ShellCommand, commands: readonly ShellCommand[]): boolean {
  let current: ShellCommand | undefined = command;
  for (let step = 0; current && step < 20; step += 1) {
    const next: number | null = current.pipesTo ?? current.feeds;
    const isSubstitution: boolean = current.pipesTo === null;
    current = next === null ? undefined : commands[next];
    const [program = '', ...words] = effectiveArgv(current?.argv ?? []);
    if (interpreters.test(program) && !(isSubstitution && isPlainArgument(program, words))) return true;
  }
  return false;
}

/** `python x.py $(curl …)`: the output is an argument of a script, not the script. */
function isPlainArgument(program: string, words: readonly string[]): boolean {
  if (/^(?:eval|source|\.)$/.test(program)) return false;
  const isScript = words.some((word) => /^-[A-Za-z]*[ce]$/.test(word)) || /^[<$`]/.test(words[0] ?? '');
  return !isScript;
}
