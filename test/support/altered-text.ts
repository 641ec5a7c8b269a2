import fc from 'fast-check';

const insertions = [
  ...[
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    ':',
    ',',
    '=',
    '@',
    '/',
    '#',
    '\\',
    '-',
    '&',
    '*',
    '!',
  ],
  ...['\n', '\r\n', ' ', '\t', '\0', '\ufffd', '', '0', '-1', '1e999', 'null', 'true', '""', '{}', '[]'],
  ...['__proto__', 'constructor', '"__proto__": {"version": "1"},', 'a'.repeat(2_000), '['.repeat(200)],
];

/** The text with a few places cut out, repeated, swapped for others or cut off: what a parser of it must withstand. */
export function alteredText(text: string): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: text.length });
  const edit = fc.record({
    start: place,
    length: fc.oneof(fc.nat({ max: 30 }), place),
    insertion: fc.oneof(fc.constantFrom(...insertions), fc.constant(null)),
  });
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) =>
    Buffer.from(
      edits.reduce((altered, { start, length, insertion }) => {
        const cut = altered.slice(start, start + length);
        return altered.slice(0, start) + (insertion ?? cut + cut) + altered.slice(start + length);
      }, text),
    ),
  );
}
