import type { FileScanner } from '../model/file-reader.js';
import { detectorsOf, detectorsOfFile, keywordFilter, type IndexedDetector } from './detector-index.js';
import { isCompressedLike } from './compressed-data.js';
import { isBelieved, secretSpan, withoutOverlapped } from './detect-secrets.js';
import { longestKeyword, longestLead, longestReach } from './detector.js';
import { countLines } from './line-counter.js';
import { PieceGatherer, type Piece } from './piece-gatherer.js';
import { withheldPreview } from './redaction.js';
import { isOfPackage } from './searched-paths.js';
import { isRandomLooking } from './secret-values.js';

/** What is kept of a secret; plain JSON, and never the secret. */
export type KeptSecret = {
  readonly detector: string;
  /** From 1; null: the file is no text. */
  readonly line: number | null;
  readonly preview: string;
};

/** What is kept of a file: plain JSON. */
export type SecretsExtract = {
  readonly secrets: readonly KeptSecret[];
  /** Why a part of the file was not searched; null: it was searched. */
  readonly unsearched: string | null;
};

/** Bytes of a file that is no text in which secrets are looked for: its first ones; none of a package's. */
export const searchedBinaryBytes = 1024 * 1024;
/** Bytes at the start of a file by which it is told from text, as git does. */
const headBytes = 8 * 1024;
/** Bytes of a piece that the next one begins with. */
const kept = longestReach + longestLead * 2;
const maxSecrets = 100;
/** Characters of one file that patterns are tried on: far more than any file but one made to waste time needs. */
const maxTried = 64 * 1024 * 1024;

interface Hit {
  readonly one: IndexedDetector;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly kept: KeptSecret;
}

/** Looks for secrets in one file as it streams by. Its memory is bounded by a piece, its time by the file's size. */
export class SecretScanner implements FileScanner<SecretsExtract> {
  private readonly pieces: PieceGatherer;
  private readonly hits = new Map<string, Hit>();
  private readonly ofFile: readonly IndexedDetector[];
  private readonly isOfPackage: boolean;
  /** By number of detector: keywords between the two were looked around already. Offsets in the file. */
  private readonly covered = new Map<number, { readonly from: number; readonly until: number }>();
  private isBinary = false;
  private tried = 0;
  private unsearched: string | null = null;
  private lines = 0;
  private countedUntil = 0;

  /** @param path relative, no leading slash. */
  constructor(path: string, size: number) {
    this.ofFile = detectorsOfFile(path);
    this.isOfPackage = isOfPackage(path);
    this.pieces = new PieceGatherer(size, { keptBytes: kept, reachBytes: longestReach }, (piece) =>
      this.search(piece),
    );
  }

  write(chunk: Uint8Array): boolean {
    this.pieces.write(chunk);
    if (this.unsearched !== null) return false;
    return !this.isBinary || (!this.isOfPackage && this.pieces.taken < searchedBinaryBytes);
  }

  end(): SecretsExtract | null {
    this.pieces.end();
    const secrets = withoutOverlapped([...this.hits.values()], ({ one }) => one.detector.isGeneric === true)
      .sort((a, b) => a.start - b.start || a.one.number - b.one.number)
      .map(({ kept }) => kept);
    return secrets.length === 0 && this.unsearched === null ? null : { secrets, unsearched: this.unsearched };
  }

  private search(piece: Piece): void {
    if (this.unsearched !== null) return;
    if (piece.offset === 0) this.isBinary = piece.bytes.subarray(0, headBytes).includes(0);
    if (this.isBinary && (this.isOfPackage || isCompressedLike(piece.bytes))) return;
    // A keyword near the end is looked at with the next piece, which begins before it.
    const end = piece.isLast ? piece.bytes.length : piece.bytes.length - longestReach + longestKeyword;
    if (!this.isBinary) for (const one of this.ofFile) this.tryAll(one, piece, 0, piece.bytes.length);
    keywordFilter.search(piece.bytes, piece.searchFrom, end, (keyword, at) => {
      for (const one of detectorsOf(keyword)) this.tryKeyword(one, piece, at);
    });
    if (!piece.isLast && !this.isBinary) this.passLines(piece, piece.bytes.length - kept);
  }

  private tryKeyword(one: IndexedDetector, piece: Piece, at: number): void {
    const { detector, reach, sticky } = one;
    if (this.isBinary && !detector.isDistinct) return;
    if (detector.isWorthTrying && !detector.isWorthTrying(piece.bytes, at)) return;
    if (detector.isKeywordInside) return this.lookAround(one, piece, at);
    const from = Math.max(0, at - 1);
    const text = this.textOf(piece, from, at + reach);
    sticky.lastIndex = at - from;
    const match = sticky.exec(text);
    if (match) this.consider(one, piece, from, match);
  }

  private lookAround(one: IndexedDetector, piece: Piece, at: number): void {
    const { number, reach } = one;
    const place = piece.offset + at;
    const covered = this.covered.get(number);
    if (covered && place >= covered.from && place <= covered.until) return;
    const from = Math.max(0, at - longestLead * 2);
    const to = Math.min(piece.bytes.length, at + 2 * reach);
    this.covered.set(number, {
      from: place - longestLead,
      until: Math.max(place, piece.offset + to - reach),
    });
    this.tryAll(one, piece, from, to);
  }

  private tryAll(one: IndexedDetector, piece: Piece, from: number, to: number): void {
    const text = this.textOf(piece, from, to);
    const { pattern } = one.detector;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      if (match[0] === '') pattern.lastIndex += 1;
      this.consider(one, piece, from, match);
    }
  }

  /** Each byte a character, so that places in the text are places in the piece. */
  private textOf({ bytes }: Piece, from: number, to: number): string {
    const end = this.tried > maxTried ? from : Math.min(to, bytes.length);
    this.tried += end - from;
    if (this.tried > maxTried)
      this.unsearched ??= 'It holds more that looks like secrets than is looked into';
    return Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from).toString('latin1');
  }

  /** @param from where in the piece the text begins that the match was found in. */
  private consider(one: IndexedDetector, piece: Piece, from: number, match: RegExpExecArray): void {
    const isCut = !piece.isLast && from + match.index + match[0].length === piece.bytes.length;
    if (isCut || !isBelieved(one.detector, match)) return;
    const [start, end] = secretSpan(match);
    const secret = match.input.slice(start, end);
    if (one.detector.isGeneric && this.isOfPackage && !isRandomLooking(secret)) return;
    this.keep(one, piece, { start: from + start, end: from + end }, secret);
  }

  private keep(
    one: IndexedDetector,
    piece: Piece,
    span: { start: number; end: number },
    secret: string,
  ): void {
    const start = piece.offset + span.start;
    const key = `${one.number} ${start}`;
    if (this.hits.has(key)) return;
    if (this.hits.size >= maxSecrets) {
      this.unsearched ??= `It holds more than ${maxSecrets} secrets`;
      return;
    }
    const line = this.isBinary ? null : this.lineAt(piece, span.start);
    const kept = { detector: one.detector.id, line, preview: withheldPreview(secret) };
    this.hits.set(key, { one, start, end: piece.offset + span.end, kept });
  }

  private lineAt(piece: Piece, at: number): number {
    return 1 + this.lines + countLines(piece.bytes, this.countedUntil - piece.offset, at);
  }

  /** Counts the lines of what will not be seen again. */
  private passLines(piece: Piece, until: number): void {
    this.lines += countLines(piece.bytes, this.countedUntil - piece.offset, until);
    this.countedUntil = piece.offset + until;
  }
}
