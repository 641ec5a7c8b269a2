import { type Json, UnreadableFileError } from '../model/file-reader.js';

const shown = 3;

/** Collects what is wrong with a file while the rest of it is read. */
export class ReadProblems {
  private readonly first: string[] = [];
  private count = 0;

  add(problem: string): void {
    this.count += 1;
    if (this.first.length < shown) this.first.push(problem);
  }

  /**
   * What was read, when nothing was wrong.
   * @throws UnreadableFileError with what was read as its partial extract, when something was
   */
  settle<Extract extends Json>(extract: Extract): Extract {
    if (this.count === 0) return extract;
    const more = this.count - this.first.length;
    throw new UnreadableFileError(this.first.join('; ') + (more > 0 ? `; and ${more} more` : ''), extract);
  }
}

/** A piece of a hostile file, short and harmless enough for a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
