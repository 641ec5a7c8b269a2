import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOut } from './table.js';
import { columnsOf } from './text.js';

it('puts columns under each other, without spaces at the end', () => {
  expect(
    layOut(
      [
        ['CVE-1', 'openssl 3.0', ''],
        ['CVE-20', 'zlib 1', 'fix 2'],
      ],
      80,
    ),
  ).toEqual(['CVE-1   openssl 3.0', 'CVE-20  zlib 1       fix 2']);
});

it('cuts the widest column first', () => {
  expect(layOut([['CVE-2023-38545', 'heap overflow in the handshake']], 30)).toEqual([
    'CVE-2023-38545  heap overflow…',
  ]);
});

it('keeps to the width whatever the texts, as long as the columns can be eight wide', () => {
  const rows = fc.array(fc.tuple(fc.string(), fc.string(), fc.string()), { minLength: 1 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 28, max: 100 }), (texts, width) => {
      for (const line of layOut(texts, width)) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});
