import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { AdvisorySourceError, systemReason } from './advisory-source-error.js';
import { PagedFile } from './paged-file.js';

const inflate = promisify(inflateRaw);

/** Entries up to this many bytes are inflated in place; larger ones off the main thread. */
const inlineBytes = 262_144;

const deflateMethod = 8;
const centralHeaderSignature = 0x02014b50;

/** An open zip. Reads at random places of the file; nothing but the entry being read is in memory. */
export class ZipArchive {
  private constructor(
    private readonly shown: string,
    private readonly handle: FileHandle,
    private readonly file: PagedFile,
    private readonly zip: ZipFile,
  ) {}

  /**
   * @param shown the zip's name in messages
   * @throws AdvisorySourceError when the file has no readable end record
   */
  static async open(path: string, shown: string): Promise<ZipArchive> {
    const handle = await open(path, 'r').catch((error: unknown) => {
      throw new AdvisorySourceError('unreadable', `${shown}: ${systemReason(error)}`, { cause: error });
    });
    try {
      const file = new PagedFile(handle, (await handle.stat()).size);
      const zip = await fromRandomAccessReaderPromise(file, file.size, {
        decodeStrings: false,
        autoClose: false,
      });
      return new ZipArchive(shown, handle, file, zip);
    } catch (error) {
      await handle.close();
      throw damage(shown, error);
    }
  }

  /** Entries as the end record counts them. */
  get entryCount(): number {
    return this.zip.entryCount;
  }

  /** Bytes of the whole file. */
  get fileBytes(): number {
    return this.zip.fileSize;
  }

  /** @throws AdvisorySourceError when the directory is damaged or holds more entries than the end record counts */
  async *entries(): AsyncGenerator<Entry> {
    try {
      yield* this.zip.eachEntry();
    } catch (error) {
      throw error instanceof AdvisorySourceError ? error : damage(this.shown, error);
    }
    const next = await this.file.bytesAt(Number(this.zip.readEntryCursor), 4);
    if (next.length === 4 && next.readUInt32LE() === centralHeaderSignature) {
      const message = `${this.shown}: holds more entries than the ${this.entryCount} its end record counts`;
      throw new AdvisorySourceError('corrupt', message);
    }
  }

  /**
   * An entry's bytes, uncompressed and held against its size and checksum.
   * @param place the entry's name in messages
   * @throws AdvisorySourceError when the data is cut off or damaged
   */
  async content(entry: Entry, place: string): Promise<Buffer> {
    try {
      const { fileDataStart } = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const stored = await this.storedBytes(fileDataStart, entry.compressedSize, place);
      const bytes = entry.compressionMethod === deflateMethod ? await inflated(stored, entry) : stored;
      if (bytes.length !== entry.uncompressedSize) throw new Error('its size differs from the stated one');
      if (crc32(bytes) !== entry.crc32) throw new Error('its checksum differs from the stated one');
      return bytes;
    } catch (error) {
      throw error instanceof AdvisorySourceError ? error : damage(place, error);
    }
  }

  async close(): Promise<void> {
    this.zip.close();
    await this.handle.close();
  }

  private async storedBytes(start: number, length: number, place: string): Promise<Buffer> {
    const bytes = await this.file.bytesAt(start, length);
    if (bytes.length === length) return bytes;
    const message = `${place}: the file ends ${length - bytes.length} bytes too early`;
    throw new AdvisorySourceError('truncated', message);
  }
}

async function inflated(bytes: Buffer, entry: Entry): Promise<Buffer> {
  const options = { maxOutputLength: Math.max(1, entry.uncompressedSize) };
  return entry.uncompressedSize <= inlineBytes ? inflateRawSync(bytes, options) : inflate(bytes, options);
}

function damage(place: string, error: unknown): AdvisorySourceError {
  const message = error instanceof Error ? error.message : String(error);
  const isCutOff = /unexpected EOF|end of central directory record signature not found/i.test(message);
  const code = isCutOff ? 'truncated' : 'corrupt';
  return new AdvisorySourceError(code, `${place}: damaged zip: ${message}`, { cause: error });
}
