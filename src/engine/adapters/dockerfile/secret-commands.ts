import { isSecretName } from '../../secrets/secret-names.js';
import type { Span } from '../../secrets/redaction.js';
import { effectiveIndex, programName } from '../shell/effective-command.js';
import { isLiteral, wordValue, type ShellWord } from '../shell/shell-token.js';
import type { SimpleCommand } from '../shell/simple-command.js';

/** Files that hold nothing but a secret, whatever their folder. */
const secretFiles = new Set(['.pgpass', '.netrc', '.git-credentials', '.htpasswd', 'id_rsa', 'id_ed25519']);
/** Programs that keep what follows a name of their settings. */
const configurators = new Set(['aws', 'npm', 'yarn', 'pnpm', 'pip', 'pip3', 'git', 'composer', 'bundle']);
const logins = new Set(['docker', 'podman', 'buildah', 'skopeo', 'crane', 'helm', 'oras', 'az']);

/** Whether a file of this path is there to hold a secret: `db.pwd`, `/run/token`, `.pgpass`. */
export function isSecretFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return secretFiles.has(name) || (!name.endsWith('.pub') && isSecretName(name));
}

/** Literal secrets that commands are given without a name at their side: where they stand. Only exact places. */
export function commandSecretSpans(commands: readonly SimpleCommand[]): Span[] {
  return commands.flatMap((command) => {
    if (!command.isExact) return [];
    const argv = command.words.map((word) => wordValue(word));
    const start = effectiveIndex(argv);
    const words = command.words.slice(start);
    const values = argv.slice(start);
    return [
      ...writtenSecrets(command, words, values, commands),
      ...configuredSecrets(words, values),
      ...loginSecrets(words, values),
    ];
  });
}

/** `echo text > password.txt`, `cat <<EOF > .netrc`: what is written. */
function writtenSecrets(
  command: SimpleCommand,
  words: readonly ShellWord[],
  values: readonly string[],
  commands: readonly SimpleCommand[],
): Span[] {
  if (!writtenFiles(command, commands).some(isSecretFile)) return [];
  const name = programName(values[0] ?? '');
  const said = name === 'echo' || name === 'printf' ? words.slice(1) : [];
  const bodies = command.redirects.flatMap(({ operator, body }) =>
    body && operator === '<<' && !/\$[A-Za-z_{(]/.test(body.text) ? [bodySpan(body)] : [],
  );
  return [...said.filter((word) => isLiteral(word) && !isOption(word)).map(innerSpan), ...bodies];
}

/** The files a command's output ends in: its own, and those of the `tee` it is piped into. */
export function writtenFiles(command: SimpleCommand, commands: readonly SimpleCommand[]): string[] {
  const own = command.redirects.filter(({ operator }) => /^&?>[>|]?$/.test(operator));
  const next = command.pipesTo === null ? undefined : commands[command.pipesTo];
  const argv = (next?.words ?? []).map((word) => wordValue(word));
  const start = effectiveIndex(argv);
  const teed = programName(argv[start] ?? '') === 'tee' ? argv.slice(start + 1) : [];
  return [...own.map(({ target }) => wordValue(target)), ...teed.filter((word) => !word.startsWith('-'))];
}

/** `aws configure set aws_secret_access_key x`, `npm config set //registry/:_authToken x`. */
function configuredSecrets(words: readonly ShellWord[], values: readonly string[]): Span[] {
  if (!configurators.has(programName(values[0] ?? '')) || !/^(?:config|configure)$/.test(values[1] ?? ''))
    return [];
  return words.flatMap((word, index) => {
    const name = values[index - 1] ?? '';
    const isValue = index > 2 && isLiteral(word) && !isOption(word);
    return isValue && isSecretName(name.slice(name.lastIndexOf(':') + 1)) ? [innerSpan(word)] : [];
  });
}

/** `docker login -u me -p x`. */
function loginSecrets(words: readonly ShellWord[], values: readonly string[]): Span[] {
  if (!logins.has(programName(values[0] ?? '')) || !values.includes('login')) return [];
  return words.filter((word, index) => values[index - 1] === '-p' && isLiteral(word)).map(innerSpan);
}

function isOption(word: ShellWord): boolean {
  return /^-[A-Za-z]{1,3}$/.test(wordValue(word));
}

/** Without the quotes around it. */
function innerSpan(word: ShellWord): Span {
  const isQuotedWhole = word.isQuoted && word.end - word.start === wordValue(word).length + 2;
  return isQuotedWhole ? { start: word.start + 1, end: word.end - 1 } : { start: word.start, end: word.end };
}

function bodySpan({ text, start }: { readonly text: string; readonly start: number }): Span {
  return { start, end: start + text.length };
}
