import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableFileError } from '../model/file-reader.js';
import { capabilitiesIn, fileCapabilitiesReader } from './file-capabilities.js';

const read = (hex: string) => fileCapabilitiesReader.attributes!(Buffer.from(hex.replace(/ /g, ''), 'hex'));

describe('capabilities of a file', () => {
  it.each([
    [
      'of revision 2, as setcap writes them',
      '01000002 00040000 00000000 00000000 00000000',
      ['NET_BIND_SERVICE'],
    ],
    [
      'of revision 3, with the user that they are of',
      '00000003 00200000 00000000 00000000 00000000 e8030000',
      ['NET_RAW'],
    ],
    ['of revision 1', '01000001 00002000 00000000', ['SYS_ADMIN']],
    ['that are inheritable only', '00000002 00000000 01000000 00000000 00000000', ['CHOWN']],
    ['above 32, and without a name', '01000002 00000000 00000000 80000080 00000000', ['63', 'BPF']],
  ])('are named: %s', (_what, hex, expected) => {
    expect(read(hex)).toEqual(expected);
  });

  it.each(['', '01', '01000004 00000000 00000000', '01000002 00040000'])('are refused as %j', (hex) => {
    expect(() => read(hex)).toThrow(UnreadableFileError);
  });

  it('are names or a refusal, whatever the attribute holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        try {
          expect(fileCapabilitiesReader.attributes!(bytes)).toEqual(expect.any(Array));
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError);
        }
      }),
    );
  });

  it('are empty for a file without', () => {
    expect(capabilitiesIn(null)).toEqual([]);
    expect(capabilitiesIn(new Map([['passwd', []]]))).toEqual([]);
  });
});
