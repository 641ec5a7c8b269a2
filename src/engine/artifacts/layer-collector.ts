import { UnreadableFileError, type FileReader, type Json } from '../model/file-reader.js';
import type { ArchiveLimits } from './archive-limits.js';
import { cleanPath } from './entry-path.js';
import { LayerEntriesBuilder, type EntryKind } from './layer-entries.js';
import type { LayerExtract, LayerIndex, LayerProblem } from './layer-index.js';
import { mergedUsrAlias } from './merged-usr.js';
import type { TarHeader } from './tar-entry.js';
import type { BodyHandler } from './tar-reader.js';
import { readWhiteout } from './whiteouts.js';

/** A layer with more is broken as a whole: the rest is summed up in one problem. */
const maxProblems = 1000;

/** Turns the entries of a layer's tar into what is kept of it. */
export class LayerCollector {
  private readonly entries = new LayerEntriesBuilder();
  private readonly extracts = new Map<string, LayerExtract[]>();
  private readonly problems: LayerProblem[] = [];
  private uncountedProblems = 0;
  private extractedBytes = 0;

  constructor(
    private readonly readers: readonly FileReader[],
    private readonly limits: ArchiveLimits,
  ) {}

  /** @throws ArchiveError `path-escape`. */
  onEntry(header: TarHeader): BodyHandler | null {
    const path = cleanPath(header.path);
    const whiteout = readWhiteout(path);
    if (whiteout?.kind === 'metadata') return null;
    if (whiteout) this.addEntry(header, whiteout.kind, whiteout.path, '');
    else if (header.type === 'file') return this.onFile(header, path);
    else if (header.type === 'unknown') this.report(path, null, 'It is an entry of a type that is not known');
    else this.addEntry(header, header.type, path, linkTarget(header));
    return null;
  }

  result(): Pick<LayerIndex, 'entries' | 'extracts' | 'problems' | 'readers'> {
    const { problems } = this;
    if (this.uncountedProblems > 0) {
      const detail = `${this.uncountedProblems} more of its files could not be read`;
      problems.push({ path: '', entry: null, detail });
    }
    return {
      entries: this.entries.build(),
      extracts: Object.fromEntries(this.extracts),
      problems,
      readers: Object.fromEntries(this.readers.map((reader) => [reader.id, reader.version])),
    };
  }

  private addEntry(header: TarHeader, kind: EntryKind, path: string, target: string): number {
    const { mode, uid, gid } = header;
    const sizeBytes = kind === 'file' ? header.size : 0;
    return this.entries.add({ kind, path, mode, uid, gid, sizeBytes, linkTarget: target });
  }

  private onFile(header: TarHeader, path: string): BodyHandler | null {
    if (path === '') {
      this.report('', null, 'The root is a regular file');
      return null;
    }
    const entry = this.addEntry(header, 'file', path, '');
    if (header.capabilities) this.onAttributes(header.capabilities, path, entry);
    const alias = mergedUsrAlias(path);
    const wanting = this.readers.filter(
      (reader) => reader.wants(path) || (alias !== null && reader.wants(alias)),
    );
    const scans = this.scansOf(wanting, header, path, entry);
    const readers = wanting.filter(
      (reader) => !reader.scanner && this.isReadable(reader, header, path, entry),
    );
    const whole = readers.length === 0 ? null : this.bodyFor(readers, header, path, entry);
    return scans.length === 0 ? whole : withScans(scans, whole);
  }

  private onAttributes(capabilities: Buffer, path: string, entry: number): void {
    for (const reader of this.readers) {
      if (reader.attributes) this.extract(reader, path, entry, () => reader.attributes!(capabilities));
    }
  }

  /** What looks at the file piece by piece, by readers that know their files by what is in them. */
  private scansOf(
    readers: readonly FileReader[],
    header: TarHeader,
    path: string,
    entry: number,
  ): BodyHandler[] {
    const scans: BodyHandler[] = [];
    for (const reader of readers) {
      const isLegible = !header.isSparse || reader.takesHoles === true;
      const scanner = isLegible ? reader.scanner?.(path, header.size) : null;
      if (!scanner) continue;
      let isDone = false;
      const write = (chunk: Buffer) => {
        isDone ||= !scanner.write(chunk);
      };
      scans.push({ write, end: () => this.extract(reader, path, entry, () => scanner.end()) });
    }
    return scans;
  }

  private isReadable(reader: FileReader, header: TarHeader, path: string, entry: number): boolean {
    const { maxBytes } = reader;
    const detail = header.isSparse
      ? 'It is stored with holes, which are not read'
      : header.size > maxBytes
        ? `It has ${header.size} bytes; ${reader.id} reads at most ${maxBytes}`
        : null;
    if (detail !== null) this.report(path, entry, detail);
    return detail === null;
  }

  /** A body that comes in one piece is given to the readers as it is; others are gathered first. */
  private bodyFor(
    readers: readonly FileReader[],
    { size }: TarHeader,
    path: string,
    entry: number,
  ): BodyHandler | null {
    this.extractedBytes += size;
    if (this.extractedBytes > this.limits.maxExtractedBytes) {
      this.report(path, entry, `The files to be read together exceed ${this.limits.maxExtractedBytes} bytes`);
      return null;
    }
    let content: Buffer = Buffer.alloc(0);
    let fill = 0;
    return {
      write: (chunk) => {
        if (fill === 0 && chunk.length === size) content = chunk;
        else {
          if (fill === 0) content = Buffer.allocUnsafe(size);
          chunk.copy(content, fill);
        }
        fill += chunk.length;
      },
      end: () => {
        for (const reader of readers) this.extract(reader, path, entry, () => reader.extract(path, content));
      },
    };
  }

  /** What could be read of a broken file is kept beside the problem. */
  private extract(reader: FileReader, path: string, entry: number, read: () => Json | null): void {
    try {
      this.keep(reader.id, path, entry, read());
    } catch (error) {
      if (error instanceof UnreadableFileError) {
        this.report(path, entry, error.message);
        this.keep(reader.id, path, entry, error.partial);
      } else {
        const detail = error instanceof Error ? error.message : String(error);
        this.report(path, entry, `The ${reader.id} reader failed on it: ${detail}`);
      }
    }
  }

  private keep(readerId: string, path: string, entry: number, extract: Json | null): void {
    if (extract === null) return;
    const item: LayerExtract = { path, entry, extract: detached(extract) };
    const kept = this.extracts.get(readerId);
    if (kept) kept.push(item);
    else this.extracts.set(readerId, [item]);
  }

  private report(path: string, entry: number | null, detail: string): void {
    if (this.problems.length < maxProblems) this.problems.push({ path, entry, detail });
    else this.uncountedProblems++;
  }
}

/** Shows a body to all of them. */
function withScans(scans: readonly BodyHandler[], whole: BodyHandler | null): BodyHandler {
  return {
    write: (chunk) => {
      for (const scan of scans) scan.write(chunk);
      whole?.write(chunk);
    },
    end: () => {
      for (const scan of scans) scan.end();
      whole?.end();
    },
  };
}

function linkTarget(header: TarHeader): string {
  if (header.type === 'hardlink') return cleanPath(header.linkPath);
  return header.type === 'symlink' ? header.linkPath : '';
}

/** A copy whose strings do not hold on to the text of the file they were cut from. */
function detached(extract: Json): Json {
  return JSON.parse(JSON.stringify(extract)) as Json;
}
