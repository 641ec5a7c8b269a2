import { isUtf8 } from 'node:buffer';
import type { ExploitPrediction } from '../../engine/advisories/exploit-prediction.js';
import {
  isKnownExploitedCatalogue,
  type KnownExploitedCatalogue,
  readKnownExploited,
} from '../../engine/advisories/known-exploited.js';

/** One thing a source holds. */
export type SourceItem =
  /** A record as parsed JSON. `origin` names the bytes it was read from, when they hold nothing else. */
  | { readonly name: string; readonly json: unknown; readonly origin: string | null }
  /** A record that was not read: the reader knows what its bytes hold. */
  | { readonly name: string; readonly unchanged: string }
  | { readonly name: string; readonly knownExploited: KnownExploitedCatalogue }
  /** Some of FIRST's scores; all parts of one file have the same date. */
  | { readonly name: string; readonly exploitPredictions: PredictionPart }
  /** What could not be read, and why. */
  | { readonly name: string; readonly problem: string };

export interface PredictionPart {
  /** ISO 8601 date. */
  readonly scoredOn: string;
  readonly predictions: readonly ExploitPrediction[];
}

/** What its reader knows of a source's records from an earlier time, so that they need not be read again. */
export interface KnownRecords {
  /** Finds out which of the origins are known; they are asked for with `isKnown` then. */
  lookUp(origins: readonly string[]): Promise<void>;
  /** Asked just before the record would be read. */
  isKnown(origin: string): boolean;
}

/** Records whose origins are looked up together. */
export const lookUpSize = 1_000;

/** What one JSON document holds; an array holds one record an element. Never throws. */
export function* itemsOf(
  name: string,
  bytes: Uint8Array,
  origin: string | null = null,
): Generator<SourceItem> {
  const parsed = parse(bytes);
  if ('problem' in parsed) yield { name, problem: parsed.problem };
  else if (Array.isArray(parsed.json)) {
    for (const [index, json] of parsed.json.entries()) yield itemOf(`${name}#${index + 1}`, json, null);
  } else yield itemOf(name, parsed.json, origin);
}

function itemOf(name: string, json: unknown, origin: string | null): SourceItem {
  if (!isKnownExploitedCatalogue(json)) return { name, json, origin };
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
