import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { rustBinaryCataloger } from './rust-binary.cataloger.js';

const crates = [
  { name: 'app', version: '0.1.0', source: 'local', root: true },
  { name: 'smallvec', version: '1.6.0', source: 'crates.io' },
  { name: 'cc', version: '1.0.0', source: 'crates.io', kind: 'build' },
];
/** Without what only built it. */
const listed = [
  ['app', '0.1.0'],
  ['smallvec', '1.6.0'],
];
const elf = Buffer.from('7f454c4602010100', 'hex');
const noise = Buffer.from(
  Array.from({ length: 100_000 }, (_, index) => (index * 7919 + (index >> 3)) & 0xff),
);
const listOf = (packages: readonly object[], level = 9) =>
  deflateSync(JSON.stringify({ packages }), { level });
const program = (list: Buffer) => Buffer.concat([elf, noise, list, noise]);
const read = (content: Buffer) => readFile(rustBinaryCataloger, 'usr/bin/app', content);

/** In pieces of a size, as layers stream by. */
function scan(content: Buffer, size: number): unknown {
  const scanner = rustBinaryCataloger.scanner!('usr/bin/app', content.length)!;
  for (let at = 0; at < content.length; at += size) {
    if (!scanner.write(content.subarray(at, at + size))) break;
  }
  return scanner.end();
}

describe('rustBinaryCataloger', () => {
  it.each([1, 6, 9])('lists the crates of a program, compressed at level %i', (level) => {
    expect(read(program(listOf(crates, level)))).toEqual({ extract: listed, problem: null });
  });

  it.each([97, 512, 4_096, 100_001])('reads it in pieces of %i bytes', (size) => {
    expect(scan(program(listOf(crates)), size)).toEqual(listed);
  });

  it.each(['4d5a9000', 'cffaedfe', 'feedfacf', 'cafebabe', '0061736d'])(
    'reads programs that begin with %s',
    (head) => {
      const content = Buffer.concat([Buffer.from(head, 'hex'), noise, listOf(crates), noise]);
      expect(read(content).extract).toEqual(listed);
    },
  );

  it('finds the list at the very end', () => {
    expect(scan(Buffer.concat([elf, noise, listOf(crates)]), 1_000)).toEqual(listed);
  });

  it('has nothing to say of other files', () => {
    expect(read(Buffer.concat([elf, noise])).extract).toBeNull();
    expect(read(Buffer.concat([Buffer.from('#!/bin/sh\n'), noise, listOf(crates)])).extract).toBeNull();
    expect(rustBinaryCataloger.scanner!('a', 1_000)).toBeNull();
  });

  it('says when the list is damaged', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ name: `c${index}`, version: `${index}.0.0` }));
    const list = listOf(many);
    expect(read(Buffer.concat([elf, noise, list.subarray(0, list.length / 2)]))).toEqual({
      extract: null,
      problem: 'the list of its crates is damaged',
    });
  });
});
