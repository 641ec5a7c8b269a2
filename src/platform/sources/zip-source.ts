import { type Entry, getFileNameLowLevel } from 'yauzl';
import { AdvisorySourceError } from './advisory-source-error.js';
import { itemsOf, lookUpSize, shownName, type KnownRecords, type SourceItem } from './source-item.js';
import { ratioFreeBytes, type SourceLimits } from './source-limits.js';
import { ZipArchive } from './zip-archive.js';

/**
 * How many entries the zip states, from its end record alone.
 * @throws AdvisorySourceError when it has no end record, or states more than the limits allow
 */
export async function countZipEntries(path: string, shown: string, limits: SourceLimits): Promise<number> {
  const archive = await openWithin(path, shown, limits);
  await archive.close();
  return archive.entryCount;
}

/**
 * The zip's records, one entry in memory at a time. Entry names are shown, never used as paths. An entry that is too
 * large, encrypted or compressed in an unknown way is a problem of its own. What is known of the records tells by the
 * checksum, the sizes and the name that the directory states for an entry whether it has to be read at all.
 * @throws AdvisorySourceError when the zip is damaged, overlaps itself, exceeds the limits, or holds no record
 */
export async function* zipItems(
  path: string,
  shown: string,
  limits: SourceLimits,
  known: KnownRecords | null = null,
): AsyncGenerator<SourceItem> {
  const archive = await openWithin(path, shown, limits);
  const tally: Tally = { shown, storedBytes: 0, bytes: 0 };
  let hasRecords = false;
  try {
    for await (const entries of inGroups(archive.entries())) {
      const named = entries.map((entry) => namedEntry(entry, shown));
      await known?.lookUp(named.filter(isRecord).map(({ origin }) => origin));
      for (const one of named) {
        hasRecords ||= isRecord(one);
        yield* itemsOfEntry(archive, one, { limits, known, tally });
      }
    }
    if (!hasRecords) throw new AdvisorySourceError('empty', `${shown}: the zip holds no .json entry`);
  } finally {
    await archive.close();
  }
}

interface NamedEntry {
  readonly entry: Entry;
  readonly name: string;
  /** The entry's name in messages. */
  readonly place: string;
  readonly origin: string;
}

interface ZipReading {
  readonly limits: SourceLimits;
  readonly known: KnownRecords | null;
  readonly tally: Tally;
}

async function* itemsOfEntry(
  archive: ZipArchive,
  { entry, name, place, origin }: NamedEntry,
  { limits, known, tally }: ZipReading,
): AsyncGenerator<SourceItem> {
  if (/\.zip$/i.test(name)) yield { name: place, problem: 'a zip within a zip is not read' };
  if (!isRecord({ name })) return;
  const problem = refusalOf(entry, limits);
  if (problem !== null) {
    yield { name: place, problem };
    return;
  }
  count(tally, entry, archive.fileBytes, limits);
  if (known?.isKnown(origin)) yield { name: place, unchanged: origin };
  else yield* itemsOf(place, await archive.content(entry, place), origin);
}

function namedEntry(entry: Entry, shown: string): NamedEntry {
  const name = nameOf(entry);
  const { crc32, compressedSize, uncompressedSize } = entry;
  const file = name.slice(name.lastIndexOf('/') + 1);
  const origin = `zip:${crc32}:${uncompressedSize}:${compressedSize}:${file}`;
  return { entry, name, place: `${shown}:${shownName(name)}`, origin };
}

function isRecord({ name }: { readonly name: string }): boolean {
  return /\.json$/i.test(name);
}

async function* inGroups(entries: AsyncIterable<Entry>): AsyncGenerator<Entry[]> {
  let group: Entry[] = [];
  for await (const entry of entries) {
    group.push(entry);
    if (group.length < lookUpSize) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

async function openWithin(path: string, shown: string, limits: SourceLimits): Promise<ZipArchive> {
  const archive = await ZipArchive.open(path, shown);
  if (archive.entryCount <= limits.entries) return archive;
  await archive.close();
  const message = `${shown}: states ${archive.entryCount} entries; at most ${limits.entries} are read`;
  throw new AdvisorySourceError('too-large', message);
}

/** Bytes of the entries read so far. */
interface Tally {
  readonly shown: string;
  storedBytes: number;
  bytes: number;
}

/** Entries that share their bytes (an overlapping zip bomb) together claim more than the file has. */
function count(tally: Tally, entry: Entry, fileBytes: number, limits: SourceLimits): void {
  tally.storedBytes += entry.compressedSize;
  tally.bytes += entry.uncompressedSize;
  if (tally.storedBytes > fileBytes) {
    throw new AdvisorySourceError('corrupt', `${tally.shown}: its entries overlap`);
  }
  if (tally.bytes > limits.totalBytes) {
    const message = `${tally.shown}: its entries exceed ${limits.totalBytes} bytes uncompressed`;
    throw new AdvisorySourceError('too-large', message);
  }
}

function refusalOf(entry: Entry, limits: SourceLimits): string | null {
  if (entry.isEncrypted()) return 'the entry is encrypted';
  if (!entry.canDecodeFileData()) return `compression method ${entry.compressionMethod} is not supported`;
  if (Math.max(entry.uncompressedSize, entry.compressedSize) > limits.recordBytes) {
    return `the entry has more than ${limits.recordBytes} bytes`;
  }
  const isDense = entry.uncompressedSize > entry.compressedSize * limits.ratio;
  if (isDense && entry.uncompressedSize > ratioFreeBytes) return `compressed more than ${limits.ratio} times`;
  return null;
}

function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}
