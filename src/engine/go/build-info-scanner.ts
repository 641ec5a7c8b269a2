import { decisiveBytes, isOtherHead, isProgramHead } from '../text/program-head.js';
import { type BuildInfo, parseModules } from './build-info.js';
import { OldBuildInfo } from './old-build-info.js';

/** Before the build information; 16 bytes with the size of a pointer and flags after it. */
const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const headerBytes = 32;
const inlineFlag = 2;
/** Longest text of the build information. */
const longestText = 8 * 1024 * 1024;

/** Looks for the build information of Go in a program, chunk by chunk; holds on to no more than that. */
export class BuildInfoScanner {
  private state: 'head' | 'searching' | 'collecting' | 'done' = 'head';
  /** What was seen last, or what is collected, from the magic on. */
  private kept: Buffer = Buffer.alloc(0);
  private found: BuildInfo | null = null;
  private readonly old = new OldBuildInfo();
  private isOld = false;

  write(chunk: Uint8Array): boolean {
    if (this.state === 'head' && this.kept.length === 0 && isOtherHead(chunk)) this.state = 'done';
    if (this.isDone()) return false;
    const seen = this.state === 'head' ? Buffer.concat([this.kept, chunk]) : chunk;
    this.look(chunk);
    if (this.state !== 'head' && !this.isDone()) this.old.write(seen);
    return !this.isDone();
  }

  private look(chunk: Uint8Array): void {
    if (this.state === 'searching' && !this.mayHold(chunk)) return;
    this.kept = Buffer.concat([this.kept, chunk]);
    if (this.state === 'head') this.takeHead();
    if (this.state === 'searching') this.search();
    while (this.state === 'collecting' && this.collect()) this.search();
  }

  /** Null: there is none. The release is empty where a Go before 1.18 wrote it in a way that is not read. */
  end(): BuildInfo | null {
    if (this.found !== null || !this.isOld) return this.found;
    const { goVersion, modules } = this.old.result();
    return { goVersion, ...parseModules(modules) };
  }

  /** Whether the magic is in the chunk or across its beginning; keeps the chunk's end when it is not. */
  private mayHold(chunk: Uint8Array): boolean {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const across = Buffer.concat([this.kept, bytes.subarray(0, magic.length)]);
    if (bytes.length < magic.length || across.includes(magic) || bytes.includes(magic)) return true;
    this.kept = Buffer.from(bytes.subarray(bytes.length - magic.length));
    return false;
  }

  private isDone(): boolean {
    return this.state === 'done';
  }

  private takeHead(): void {
    if (this.kept.length < decisiveBytes) return;
    const isProgram = isProgramHead(this.kept);
    this.state = isProgram ? 'searching' : 'done';
    if (!isProgram) this.kept = Buffer.alloc(0);
  }

  /** Keeps from the magic on, or what may be its beginning. */
  private search(): void {
    const at = this.kept.indexOf(magic);
    this.state = at === -1 ? 'searching' : 'collecting';
    this.kept = Buffer.from(
      this.kept.subarray(at === -1 ? Math.max(0, this.kept.length - magic.length) : at),
    );
  }

  /** True: this was not it after all, and the search goes on behind it. */
  private collect(): boolean {
    if (this.kept.length < headerBytes) return false;
    const [pointerBytes = 0, flags = 0] = this.kept.subarray(14, 16);
    if ((flags & inlineFlag) === 0) {
      if ((pointerBytes === 4 || pointerBytes === 8) && flags < inlineFlag) {
        this.isOld = true;
        this.old.point(this.kept);
      }
      return this.goOn();
    }
    const version = textAt(this.kept, headerBytes);
    if (version === 'more') return false;
    if (version === null || !/^(?:go[0-9]|devel)/.test(version.text)) return this.goOn();
    const modules = textAt(this.kept, version.end);
    if (modules === 'more') return false;
    if (modules === null) return this.goOn();
    this.found = { goVersion: version.text, ...parseModules(modules.text) };
    this.state = 'done';
    this.kept = Buffer.alloc(0);
    return false;
  }

  private goOn(): true {
    this.kept = Buffer.from(this.kept.subarray(magic.length));
    return true;
  }
}

/** A text with its length before it, as a varint; `more`: the bytes do not reach so far; null: it is none. */
function textAt(bytes: Buffer, at: number): { text: string; end: number } | 'more' | null {
  let length = 0;
  for (let index = 0; index < 4; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return 'more';
    length += (byte & 0x7f) * 128 ** index;
    if ((byte & 0x80) !== 0) continue;
    if (length > longestText) return null;
    const start = at + index + 1;
    if (start + length > bytes.length) return 'more';
    return { text: bytes.toString('latin1', start, start + length), end: start + length };
  }
  return null;
}
