import { Decompress } from 'fzstd';
import { ArchiveError } from '../artifacts/archive-error.js';
import { ZstdFrameGuard } from '../artifacts/zstd-frames.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { type DocumentObject, isObject, textAt } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';

/** Of the manifest and of the window of its frames, in bytes. */
const mostBytes = 64 * 1024 * 1024;
const mostWindow = 8 * 1024 * 1024;
/** Given to the decoder at once: a block of 4 bytes can stand for 128 KiB. */
const sliceBytes = 1024;

/** Whether Chisel would write its manifest there: a slice may say in which folder. */
export function isChiselManifest(path: string): boolean {
  return /(?:^|\/)manifest\.wall$/.test(path);
}

/**
 * The entries of one kind (`package`, `path`) in Chisel's manifest, a "jsonwall" packed with zstd: an object of JSON a
 * line (https://documentation.ubuntu.com/chisel/en/latest/reference/manifest). Lines that are none are reported.
 * @throws UnreadableFileError when it is no such manifest
 */
export function* chiselEntries(
  content: Uint8Array,
  kind: 'package' | 'path',
  problems: ReadProblems,
): Generator<DocumentObject> {
  let isHeader = true;
  for (const { number, text } of textLines(unpacked(content), problems)) {
    if (text === '') continue;
    const entry = objectIn(text);
    if (isHeader) {
      if (entry === null || textAt(entry, 'jsonwall') === null)
        throw new UnreadableFileError('the first line is not that of a "jsonwall"');
      isHeader = false;
    } else if (entry === null) problems.add(`line ${number} is no object: ${quoted(text)}`);
    else if (textAt(entry, 'kind') === kind) yield entry;
  }
  if (isHeader) throw new UnreadableFileError('the manifest is empty');
}

function objectIn(line: string): DocumentObject | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** @throws UnreadableFileError */
function unpacked(content: Uint8Array): Uint8Array {
  const guard = new ZstdFrameGuard(mostWindow);
  const blocks: Uint8Array[] = [];
  let size = 0;
  const decoder = new Decompress((block) => {
    blocks.push(block);
    size += block.length;
  });
  try {
    for (let offset = 0; offset < content.length; offset += sliceBytes) {
      const slice = content.subarray(offset, offset + sliceBytes);
      guard.push(slice);
      decoder.push(slice);
      if (size > mostBytes)
        throw new UnreadableFileError(`it has more than ${mostBytes} bytes when unpacked`);
    }
    guard.end();
    decoder.push(new Uint8Array(0), true);
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    const reason = error instanceof ArchiveError ? error.message : 'its zstd stream is broken';
    throw new UnreadableFileError(reason);
  }
  return Buffer.concat(blocks);
}
