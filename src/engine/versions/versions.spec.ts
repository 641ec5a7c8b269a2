import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { readVersionTable } from '../../../test/support/version-table.js';
import { isComponentEcosystem } from '../advisories/ecosystems.js';
import { versionOrders } from './index.generated.js';

const beside = (file: string): URL => new URL(file, import.meta.url);

/** Text of the characters that versions are made of, so that more of it parses than of any text. */
const versionLike = fc.string({ unit: fc.constantFrom(...'0019abrpz.-+~:_v'), maxLength: 24 });

describe('every version order', () => {
  it('claims ecosystems that no other one claims', () => {
    const claimed = versionOrders.flatMap(({ ecosystems }) => ecosystems);
    expect(claimed).toEqual([...new Set(claimed)]);
    expect(claimed.filter((ecosystem) => !isComponentEcosystem(ecosystem))).toEqual([]);
  });

  describe.each(versionOrders.map((order) => ({ id: order.id, order })))('$id', ({ id, order }) => {
    it('has its file, its spec and its table under its id', () => {
      const files = [`./${id}.order.ts`, `./${id}.order.spec.ts`, `./${id}.versions.txt`];
      expect(files.filter((file) => !existsSync(beside(file)))).toEqual([]);
    });

    it('orders its table as it is written', () => {
      const wrong = readVersionTable(beside(`./${id}.versions.txt`)).filter(({ left, relation, right }) => {
        const [a, b] = [order.key(left), order.key(right)];
        return !a || !b || Math.sign(Buffer.compare(a, b)) !== (relation === '<' ? -1 : 0);
      });
      expect(wrong.map(({ line }) => line)).toEqual([]);
    });

    it('never throws, whatever the text', () => {
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'binary' }), versionLike), (text) => {
          const key = order.key(text);
          expect(key === null || key.length > 0).toBe(true);
        }),
        { numRuns: 2_000 },
      );
    });

    it('puts no version after the last of its builds', () => {
      fc.assert(
        fc.property(versionLike, (text) => {
          const [key, last] = [order.key(text), order.lastKey ? order.lastKey(text) : order.key(text)];
          expect(key === null ? last === null : Buffer.compare(key, last!) <= 0).toBe(true);
        }),
        { numRuns: 2_000 },
      );
    });

    it.each([
      '',
      ' ',
      'not a version',
      '1.0 2',
      '1.0\n',
      '１.0',
      '1.0\0',
      '$VERSION',
      '<unknown>',
      '*',
      'latest',
    ])('gives %j no key', (text) => {
      expect(order.key(text)).toBeNull();
    });

    it('gives a version of up to 1,024 characters a key, and none above', () => {
      expect(order.key('1'.repeat(1_024))).not.toBeNull();
      expect(order.key('1'.repeat(1_025))).toBeNull();
    });

    it('decides on the longest versions in no time, whatever they repeat', () => {
      const started = processorTime();
      for (const piece of ['1', '1.', '0.', '1~', '1-', 'a', '_p1', '-0.', '.a', '+'])
        for (const end of ['', '!']) order.key(`1${piece.repeat(1_000 / piece.length)}${end}`);
      expect(processorTime() - started).toBeLessThan(500);
    });

    it('orders numbers of any length', () => {
      fc.assert(
        fc.property(
          fc.bigInt({ min: 1n, max: 10n ** 900n }),
          fc.bigInt({ min: 1n, max: 10n ** 900n }),
          (a, b) => {
            const [left, right] = [order.key(`${a}`), order.key(`${b}`)];
            expect(Math.sign(Buffer.compare(left!, right!))).toBe(a < b ? -1 : a > b ? 1 : 0);
          },
        ),
      );
    });
  });
});
