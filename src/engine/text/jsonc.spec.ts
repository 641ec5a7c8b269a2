import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { parseJsonc } from './jsonc.js';

const read = (text: string) => parseJsonc(Buffer.from(text));

describe('parseJsonc', () => {
  it('reads comments and commas after last elements', () => {
    const text = `// first
{
  "a": [1, 2, /* three */ ], // more
  "b": { "c": "//no \\" comment, ]", },
  /* "d": 1, */
  "e": "/*,}", // end
}
// last`;
    expect(read(text)).toEqual({ a: [1, 2], b: { c: '//no " comment, ]' }, e: '/*,}' });
  });

  it.each(['{"a":1,,}', '[,,]', '{"a" 1}', '/', '{} /', '"', '"\\', '[1 2]', '/* {}', '[1]/2'])(
    'reports %s',
    (text) => {
      expect(() => read(text)).toThrow(UnreadableFileError);
    },
  );

  it.each(['/*', ',', '//', '"\\', ',/**/', ', ', '['])('is done soon with a great many %s', (piece) => {
    const text = piece.repeat(500_000);
    const start = processorTime();
    expect(() => read(text)).toThrow(UnreadableFileError);
    expect(processorTime() - start).toBeLessThan(5_000);
  });

  it('reads any JSON as it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
