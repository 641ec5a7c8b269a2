/** Longer values are not looked through for telling words: keys of many lines hold any word by chance. */
const longestJudged = 100;
const tellingWords =
  /example|placeholder|redacted|change_?me|dummy|your[-_]|x{5}|[*]{3}|\.{3}|insert|replace|0123456789|1234567890|abcdefgh|sample[-_]|not[-_]?real|<|>/i;
/** What documents write where a password belongs. */
const standIns = new Set(
  (
    'pass passw passwd password pwd secret secrets user username token key apikey api_key admin root test testing demo ' +
    'guest none null undefined true false foo bar baz foobar hunter2 mypass mypassword my_password userpass default ' +
    'p@ssw0rd passw0rd password1 password123 changeit letmein qwerty credentials pa55 pa55word string value optional'
  ).split(' '),
);
/** A path, an address, a number, a switch, a reference to a store of secrets. */
export const ordinaryValue =
  /^(?:\.{0,2}\/|~\/|[a-z]:\\|[a-z][a-z0-9+.-]{1,20}:\/\/|[0-9.]+$|(?:true|false|none|null)$|env\(|file:|vault:|secret:|ENC\()/i;
const reference = /^(?:[$]|%[^0-9a-f]|[%#]?[{([<]|\{\{|@|\\)|\$\{|\{\{/i;

/** Whether a value stands for a secret instead of being one: a reference, a word of a manual, an example. */
export function isStandIn(value: string): boolean {
  if (value.length > longestJudged) return false;
  return (
    reference.test(value) ||
    tellingWords.test(value) ||
    standIns.has(value.toLowerCase()) ||
    isMonotonous(value)
  );
}

/** Shannon entropy in bits a character; 0 for an empty text. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}

/** Whether a value looks drawn by lot: twelve characters or more, letters and digits, hardly any twice. */
export function isRandomLooking(value: string): boolean {
  return value.length >= 12 && /[0-9]/.test(value) && /[A-Za-z]/.test(value) && entropyOf(value) >= 3;
}

/** Few characters over and over: `xxxxxxxx`, `abababab`. */
function isMonotonous(value: string): boolean {
  return value.length >= 8 && entropyOf(value) < 2;
}
