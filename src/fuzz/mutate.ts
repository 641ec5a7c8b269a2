import type { Random } from './random.js';

/** What formats are made of: put into an input, one of them takes a reader further than noise does. */
const pieces: readonly Uint8Array[] = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    '"',
    '\n',
    '\n\n',
    '\0',
    '\u{feff}',
    '__proto__',
    '-1',
    '9999999999999999999',
    '../',
    '/',
    'null',
    'Name: a\n',
    'Version: 1\n',
    'Package: a\n',
    'P:a\n',
    'V:1\n',
    '"packages":',
    '"version":"1"',
    '"name":"a"',
    's.name = "a"\n',
    's.version = "1"\n',
  ].map((text) => Buffer.from(text)),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0, 0, 0, 0),
  Uint8Array.of(0x7f, 0xff, 0xff, 0xff),
  Uint8Array.of(0x80),
  Uint8Array.of(0xed, 0xa0, 0x80),
];
/** Longest input, in bytes. */
const longest = 1024 * 1024;

/** The input with a few changes: bytes flipped, cut, doubled, moved, or pieces of formats put in. */
export function mutate(input: Uint8Array, random: Random): Uint8Array {
  let bytes = Uint8Array.from(input);
  for (let change = random.below(6) + 1; change > 0; change -= 1) bytes = changed(bytes, random);
  return bytes.subarray(0, longest);
}

function changed(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  const at = random.below(bytes.length + 1);
  const length = random.below(Math.min(64, bytes.length - at) + 1);
  switch (random.below(6)) {
    case 0:
      if (at < bytes.length) bytes[at] = random.below(256);
      return bytes;
    case 1:
      return bytes.slice(0, at);
    case 2:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    case 3:
      return joined(bytes.subarray(0, at), random.one(pieces), bytes.subarray(at));
    case 4:
      return joined(bytes.subarray(0, at + length), bytes.subarray(at));
    default:
      return joined(bytes, ...Array.from({ length: random.below(200) }, () => random.one(pieces)));
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts));
}
