import { blockBytes } from './tar-header.js';

export interface EntryAttributes {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Value of the extended attribute `security.capability`. */
  readonly capabilities?: Uint8Array;
}

interface NewEntry extends EntryAttributes {
  readonly path: string;
  readonly typeFlag: string;
  readonly linkPath?: string;
  readonly body?: Uint8Array;
}

const endMark = Buffer.alloc(2 * blockBytes);

/** Makes a tar in memory: ustar headers, with PAX ones where a name is long or not ASCII. The same calls give the same bytes. */
export class TarBuilder {
  private readonly parts: Buffer[] = [];

  file(path: string, content: string | Uint8Array = '', attributes: EntryAttributes = {}): this {
    const body = typeof content === 'string' ? Buffer.from(content) : content;
    return this.add({ path, typeFlag: '0', body, mode: 0o644, ...attributes });
  }

  directory(path: string, attributes: EntryAttributes = {}): this {
    return this.add({ path: `${path}/`, typeFlag: '5', mode: 0o755, ...attributes });
  }

  symlink(path: string, target: string): this {
    return this.add({ path, typeFlag: '2', linkPath: target, mode: 0o777 });
  }

  /** @param target path of an entry of this tar or of a layer below. */
  hardLink(path: string, target: string): this {
    return this.add({ path, typeFlag: '1', linkPath: target, mode: 0o644 });
  }

  characterDevice(path: string, attributes: EntryAttributes = {}): this {
    return this.add({ path, typeFlag: '3', mode: 0o666, ...attributes });
  }

  fifo(path: string, attributes: EntryAttributes = {}): this {
    return this.add({ path, typeFlag: '6', mode: 0o644, ...attributes });
  }

  /** Hides `path` of the layers below. */
  whiteout(path: string): this {
    const slash = path.lastIndexOf('/') + 1;
    return this.file(`${path.slice(0, slash)}.wh.${path.slice(slash)}`);
  }

  /** Hides everything that the layers below have in a folder. */
  opaque(directory: string): this {
    return this.file(directory === '' ? '.wh..wh..opq' : `${directory}/.wh..wh..opq`);
  }

  /** Bytes as they are, for broken tars. */
  raw(bytes: Uint8Array): this {
    this.parts.push(Buffer.from(bytes));
    return this;
  }

  /** The tar with its end mark. */
  toBuffer(): Buffer {
    return Buffer.concat([...this.parts, endMark]);
  }

  private add(entry: NewEntry): this {
    const records = Buffer.concat([
      Buffer.from(paxRecord('path', entry.path, 100) + paxRecord('linkpath', entry.linkPath ?? '', 100)),
      capabilityRecord(entry.capabilities),
    ]);
    if (records.length > 0)
      this.push({ path: 'PaxHeaders/entry', typeFlag: 'x', body: records, mode: 0o644 });
    this.push(entry);
    return this;
  }

  private push(entry: NewEntry): void {
    const body = Buffer.from(entry.body ?? []);
    const padding = Buffer.alloc((blockBytes - (body.length % blockBytes)) % blockBytes);
    this.parts.push(tarHeaderBlock({ ...entry, size: body.length }), body, padding);
  }
}

/** One ustar header block; names that do not fit are cut off. */
export function tarHeaderBlock(entry: {
  readonly path: string;
  readonly typeFlag: string;
  readonly size: number;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly linkPath?: string;
}): Buffer {
  const block = Buffer.alloc(blockBytes);
  block.write(entry.path, 0, 100, 'utf8');
  block.write(octal(entry.mode ?? 0, 8), 100, 'latin1');
  block.write(octal(entry.uid ?? 0, 8), 108, 'latin1');
  block.write(octal(entry.gid ?? 0, 8), 116, 'latin1');
  block.write(octal(entry.size, 12), 124, 'latin1');
  block.write(octal(0, 12), 136, 'latin1');
  block.write(entry.typeFlag, 156, 1, 'latin1');
  block.write(entry.linkPath ?? '', 157, 100, 'utf8');
  block.write('ustar\x0000', 257, 'latin1');
  return sealHeaderBlock(block);
}

/** Writes a header block's checksum into it. */
export function sealHeaderBlock(block: Buffer): Buffer {
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

function capabilityRecord(value: Uint8Array | undefined): Buffer {
  if (value === undefined) return Buffer.alloc(0);
  const rest = Buffer.concat([Buffer.from(' SCHILY.xattr.security.capability='), value, Buffer.from('\n')]);
  let { length } = rest;
  while (`${length}`.length + rest.length !== length) length++;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

/** Empty when the value fits into the header. The length that begins a record counts itself. */
function paxRecord(key: string, value: string, fits: number): string {
  if (Buffer.byteLength(value) <= fits && /^[\x20-\x7e]*$/.test(value)) return '';
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (`${length}`.length + Buffer.byteLength(rest) !== length) length++;
  return `${length}${rest}`;
}
