/** Bounds of one JSON document: above what any real one comes to, below what parsing it takes too much memory for. */
export const jsonLimits = { depth: 512, values: 5_000_000 } as const;

const code = { quote: 0x22, comma: 0x2c, backslash: 0x5c } as const;
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Why a JSON document is not worth parsing, found out without parsing it: nested too deeply, or too many values; null:
 * nothing. Of text that is no JSON the answer means nothing.
 */
export function jsonExcess(text: string, limits: JsonLimits = jsonLimits): string | null {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === code.quote) at = endOfString(text, at);
    else if (character === code.comma) values += 1;
    else if (closing.has(character)) depth -= 1;
    else if (opening.has(character)) {
      depth += 1;
      values += 1;
      if (depth > limits.depth) return `it is nested deeper than ${limits.depth} levels`;
    }
    if (values > limits.values) return `it holds more than ${limits.values} values`;
  }
  return null;
}

export interface JsonLimits {
  readonly depth: number;
  readonly values: number;
}

/** Where the string that begins there ends; the end of the text when it does not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === code.backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
