/** A piece of a Python program. */
export interface PythonToken {
  /** `formed`: a text that values are put into, or that is of bytes. `end`: of a statement or its first line. */
  readonly kind: 'name' | 'text' | 'formed' | 'mark' | 'end';
  /** Of texts what stands between the quotes. */
  readonly value: string;
}

/** Spaces, lines joined and comments; where a text starts; a name; a number or what else there is. */
const piece =
  /((?:[^\S\n]|\\\r?\n|#[^\n]*)+)|([A-Za-z]{0,2})("""|'''|"|')|([\p{L}_][\p{L}\p{N}_]*)|([0-9][\w.]*|[-+*/%&|^!=<>:@]=|[^])/uy;

/** The tokens of a program, as far as they can be told; nothing is evaluated. Lines within brackets have no end. */
export function* pythonTokens(text: string): Generator<PythonToken> {
  let depth = 0;
  for (let index = 0; index < text.length;) {
    piece.lastIndex = index;
    const [whole = '', spaces, prefix = '', quote, name, mark = ''] = piece.exec(text) ?? [];
    index += Math.max(1, whole.length);
    if (spaces !== undefined) continue;
    if (quote !== undefined) {
      const end = endOfText(text, index, quote);
      yield { kind: /[bft]/i.test(prefix) ? 'formed' : 'text', value: text.slice(index, end) };
      index = text.startsWith(quote, end) ? end + quote.length : end;
    } else if (name !== undefined) yield { kind: 'name', value: name };
    else if (depth === 0 && (mark === '\n' || mark === ';')) yield { kind: 'end', value: '' };
    else if (mark !== '\n') {
      if ('([{'.includes(mark)) depth += 1;
      else if (')]}'.includes(mark)) depth = Math.max(0, depth - 1);
      yield { kind: 'mark', value: mark };
    }
  }
}

/** Where the text ends that starts here: at the quote, at the end of the line if it may not go on, or nowhere. */
function endOfText(text: string, start: number, quote: string): number {
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text.startsWith(quote, index) || (quote.length === 1 && text[index] === '\n')) return index;
  }
  return text.length;
}
