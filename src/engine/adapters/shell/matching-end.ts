/** What closes what: a substitution, an expansion, a text in quotes. */
const closers: Readonly<Record<string, string>> = { '(': ')', '{': '}', '"': '"', '`': '`' };

/**
 * The offset of what closes the bracket or quote at `open`, or the length of the text when nothing does. Quotes,
 * backslashes and brackets within are minded. Linear; needs no more memory than the text is long.
 */
export function matchingEnd(text: string, open: number): number {
  const expected: string[] = [closers[text[open] ?? ''] ?? ''];
  for (let position = open + 1; position < text.length; position += 1) {
    const character = text[position]!;
    const within = expected.at(-1);
    if (character === '\\') position += 1;
    else if (character === within) {
      expected.pop();
      if (expected.length === 0) return position;
    } else if (character === "'" && within !== '"') {
      const end = text.indexOf("'", position + 1);
      if (end === -1) return text.length;
      position = end;
    } else if (opensWithin(text, position, within)) expected.push(closers[character]!);
  }
  return text.length;
}

function opensWithin(text: string, position: number, within: string | undefined): boolean {
  const character = text[position]!;
  if (character === '"' || character === '`') return true;
  if (character === '(') return within === ')' || text[position - 1] === '$';
  return character === '{' && text[position - 1] === '$';
}
