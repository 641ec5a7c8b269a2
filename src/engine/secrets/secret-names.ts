import { matchesGlob } from '../policy/glob.js';

/** Words that make a variable's name secret; as in the check catalogue (`secret-env-literal`). */
export const defaultSecretNames: readonly string[] = [
  'pass',
  'passwd',
  'password',
  'passphrase',
  'pwd',
  'secret',
  'token',
  'api_key',
  'apikey',
  'access_key',
  'private_key',
  'credential',
  'connection_string',
  'dsn',
];

/** Names that are no secret although they contain such a word: they say where one is, or are public. */
export const defaultAllowedNames: readonly string[] = [
  'GPG_KEY',
  'GPG_KEYS',
  '*_FILE',
  '*_PATH',
  '*_PUBLIC_KEY',
];

/** Ordinary names that end like a secret one: the shell's working directories, and English words. */
const ordinaryNames = new Set(['pwd', 'oldpwd']);
const ordinaryWords = new Set(['bypass', 'compass', 'surpass', 'trespass', 'encompass']);

/** Longer names are judged by their last characters, where the telling word stands. */
const maxNameLength = 256;

/**
 * Whether a name says that its value is secret. A pattern of one word fits a word that begins or ends with it
 * (`PGPASSWORD`, `tokens`), one of several words fits these words in sequence (`awsAccessKeyId`, `API-KEY`). Patterns
 * of up to four letters fit whole words and ends of words only. Case means nothing.
 */
export function isSecretName(
  name: string,
  patterns: readonly string[] = defaultSecretNames,
  allowed: readonly string[] = defaultAllowedNames,
): boolean {
  const tail = name.slice(-maxNameLength);
  const upper = tail.toUpperCase();
  if (capitalsOf(allowed).some((pattern) => matchesGlob(pattern, upper))) return false;
  const words = wordsOf(tail);
  if (words.length === 1 && ordinaryNames.has(words[0] ?? '')) return false;
  return patternsOf(patterns).some((pattern) => fits(words, pattern));
}

/** Names come by the thousands, lists of patterns by ones. */
const knownPatterns = new WeakMap<readonly string[], readonly (readonly string[])[]>();
const knownCapitals = new WeakMap<readonly string[], readonly string[]>();

function patternsOf(patterns: readonly string[]): readonly (readonly string[])[] {
  const known = knownPatterns.get(patterns) ?? patterns.map(wordsOf);
  knownPatterns.set(patterns, known);
  return known;
}

function capitalsOf(patterns: readonly string[]): readonly string[] {
  const known = knownCapitals.get(patterns) ?? patterns.map((pattern) => pattern.toUpperCase());
  knownCapitals.set(patterns, known);
  return known;
}

/** `dbPassword2` → db, password; `API-KEY` → api, key. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

function fits(words: readonly string[], pattern: readonly string[]): boolean {
  const joined = pattern.join('');
  if (joined === '') return false;
  if (pattern.length > 1) {
    const sequence = `_${words.join('_')}_`;
    return sequence.includes(`_${pattern.join('_')}`) || words.some((word) => word.includes(joined));
  }
  return words.some((word) => {
    if (ordinaryWords.has(word)) return false;
    const singular = word.endsWith('s') && word !== joined ? word.slice(0, -1) : word;
    return (
      word.endsWith(joined) || singular.endsWith(joined) || (joined.length > 5 && word.startsWith(joined))
    );
  });
}
