import { isElf } from '../programs/elf.js';
import { addressedOffset } from '../programs/loaded-parts.js';
import { numberAt } from '../programs/number-at.js';

/** Around the list of modules (Go's `cmd/go/internal/modload`, `build.go`). */
const startMark = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const endMark = Buffer.from('f932433186182072008242104116d8f2', 'hex');
const releaseStart = Buffer.from('go1.');
/** Bytes of a text that may be the name of the release, and how many such texts are kept. */
const longestRelease = 24;
const mostReleases = 1_000;
const informationBytes = 32;
/** Bytes at the beginning of a program that are kept for its headers, and of a list of modules. */
const headBytes = 4_096;
const longestModules = 1024 * 1024;
/** Name of the note with the build id, which Go's linker puts into the first 4,096 bytes of an ELF program. */
const goNote = Buffer.from('Go\0\0', 'latin1');

/**
 * What Go before 1.18 wrote into a program: pointers to the texts that name its release and list its modules. The
 * texts stand before the pointers, so those that may be meant are kept while the program streams by.
 */
export class OldBuildInfo {
  private head: Buffer = Buffer.alloc(0);
  /** The end of what was seen, where a text may begin that goes on. */
  private carried: Buffer = Buffer.alloc(0);
  /** Place of `carried` in the file. */
  private position = 0;
  private readonly releases = new Map<number, string>();
  private listed: Buffer | null = null;
  private isListed = false;
  /** Another language's program, as most are: there is nothing to look for. */
  private isOther = false;
  private information: Buffer | null = null;
  private release: string | null = null;

  write(chunk: Uint8Array): void {
    if (this.isOther) return;
    if (this.head.length < headBytes) {
      this.head = Buffer.concat([this.head, chunk.subarray(0, headBytes - this.head.length)]);
      this.isOther = this.head.length === headBytes && isElf(this.head) && !this.head.includes(goNote);
    }
    const bytes = Buffer.concat([this.carried, chunk]);
    this.noteReleases(bytes);
    this.noteModules(bytes, this.carried.length);
    this.followPointer(bytes);
    const kept = Math.max(0, bytes.length - longestRelease + 1);
    this.position += kept;
    this.carried = Buffer.from(bytes.subarray(kept));
  }

  /**
   * To be told before the piece that they end in is written: what they point at stands behind them.
   * @param information The 32 bytes with the pointers.
   */
  point(information: Uint8Array): void {
    this.information = Buffer.from(information.subarray(0, informationBytes));
  }

  /** Release, empty where it cannot be told, and the framed list of modules, empty where there is none. */
  result(): { readonly goVersion: string; readonly modules: string } {
    const modules = this.isListed && this.listed ? this.listed.toString('latin1') : '';
    return { goVersion: this.release ?? '', modules };
  }

  private noteReleases(bytes: Buffer): void {
    for (let at = bytes.indexOf(releaseStart); at !== -1; at = bytes.indexOf(releaseStart, at + 1)) {
      if (at + longestRelease > bytes.length || this.releases.size >= mostReleases) return;
      this.releases.set(this.position + at, bytes.toString('latin1', at, at + longestRelease));
    }
  }

  /** @param seen How many of the bytes were looked at before. */
  private noteModules(bytes: Buffer, seen: number): void {
    if (this.isListed) return;
    const from = this.listed ? seen : bytes.indexOf(startMark);
    if (from === -1) return;
    this.listed = Buffer.concat([this.listed ?? Buffer.alloc(0), bytes.subarray(from)]);
    const end = this.listed.indexOf(endMark);
    this.isListed = end !== -1;
    if (this.isListed) this.listed = Buffer.from(this.listed.subarray(0, end + endMark.length));
    else if (this.listed.length > longestModules) this.listed = null;
  }

  /** The first pointer leads to the address and the length of the text. */
  private followPointer(bytes: Buffer): void {
    if (!this.information || this.release !== null) return;
    const width = this.information[14] === 4 ? 4 : 8;
    const isLittle = this.information[15] === 0;
    const offset = addressedOffset(this.head, numberAt(this.information, 16, width, isLittle));
    const at = (offset ?? 0) - this.position;
    if (offset === null || at < 0 || at + 2 * width > bytes.length) return;
    const start = addressedOffset(this.head, numberAt(bytes, at, width, isLittle));
    const length = numberAt(bytes, at + width, width, isLittle);
    const text = start === null || length > longestRelease ? undefined : this.releases.get(start);
    this.release = text?.slice(0, length) ?? null;
  }
}
