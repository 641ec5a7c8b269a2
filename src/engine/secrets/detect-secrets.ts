import type { SecretDetector } from './detector.js';
import { secretDetectors } from './index.generated.js';
import { isStandIn } from './secret-values.js';

/** Where a detector matched: `text.slice(start, end)` is the secret. */
export interface SecretHit {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Those that look at any text; the others know their files. */
const textDetectors = secretDetectors.filter(({ files }) => !files);
const loweredKeywords = new Map(
  textDetectors.map(({ id, keywords }) => [id, keywords.map((keyword) => keyword.toLowerCase())]),
);
const genericIds = new Set(textDetectors.filter(({ isGeneric }) => isGeneric).map(({ id }) => id));
/** In a shorter text there is no keyword. */
const shortestKeyword = Math.min(...[...loweredKeywords.values()].flat().map(({ length }) => length));

/**
 * Everything in a text that has the form of a secret, examples and tokens with wrong checksums included: what must not be
 * shown. Hits are sorted by start; those of different detectors may overlap. Time grows linearly with the text.
 */
export function detectSecrets(text: string): SecretHit[] {
  return sorted(hitsIn(text, () => true));
}

/** Those of them that are believed to be secrets: what is reported. A general detector yields to one that knows more. */
export function findSecrets(text: string): SecretHit[] {
  const hits = hitsIn(text, (detector, match) => isBelieved(detector, match));
  return sorted(withoutOverlapped(hits, ({ id }) => genericIds.has(id)));
}

/** Whether a match of the detector's pattern is no example and stands a second look. */
export function isBelieved(detector: SecretDetector, match: RegExpExecArray): boolean {
  const [start, end] = secretSpan(match);
  const secret = match.input.slice(start, end);
  return !isStandIn(secret) && (detector.isReal?.(secret, match) ?? true);
}

/** Where in the input of a match its secret stands. */
export function secretSpan({ indices, index, 0: whole, groups }: RegExpExecArray): readonly [number, number] {
  const named = groups?.['secret'] === undefined ? undefined : indices?.groups?.['secret'];
  return named ?? indices?.[1] ?? [index, index + whole.length];
}

/** The hits without those of general detectors that another one's hit touches. */
export function withoutOverlapped<Hit extends { readonly start: number; readonly end: number }>(
  hits: readonly Hit[],
  isGeneric: (hit: Hit) => boolean,
): Hit[] {
  const telling = hits.filter((hit) => !isGeneric(hit));
  const isTold = ({ start, end }: Hit) => telling.some((other) => other.start < end && start < other.end);
  return hits.filter((hit) => !isGeneric(hit) || !isTold(hit));
}

function hitsIn(
  text: string,
  accepts: (detector: SecretDetector, match: RegExpExecArray) => boolean,
): SecretHit[] {
  if (text.length < shortestKeyword) return [];
  const lowered = text.toLowerCase();
  const hits: SecretHit[] = [];
  for (const detector of textDetectors) {
    if (!loweredKeywords.get(detector.id)?.some((keyword) => lowered.includes(keyword))) continue;
    for (const match of text.matchAll(detector.pattern)) {
      if (!accepts(detector, match)) continue;
      const [start, end] = secretSpan(match);
      hits.push({ id: detector.id, start, end });
    }
  }
  return hits;
}

function sorted(hits: SecretHit[]): SecretHit[] {
  return hits.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}
