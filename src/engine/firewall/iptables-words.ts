/**
 * The words of a line of iptables-save: divided by spaces; in double quotes, a backslash takes what follows as it is.
 * Null: a quote is left open.
 */
export function iptablesWords(line: string): string[] | null {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === ' ' || line[at] === '\t') {
      at += 1;
    } else if (line[at] === '"') {
      const end = endOfQuote(line, at + 1);
      if (end === -1) return null;
      words.push(line.slice(at + 1, end).replace(/\\([^])/g, '$1'));
      at = end + 1;
    } else {
      const start = at;
      while (at < line.length && line[at] !== ' ' && line[at] !== '\t') at += 1;
      words.push(line.slice(start, at));
    }
  }
  return words;
}

function endOfQuote(line: string, start: number): number {
  for (let at = start; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '"') return at;
  }
  return -1;
}
