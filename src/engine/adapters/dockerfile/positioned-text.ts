/** A place in a text: 1-based line, 0-based column. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

interface Segment extends TextPlace {
  /** Offset at which the segment begins. */
  readonly offset: number;
}

/** A text put together from pieces of another one, which knows where each of its characters stands there. */
export class PositionedText {
  private constructor(
    readonly text: string,
    private readonly segments: readonly Segment[],
  ) {}

  static of(pieces: readonly (TextPlace & { readonly text: string })[]): PositionedText {
    let offset = 0;
    const segments = pieces.map(({ text, line, column }) => {
      const segment = { offset, line, column };
      offset += text.length;
      return segment;
    });
    return new PositionedText(pieces.map(({ text }) => text).join(''), segments);
  }

  /** Where the character at an offset stands; the end of the text stands behind its last character. */
  placeAt(offset: number): TextPlace {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.segments[middle]!.offset <= offset) low = middle;
      else high = middle - 1;
    }
    const segment = this.segments[low] ?? { offset: 0, line: 1, column: 0 };
    return { line: segment.line, column: segment.column + offset - segment.offset };
  }

  /** Behind the character before an offset: where something that ends there ends. */
  endPlaceAt(offset: number): TextPlace {
    if (offset === 0) return this.placeAt(0);
    const { line, column } = this.placeAt(offset - 1);
    return { line, column: column + 1 };
  }

  /** The same places with another text of the same length. */
  withText(text: string): PositionedText {
    return new PositionedText(text, this.segments);
  }
}
