/** Longer patterns match nothing: time is bounded by pattern × text. */
const maxPatternLength = 512;
const maxTextLength = 4096;

/**
 * Whether `text` as a whole fits `pattern`: `*` stands for any characters but `/`, `**` for any characters, everything
 * else for itself. Time is bounded by the product of the lengths; a pattern above 512 or a text above 4,096 characters
 * matches nothing.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  if (pattern.length > maxPatternLength || text.length > maxTextLength) return false;
  let reachable = new Array<boolean>(text.length + 1).fill(false);
  reachable[0] = true;
  for (const token of pattern.split(/(\*+|[^*]+)/)) {
    if (token !== '')
      reachable = token.startsWith('*') ? skip(token, text, reachable) : take(token, text, reachable);
  }
  return reachable[text.length] === true;
}

/** Positions after a wildcard, given those before it. */
function skip(wildcard: string, text: string, before: readonly boolean[]): boolean[] {
  const after = new Array<boolean>(before.length).fill(false);
  let isOpen = false;
  for (let position = 0; position < before.length; position++) {
    if (position > 0 && wildcard === '*' && text[position - 1] === '/') isOpen = false;
    isOpen ||= before[position] === true;
    after[position] = isOpen;
  }
  return after;
}

/** Positions after a literal, given those before it. */
function take(literal: string, text: string, before: readonly boolean[]): boolean[] {
  const after = new Array<boolean>(before.length).fill(false);
  before.forEach((isReachable, position) => {
    if (isReachable && text.startsWith(literal, position)) after[position + literal.length] = true;
  });
  return after;
}
