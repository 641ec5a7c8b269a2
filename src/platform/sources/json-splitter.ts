/** One JSON value of a stream that holds several, not parsed yet. */
export type JsonSlice =
  | { readonly kind: 'value'; readonly bytes: Buffer }
  /** The value is longer than allowed; its bytes were dropped. */
  | { readonly kind: 'too-long' };

/** The stream is no sequence of JSON values. */
export class JsonStreamError extends Error {
  override readonly name = 'JsonStreamError';

  constructor(
    readonly isCutOff: boolean,
    message: string,
  ) {
    super(message);
  }
}

const byte = {
  tab: 0x09,
  newline: 0x0a,
  return: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

const whitespace: ReadonlySet<number> = new Set([byte.tab, byte.newline, byte.return, byte.space]);
const byteOrderMark: readonly number[] = [0xef, 0xbb, 0xbf];

/**
 * Cuts a stream into the objects it holds: one object, an array of objects, or objects after each other
 * (newline-delimited). Only brackets and strings are looked at; whether a slice is JSON shows when it is parsed.
 * Memory: one value, of at most `longest` bytes.
 */
export class JsonSplitter {
  private readonly parts: Buffer[] = [];
  private length = 0;
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  private position = 0;
  private state: 'start' | 'sequence' | 'array' | 'end' = 'start';

  constructor(private readonly longest: number) {}

  /**
   * The values that end in this chunk, in order.
   * @throws JsonStreamError at the first byte between values that does not belong there
   */
  *push(chunk: Buffer): Generator<JsonSlice> {
    let start = this.depth > 0 ? 0 : -1;
    for (let index = 0; index < chunk.length; index += 1) {
      const code = chunk[index] ?? 0;
      if (this.depth === 0) {
        if (this.opensValue(code)) {
          start = index;
          this.depth = 1;
        }
      } else if (this.closesValue(code)) {
        this.keep(chunk.subarray(start, index + 1));
        start = -1;
        yield this.taken();
      }
      this.position += 1;
    }
    if (start >= 0) this.keep(chunk.subarray(start));
  }

  /** @throws JsonStreamError when the stream ends within a value or an array */
  end(): void {
    if (this.depth > 0) throw new JsonStreamError(true, `ends within a value, after byte ${this.position}`);
    if (this.state === 'array') {
      throw new JsonStreamError(true, `the array does not end, after byte ${this.position}`);
    }
  }

  /** Between values: whether a value begins here. */
  private opensValue(code: number): boolean {
    if (whitespace.has(code) || (this.position < 3 && code === byteOrderMark[this.position])) return false;
    if (code === byte.openBrace && this.state !== 'end') {
      if (this.state === 'start') this.state = 'sequence';
      return true;
    }
    if (code === byte.openBracket && this.state === 'start') this.state = 'array';
    else if (code === byte.closeBracket && this.state === 'array') this.state = 'end';
    else if (code !== byte.comma || this.state !== 'array') {
      throw new JsonStreamError(false, `unexpected byte 0x${code.toString(16)} at ${this.position}`);
    }
    return false;
  }

  /** Within a value: whether it ends here. */
  private closesValue(code: number): boolean {
    if (this.isInString) {
      if (this.isEscaped) this.isEscaped = false;
      else if (code === byte.backslash) this.isEscaped = true;
      else if (code === byte.quote) this.isInString = false;
    } else if (code === byte.quote) this.isInString = true;
    else if (code === byte.openBrace || code === byte.openBracket) this.depth += 1;
    else if (code === byte.closeBrace || code === byte.closeBracket) this.depth -= 1;
    return this.depth === 0;
  }

  private keep(part: Buffer): void {
    this.length += part.length;
    if (this.length <= this.longest) this.parts.push(Buffer.from(part));
    else this.parts.length = 0;
  }

  private taken(): JsonSlice {
    const slice: JsonSlice =
      this.length > this.longest ? { kind: 'too-long' } : { kind: 'value', bytes: Buffer.concat(this.parts) };
    this.parts.length = 0;
    this.length = 0;
    return slice;
  }
}
