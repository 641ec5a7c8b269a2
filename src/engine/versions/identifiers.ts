import type { KeyBytes } from './key-bytes.js';

const next = { end: 0, numeric: 1, alphanumeric: 2 } as const;

/** Identifiers parted by dots; none for no text. Numbers sort before text, and what ends before what goes on. */
export function writeIdentifiers(bytes: KeyBytes, text: string): KeyBytes {
  for (const identifier of text === '' ? [] : text.split('.')) {
    if (/^[0-9]+$/.test(identifier)) bytes.byte(next.numeric).number(identifier);
    else bytes.byte(next.alphanumeric).terminated(identifier);
  }
  return bytes.byte(next.end);
}
