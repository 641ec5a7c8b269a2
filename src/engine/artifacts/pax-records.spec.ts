import { describe, expect, it } from 'vitest';
import { parsePaxRecords } from './pax-records.js';

const parse = (records: string) => parsePaxRecords(Buffer.from(records), 'Here');

/** `key=value` with its length in front, which counts itself. */
function record(text: string): string {
  const rest = ` ${text}\n`;
  const length = [1, 2, 3]
    .map((digits) => digits + rest.length)
    .find((sum, index) => `${sum}`.length === index + 1);
  return `${length}${rest}`;
}

describe('parsePaxRecords', () => {
  it('reads what it knows and passes over the rest', () => {
    const records = ['path=a', 'linkpath=b', 'size=7', 'uid=1', 'gid=2', 'comment=a=b'].map(record);
    expect(parse(records.join(''))).toEqual({ path: 'a', linkPath: 'b', size: 7, uid: 1, gid: 2 });
  });

  it('lets the last of several records count, and takes an empty one as none', () => {
    expect(parse(['path=a', 'path=b', 'path='].map(record).join(''))).toEqual({ path: 'b' });
  });

  it("takes a sparse file's own name and size before the stored ones", () => {
    const records = ['GNU.sparse.realsize=50', 'GNU.sparse.name=a/b', 'path=a/x/b'].map(record);
    expect(parse(records.join(''))).toEqual({ path: 'a/b', isSparse: true, realSize: 50 });
  });

  it.each([
    ['no length', 'path=x\n'],
    ['a length beyond the body', '99 path=x\n'],
    ['a length of nothing', '0 path=x\n'],
    ['a length of too many digits', '00000000000000000010 path=x\n'],
    ['no end of line', '10 path=xy'],
    ['no equals sign', record('path')],
    ['a size that is no number', record('size=-5')],
    ['a size that is too large', record(`size=${'9'.repeat(17)}`)],
    ['a NUL in a path', record('path=\0b')],
  ])('refuses records with %s', (_, records) => {
    expect(() => parse(records)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});
