import { isUtf8 } from 'node:buffer';
import {
  isKnownExploitedCatalogue,
  type KnownExploitedCatalogue,
  readKnownExploited,
} from '../../engine/advisories/known-exploited.js';

/** One thing a source holds: a record as parsed JSON, CISA's catalogue, or what could not be read and why. */
export type SourceItem =
  | { readonly name: string; readonly json: unknown }
  | { readonly name: string; readonly knownExploited: KnownExploitedCatalogue }
  | { readonly name: string; readonly problem: string };

/** What one JSON document holds; an array holds one record an element. Never throws. */
export function* itemsOf(name: string, bytes: Uint8Array): Generator<SourceItem> {
  const parsed = parse(bytes);
  if ('problem' in parsed) yield { name, problem: parsed.problem };
  else if (Array.isArray(parsed.json)) {
    for (const [index, json] of parsed.json.entries()) yield itemOf(`${name}#${index + 1}`, json);
  } else yield itemOf(name, parsed.json);
}

function itemOf(name: string, json: unknown): SourceItem {
  if (!isKnownExploitedCatalogue(json)) return { name, json };
  const reading = readKnownExploited(json);
  return reading.ok ? { name, knownExploited: reading.catalogue } : { name, problem: reading.problem };
}

function parse(bytes: Uint8Array): { readonly json: unknown } | { readonly problem: string } {
  if (!isUtf8(bytes)) return { problem: 'not UTF-8 text' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    const json: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    return { json };
  } catch (error) {
    return { problem: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** A name from a hostile place, safe to show: no control characters, at most 200 characters. */
export function shownName(name: string): string {
  const printable = name.replace(/\p{Cc}/gu, '\ufffd');
  return printable.length > 200 ? `${printable.slice(0, 199)}…` : printable;
}
