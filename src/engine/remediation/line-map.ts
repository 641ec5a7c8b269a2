/** Where the lines of a text lie, and how they end. */
export class LineMap {
  /** How new lines are to end: as the first line does. */
  readonly lineEnd: string;
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    this.lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
    const starts = [text.startsWith('\uFEFF') ? 1 : 0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  /** Of a line from 1 on; the end of the text when there are fewer. */
  startOf(line: number): number {
    return this.starts[line - 1] ?? this.text.length;
  }

  /** Behind the last character of the line, before its line end. */
  endOf(line: number): number {
    const next = this.starts[line];
    if (next === undefined) return this.text.length;
    return this.text[next - 2] === '\r' ? next - 2 : next - 1;
  }

  /** Offset of a column (from 0) of a line, no further than the line's end. */
  offsetOf(line: number, column: number): number {
    return Math.min(this.startOf(line) + column, this.endOf(line));
  }

  get count(): number {
    return this.starts.length;
  }

  /** A text of several lines with the line ends of this one. */
  withLineEnds(text: string): string {
    return text.replace(/\r?\n/g, this.lineEnd);
  }
}
