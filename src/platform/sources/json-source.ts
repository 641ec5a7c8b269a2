import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AdvisorySourceError, systemReason } from './advisory-source-error.js';
import { JsonSplitter, JsonStreamError } from './json-splitter.js';
import { itemsOf, type SourceItem } from './source-item.js';
import type { SourceLimits } from './source-limits.js';

const chunkBytes = 262_144;

/**
 * The records of a JSON file: one, an array of them, or one after the other (newline-delimited), one in memory at a
 * time. Record n of several is named `file#n`.
 * @throws AdvisorySourceError when the file cannot be opened, ends within a record, or is no JSON
 */
export async function* jsonItems(
  path: string,
  shown: string,
  limits: SourceLimits,
): AsyncGenerator<SourceItem> {
  const handle = await openFile(path, shown);
  const splitter = new JsonSplitter(limits.recordBytes);
  const items = new NumberedItems(shown, limits);
  try {
    for await (const chunk of chunksOf(handle)) {
      for (const slice of splitter.push(chunk)) {
        yield* items.add(slice.kind === 'value' ? slice.bytes : null);
      }
    }
    splitter.end();
    yield* items.finish();
  } catch (error) {
    if (!(error instanceof JsonStreamError)) throw error;
    const code = error.isCutOff ? 'truncated' : 'corrupt';
    throw new AdvisorySourceError(code, `${shown}: record ${items.count + 1}: ${error.message}`);
  } finally {
    await handle.close();
  }
}

/** Holds the first record back until it is known whether there are more, since only then it gets a number. */
class NumberedItems {
  count = 0;
  private first: readonly SourceItem[] = [];

  constructor(
    private readonly shown: string,
    private readonly limits: SourceLimits,
  ) {}

  *add(bytes: Buffer | null): Generator<SourceItem> {
    this.count += 1;
    if (this.count === 1) {
      this.first = this.read(bytes);
      return;
    }
    if (this.count === 2) {
      for (const item of this.first) yield { ...item, name: `${this.shown}#1` };
    }
    for (const item of this.read(bytes)) yield { ...item, name: `${this.shown}#${this.count}` };
  }

  *finish(): Generator<SourceItem> {
    if (this.count === 0) throw new AdvisorySourceError('empty', `${this.shown}: holds no record`);
    if (this.count === 1) yield* this.first;
  }

  private read(bytes: Buffer | null): readonly SourceItem[] {
    if (bytes) return [...itemsOf(this.shown, bytes)];
    return [{ name: this.shown, problem: `the record has more than ${this.limits.recordBytes} bytes` }];
  }
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
