import fc from 'fast-check';
import { processorTime } from './processor-time.js';
import { type FileReader, type Json, UnreadableFileError } from '../../src/engine/model/file-reader.js';

/** What a reader makes of a file: what it kept, and what it said was wrong. */
export interface Reading<Extract extends Json> {
  readonly extract: Extract | null;
  readonly problem: string | null;
}

/** Reads a file as a scan does: anything but an UnreadableFileError is the reader's fault and is thrown on. */
export function readFile<Extract extends Json>(
  reader: FileReader<Extract>,
  path: string,
  content: string | Uint8Array,
): Reading<Extract> {
  try {
    return { extract: reader.extract(path, Buffer.from(content as string)), problem: null };
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { extract: error.partial as Extract | null, problem: error.message };
  }
}

const fragments = [
  ...[
    'Package: a',
    'Version: 1:1.0-1',
    'Status: install ok installed',
    'Source: b (2)',
    'Source: (',
    ' continued',
  ],
  ...[
    'P:a',
    'V:1.0-r0',
    'o:b',
    'L:MIT',
    'A:x86_64',
    'R:package.json',
    'Name: a',
    'Version: 1.0',
    '/usr/lib/a.egg-info',
    'F:lib',
    'root:x:0:0:root:/root:/bin/sh',
    '::::::',
    '+::0',
    '#',
  ],
  ...[
    'ID=debian',
    'VERSION_ID="12"',
    "ID='",
    'ID="\\"',
    '=',
    ':',
    '{"name":"a",',
    '"version":"1",',
    '"license":{}}',
    '{}',
  ],
  ...[
    '{"__proto__":{"name":"a"},"version":1}',
    '{"name":"\\ud800","version":"1"}',
    '\0',
    '\ufffd',
    '\t',
    '\r',
    '',
  ],
];

/** Bytes, and texts that come close to what readers look for. */
export const hostileContent: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => Buffer.from(text)),
  fc
    .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 8 })), { maxLength: 12 })
    .chain((lines) =>
      fc.constantFrom('\n', '\n\n', '\r\n', '').map((end) => Buffer.from(lines.join(end) + end)),
    ),
);

/** What a hostile file has a great many of: what patterns and parsers may look at again from each of them. */
const repeatedPieces: readonly string[] = [
  ...[
    '\n',
    '\r',
    '\r\n',
    ' ',
    '\t',
    '\\',
    '"',
    "'",
    '#',
    '%',
    ',',
    ':',
    '::',
    '=',
    '@',
    '/',
    '-',
    '.',
    '0',
    'a',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '<a>',
    '</a>',
    '<!--',
    '&a ',
    '*a ',
    '- ',
    '/*',
    '//',
    '${a}',
    '"a":',
    'a: b\n',
  ],
  ...['a = "b"\n', '[a]\n', '%X y\n', 'a;', 'a>=1,', '{a,[', 'a (1)\n', '    a\n', 'a.name= \r', ' \r'],
];

/** Bytes of them: enough for what takes the square of them to stand out. */
const repeatedBytes = 128 * 1024;
/** Milliseconds of processor time: ten times and more of what any reader takes for so much. */
const longestReading = 4_000;

/** The pieces that keep a reader too long when a file, behind what it may begin with, has nothing else. */
export function slowPieces(reader: FileReader, path: string, before = ''): readonly string[] {
  return repeatedPieces.filter((piece) => {
    const start = processorTime();
    readFile(reader, path, before + piece.repeat(repeatedBytes / piece.length));
    return processorTime() - start > longestReading;
  });
}
