import { describe, expect, it } from 'vitest';
import { zipOf } from '../../../test/support/zip-writer.js';
import { ZipFile } from './zip-file.js';

const only = (zip: Buffer) => new ZipFile(zip).entries[0]!;
const text = (zip: Buffer) => Buffer.from(new ZipFile(zip).content(only(zip), 1_000)).toString();

/** With the sizes of its only entry moved to the extra field for 64 bits, as writers that stream put them. */
function widened(zip: Buffer): Buffer {
  const at = zip.lastIndexOf(Buffer.from('504b0102', 'hex'));
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const record = Buffer.from(zip.subarray(at, end));
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(BigInt(record.readUInt32LE(24)), 4);
  extra.writeBigUInt64LE(BigInt(record.readUInt32LE(20)), 12);
  record.writeUInt32LE(0xffffffff, 20);
  record.writeUInt32LE(0xffffffff, 24);
  record.writeUInt16LE(extra.length, 30);
  const tail = Buffer.from(zip.subarray(end));
  tail.writeUInt32LE(record.length + extra.length, 12);
  return Buffer.concat([zip.subarray(0, at), record, extra, tail]);
}

describe('ZipFile', () => {
  it.each([0, 8])('reads what is packed by method %i', (method) => {
    expect(text(zipOf([{ name: 'a', text: 'hello', method }]))).toBe('hello');
  });

  it('reads sizes of 64 bits', () => {
    const zip = widened(zipOf([{ name: 'a', text: 'hello' }]));
    expect(only(zip)).toMatchObject({ size: 5 });
    expect(text(zip)).toBe('hello');
  });

  it('unpacks no more than the directory states', () => {
    const zip = zipOf([{ name: 'a', text: 'x'.repeat(900), statedSize: 10 }]);
    expect(() => text(zip)).toThrow('the zip is damaged: "a" cannot be unpacked');
    const stored = zipOf([{ name: 'a', text: 'x'.repeat(900), statedSize: 10, method: 0 }]);
    expect(() => text(stored)).toThrow('is stored with another size');
  });

  it.each([0, 8])('refuses what its checksum was not made of, packed by method %i', (method) => {
    const altered = zipOf([{ name: 'a', text: 'hello', method, statedCrc: 1 }]);
    expect(() => text(altered)).toThrow('the zip is damaged: "a" is not what its checksum was made of');
  });

  it('refuses less than the directory states', () => {
    const short = zipOf([{ name: 'a', text: 'hello', statedSize: 9 }]);
    expect(() => text(short)).toThrow('"a" is not what its checksum was made of');
  });

  it('says what it does not read', () => {
    expect(() => text(zipOf([{ name: 'a', text: 'x', flags: 1 }]))).toThrow('"a" is encrypted');
    expect(() => text(zipOf([{ name: 'a', text: 'x'.repeat(1_001) }]))).toThrow('at most 1000 are read');
    expect(() => new ZipFile(Buffer.from('PK'))).toThrow('it is no zip');
  });
});
