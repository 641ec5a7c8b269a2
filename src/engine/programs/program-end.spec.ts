import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ProgramHead, programEnd } from './program-end.js';

type Field = readonly [at: number, bytes: 2 | 4 | 8, value: number];

function headOf(start: string, fields: readonly Field[], isLittle = true, length = 1_024): Buffer {
  const head = Buffer.alloc(length);
  head.write(start, 'hex');
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (const [at, bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, isLittle);
    else if (bytes === 4) view.setUint32(at, value, isLittle);
    else view.setBigUint64(at, BigInt(value), isLittle);
  }
  return head;
}

/** With two sections at 128: one without bytes that reaches far, and one that ends at 5,000. */
const wideSections: Field[] = [
  [40, 8, 128],
  [58, 2, 64],
  [60, 2, 2],
  [128 + 4, 4, 8],
  [128 + 24, 8, 0],
  [128 + 32, 8, 99_999],
  [192 + 4, 4, 1],
  [192 + 24, 8, 4_000],
  [192 + 32, 8, 1_000],
];
const narrowSections: Field[] = [
  [32, 4, 128],
  [46, 2, 40],
  [48, 2, 2],
  [128 + 4, 4, 8],
  [128 + 20, 4, 99_999],
  [168 + 4, 4, 1],
  [168 + 16, 4, 4_000],
  [168 + 20, 4, 1_000],
];

describe('programEnd', () => {
  it.each([
    ['ELF of 64 bits', '7f454c460201', wideSections, true, 5_000],
    ['ELF of 64 bits, highest byte first', '7f454c460202', wideSections, false, 5_000],
    ['ELF of 32 bits', '7f454c460101', narrowSections, true, 5_000],
    ['ELF of 32 bits, highest byte first', '7f454c460102', narrowSections, false, 5_000],
    [
      'ELF whose table of sections is behind all else',
      '7f454c460201',
      [
        [40, 8, 70_000],
        [58, 2, 64],
        [60, 2, 10],
      ],
      true,
      70_640,
    ],
    [
      'ELF without sections, by its segments',
      '7f454c460201',
      [
        [32, 8, 64],
        [54, 2, 56],
        [56, 2, 2],
        [64, 4, 4],
        [64 + 32, 8, 99_999],
        [120, 4, 1],
        [120 + 8, 8, 2_000],
        [120 + 32, 8, 500],
      ],
      true,
      2_500,
    ],
    [
      'PE, but for what fills up its last section',
      '4d5a',
      [
        [0x3c, 4, 128],
        [134, 2, 2],
        [148, 2, 16],
        [168 + 16, 4, 0],
        [168 + 20, 4, 99_999],
        [208 + 8, 4, 700],
        [208 + 16, 4, 1_024],
        [208 + 20, 4, 2_048],
        [128, 4, 0x4550],
      ],
      true,
      2_748,
    ],
    [
      'Mach-O of 64 bits',
      'cffaedfe',
      [
        [16, 4, 2],
        [32, 4, 2],
        [36, 4, 16],
        [48, 4, 0x19],
        [52, 4, 72],
        [88, 8, 4_096],
        [96, 8, 1_000],
      ],
      true,
      5_096,
    ],
    [
      'Mach-O of 32 bits, highest byte first',
      'feedface',
      [
        [16, 4, 1],
        [28, 4, 1],
        [32, 4, 56],
        [60, 4, 4_096],
        [64, 4, 1_000],
      ],
      false,
      5_096,
    ],
    ['debugging information of Mach-O', 'cffaedfe', [[12, 4, 10]], true, null],
    ['several processors', 'cafebabe', [], true, null],
    ['DOS', '4d5a', [], true, null],
    ['a script', '23212f62696e', [], true, null],
  ] as const)('tells the end of %s', (_, start, fields, isLittle, end) => {
    expect(programEnd(headOf(start, fields, isLittle))).toBe(end);
  });

  it('is never misled into reading behind the head', () => {
    for (const start of ['7f454c460201', '7f454c460101', '4d5a', 'cffaedfe', 'feedface'])
      for (const length of [0, 3, 4, 20, 63, 64, 128, 1_024]) {
        const head = Buffer.alloc(length, 0xff);
        head.write(start, 'hex');
        expect(() => programEnd(head)).not.toThrow();
      }
  });

  it('is within a whole program, and behind one that is cut off', () => {
    const file = openSync(process.execPath, 'r');
    const { size } = fstatSync(file);
    const head = Buffer.alloc(64 * 1024);
    readSync(file, head);
    closeSync(file);
    const kept = new ProgramHead();
    for (let at = 0; at < head.length; at += 1_000) kept.write(head.subarray(at, at + 1_000));
    const end = kept.end()!;
    expect(end).toBe(programEnd(head));
    expect(end).toBeGreaterThan(size * 0.9);
    expect(end).toBeLessThanOrEqual(size);
  });
});
