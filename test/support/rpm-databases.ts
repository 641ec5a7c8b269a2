/** A package of an rpm database under test. */
export interface RpmPackage {
  readonly name: string;
  readonly epoch?: number;
  readonly version: string;
  readonly release: string;
  readonly architecture?: string;
  readonly sourcePackage?: string;
  readonly licence?: string;
  readonly module?: string;
  /** Bytes of a description. */
  readonly padding?: number;
}

type Entry = readonly [tag: number, type: number, data: Buffer];

/** A package's header as rpm's databases hold it. */
export function rpmHeader(of: RpmPackage): Buffer {
  const text = (tag: number, value: string | undefined): Entry[] =>
    value === undefined ? [] : [[tag, 6, Buffer.from(`${value}\0`)]];
  const entries: Entry[] = [
    ...text(1000, of.name),
    ...text(1001, of.version),
    ...text(1002, of.release),
    ...(of.epoch === undefined ? [] : [[1003, 4, numbers(true, of.epoch)] as const]),
    ...text(1005, of.padding === undefined ? undefined : 'x'.repeat(of.padding)),
    ...text(1014, of.licence),
    ...text(1022, of.architecture),
    ...text(1044, of.sourcePackage),
    ...text(5096, of.module),
  ];
  let offset = 0;
  const index = entries.map(([tag, type, data]) => {
    offset = type === 4 ? Math.ceil(offset / 4) * 4 : offset;
    const at = offset;
    offset += data.length;
    return { head: numbers(true, tag, type, at, 1), at, data };
  });
  const data = Buffer.alloc(offset);
  for (const entry of index) entry.data.copy(data, entry.at);
  return Buffer.concat([numbers(true, entries.length, data.length), ...index.map(({ head }) => head), data]);
}

/** Four bytes each. */
function numbers(isBigEndian: boolean, ...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) =>
    isBigEndian ? bytes.writeUInt32BE(value, index * 4) : bytes.writeUInt32LE(value, index * 4),
  );
  return bytes;
}

/** rpm's own format, with one page of slots. */
export function ndbDatabase(records: readonly Buffer[]): Buffer {
  const slots = Buffer.alloc(4096);
  numbers(false, 0x506d7052, 0, 1, 1, records.length + 1).copy(slots);
  for (let at = 32; at < slots.length; at += 16) slots.writeUInt32LE(0x746f6c53, at);
  const blobs: Buffer[] = [];
  let block = slots.length / 16;
  records.forEach((record, index) => {
    const size = Math.ceil((record.length + 32) / 16);
    const blob = Buffer.alloc(size * 16);
    numbers(false, 0x53626c42, index + 1, 1, record.length).copy(blob);
    record.copy(blob, 16);
    numbers(false, 0x746f6c53, index + 1, block, size).copy(slots, 32 + index * 16);
    blobs.push(blob);
    block += size;
  });
  return Buffer.concat([slots, ...blobs]);
}

const pageBytes = 4096;

/** A hash table with one page of items; records that are too long for it stand on overflow pages. */
export function berkeleyDatabase(records: readonly Buffer[]): Buffer {
  const meta = Buffer.alloc(pageBytes);
  numbers(false, 0, 1, 0, 0x061561, 9, pageBytes).copy(meta);
  const overflow: Buffer[] = [];
  const items = records.flatMap((record, index) => [
    Buffer.concat([Buffer.from([1]), numbers(false, index + 1)]),
    record.length < 800 ? Buffer.concat([Buffer.from([1]), record]) : offPage(record, overflow),
  ]);
  const page = Buffer.alloc(pageBytes);
  page.writeUInt16LE(items.length, 20);
  page[25] = 13;
  let end = pageBytes;
  items.forEach((item, index) => {
    end -= item.length;
    item.copy(page, end);
    page.writeUInt16LE(end, 26 + index * 2);
  });
  page.writeUInt16LE(end, 22);
  meta.writeUInt32LE(overflow.length + 1, 32);
  return Buffer.concat([meta, page, ...overflow]);
}

function offPage(record: Buffer, pages: Buffer[]): Buffer {
  const first = pages.length + 2;
  const room = pageBytes - 26;
  for (let start = 0; start < record.length; start += room) {
    const page = Buffer.alloc(pageBytes);
    const piece = record.subarray(start, start + room);
    const isLast = start + room >= record.length;
    page.writeUInt32LE(isLast ? 0 : pages.length + 3, 16);
    page.writeUInt16LE(piece.length, 22);
    page[25] = 7;
    piece.copy(page, 26);
    pages.push(page);
  }
  return Buffer.concat([Buffer.from([3, 0, 0, 0]), numbers(false, first, record.length)]);
}

/** A database with the table `Packages (hnum, blob)`, whose rows stand on one leaf page and its overflow pages. */
export function sqliteDatabase(records: readonly Buffer[]): Buffer {
  const schema = leafPage(
    [sqliteRecord(['table', 'Packages', 'Packages', 2, 'CREATE TABLE Packages'])],
    100,
    [],
  );
  Buffer.from('SQLite format 3\0').copy(schema);
  schema.writeUInt16BE(pageBytes, 16);
  const overflow: Buffer[] = [];
  const rows = leafPage(
    records.map((record) => sqliteRecord([null, record])),
    0,
    overflow,
  );
  return Buffer.concat([schema, rows, ...overflow]);
}

function sqliteRecord(values: readonly (string | number | Buffer | null)[]): Buffer {
  const types = values.map((value) => {
    if (value === null) return 0;
    if (typeof value === 'number') return 1;
    return typeof value === 'string' ? 13 + value.length * 2 : 12 + value.length * 2;
  });
  const head = Buffer.concat(types.map(varint));
  const body = values.map((value) => {
    if (value === null) return Buffer.alloc(0);
    return typeof value === 'number' ? Buffer.from([value]) : Buffer.from(value as string);
  });
  return Buffer.concat([varint(head.length + 1), head, ...body]);
}

function leafPage(payloads: readonly Buffer[], headerAt: number, overflow: Buffer[]): Buffer {
  const page = Buffer.alloc(pageBytes);
  page[headerAt] = 0x0d;
  page.writeUInt16BE(payloads.length, headerAt + 3);
  let end = pageBytes;
  payloads.forEach((payload, index) => {
    const cell = Buffer.concat([varint(payload.length), varint(index + 1), local(payload, overflow)]);
    end -= cell.length;
    cell.copy(page, end);
    page.writeUInt16BE(end, headerAt + 8 + index * 2);
  });
  return page;
}

/** What of a payload stands in its cell, with the page that it goes on with. */
function local(payload: Buffer, pages: Buffer[]): Buffer {
  if (payload.length <= pageBytes - 35) return payload;
  const least = Math.floor(((pageBytes - 12) * 32) / 255) - 23;
  const fitting = least + ((payload.length - least) % (pageBytes - 4));
  const kept = fitting <= pageBytes - 35 ? fitting : least;
  const first = pages.length + 3;
  for (let start = kept; start < payload.length; start += pageBytes - 4) {
    const page = Buffer.alloc(pageBytes);
    page.writeUInt32BE(start + pageBytes - 4 >= payload.length ? 0 : pages.length + 4);
    payload.subarray(start, start + pageBytes - 4).copy(page, 4);
    pages.push(page);
  }
  return Buffer.concat([payload.subarray(0, kept), numbers(true, first)]);
}

function varint(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return Buffer.from(bytes);
}
