import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip made for a test; what is set aside from name and text makes it a bad one. */
export interface FixtureEntry {
  readonly name: string;
  readonly text: string | Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly statedSize?: number;
  readonly statedCrc?: number;
  /** Takes its data from the entry at this place in the list. */
  readonly dataOf?: number;
}

/** A zip of the entries (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). */
export function zipOf(entries: readonly FixtureEntry[], statedCount = entries.length): Buffer {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let length = 0;
  for (const entry of entries) {
    const shared = entry.dataOf === undefined ? undefined : offsets[entry.dataOf];
    offsets.push(shared ?? length);
    if (shared !== undefined) continue;
    const name = Buffer.from(entry.name);
    const part = Buffer.concat([signed(0x04034b50, headerOf(entry)), lengths(name), name, dataOf(entry)]);
    parts.push(part);
    length += part.length;
  }
  const directory = entries.map((entry, index) => {
    const name = Buffer.from(entry.name);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offsets[index] ?? 0, 10);
    return Buffer.concat([signed(0x02014b50, Buffer.of(20, 0), headerOf(entry)), lengths(name), tail, name]);
  });
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(statedCount, 4);
  end.writeUInt16LE(statedCount, 6);
  end.writeUInt32LE(directoryBytes.length, 8);
  end.writeUInt32LE(length, 12);
  return Buffer.concat([...parts, directoryBytes, signed(0x06054b50, end)]);
}

function dataOf(entry: FixtureEntry): Buffer {
  const bytes = Buffer.from(entry.text);
  return (entry.method ?? 8) === 8 ? deflateRawSync(bytes) : bytes;
}

function headerOf(entry: FixtureEntry): Buffer {
  const bytes = Buffer.from(entry.text);
  const header = Buffer.alloc(22);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(0x0800 | (entry.flags ?? 0), 2);
  header.writeUInt16LE(entry.method ?? 8, 4);
  header.writeUInt32LE(entry.statedCrc ?? crc32(bytes), 10);
  header.writeUInt32LE(dataOf(entry).length, 14);
  header.writeUInt32LE(entry.statedSize ?? bytes.length, 18);
  return header;
}

function lengths(name: Buffer): Buffer {
  const fields = Buffer.alloc(4);
  fields.writeUInt16LE(name.length, 0);
  return fields;
}

function signed(signature: number, ...rest: readonly Buffer[]): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return Buffer.concat([bytes, ...rest]);
}
