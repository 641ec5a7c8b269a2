import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AdvisorySourceError, systemReason } from './advisory-source-error.js';
import { JsonSplitter, JsonStreamError } from './json-splitter.js';
import { itemsOf, type KnownRecords, type SourceItem } from './source-item.js';
import type { SourceLimits } from './source-limits.js';

const chunkBytes = 262_144;

/** Records whose origins are looked up together have at most so many bytes, or are one record. */
const groupBytes = 4_194_304;

/**
 * The records of a JSON file: one, an array of them, or one after the other (newline-delimited), a few in memory at a
 * time. Record n of several is named `file#n`. A record whose bytes are known is not parsed.
 * @throws AdvisorySourceError when the file cannot be opened, ends within a record, or is no JSON
 */
export async function* jsonItems(
  path: string,
  shown: string,
  limits: SourceLimits,
  known: KnownRecords | null = null,
): AsyncGenerator<SourceItem> {
  const handle = await openFile(path, shown);
  const splitter = new JsonSplitter(limits.recordBytes);
  const items = new NumberedItems(shown, limits, known);
  try {
    for await (const chunk of chunksOf(handle)) {
      for (const slice of splitter.push(chunk)) items.add(slice.kind === 'value' ? slice.bytes : null);
      if (items.waitingBytes >= groupBytes) yield* items.take(false);
    }
    splitter.end();
    yield* items.take(true);
  } catch (error) {
    if (!(error instanceof JsonStreamError)) throw error;
    yield* items.take(false);
    const code = error.isCutOff ? 'truncated' : 'corrupt';
    throw new AdvisorySourceError(code, `${shown}: record ${items.count + 1}: ${error.message}`);
  } finally {
    await handle.close();
  }
}

/** The bytes of a record, null when they are too many, and their name where anything is known of records. */
interface Waiting {
  readonly number: number;
  readonly bytes: Buffer | null;
  readonly origin: string | null;
}

/** Holds a single record back until it is known whether there are more, since only then it gets a number. */
class NumberedItems {
  count = 0;
  waitingBytes = 0;
  private waiting: Waiting[] = [];

  constructor(
    private readonly shown: string,
    private readonly limits: SourceLimits,
    private readonly known: KnownRecords | null,
  ) {}

  add(bytes: Buffer | null): void {
    this.count += 1;
    this.waitingBytes += bytes?.length ?? 0;
    this.waiting.push({ number: this.count, bytes, origin: bytes && this.known && originOf(bytes) });
  }

  /** What is read of those that wait. */
  async *take(isEnd: boolean): AsyncGenerator<SourceItem> {
    if (isEnd && this.count === 0) throw new AdvisorySourceError('empty', `${this.shown}: holds no record`);
    if (!isEnd && this.count === 1) return;
    const group = this.waiting;
    [this.waiting, this.waitingBytes] = [[], 0];
    await this.known?.lookUp(group.flatMap(({ origin }) => origin ?? []));
    for (const one of group) yield* this.read(one);
  }

  private *read({ number, bytes, origin }: Waiting): Generator<SourceItem> {
    const name = this.count === 1 ? this.shown : `${this.shown}#${number}`;
    if (bytes === null) {
      yield { name, problem: `the record has more than ${this.limits.recordBytes} bytes` };
    } else if (origin !== null && this.known?.isKnown(origin)) yield { name, unchanged: origin };
    else for (const item of itemsOf(this.shown, bytes, origin)) yield { ...item, name };
  }
}

function originOf(bytes: Buffer): string {
  return `json:${createHash('sha256').update(bytes).digest('base64')}`;
}

/** Never follows a symbolic link in the last part of the path, nor waits for a pipe's writer. */
async function openFile(path: string, shown: string): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags).catch((error: unknown) => {
    throw new AdvisorySourceError('unreadable', `${shown}: ${systemReason(error)}`, { cause: error });
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new AdvisorySourceError('unsupported', `${shown}: not a regular file`);
}

async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
