import { type Severity, worst } from '../model/severity.js';
import { type CvssRating, rateCvssVector } from './cvss.js';
import { isDistribution } from './ecosystems.js';
import { isCve } from './flaws.js';
import type { OsvAffected, OsvRecord } from './osv-schema.js';

/** How bad a record, or a part of it, says its flaw is. */
export interface StatedSeverity {
  readonly severity: Severity;
  /** CVSS base score, 0 to 10; null when it has no readable vector. */
  readonly score: number | null;
  /** The vector the score is from. */
  readonly vector: string | null;
}

/** Databases' words for severities, in lower case. Words that decide nothing (`untriaged`) are not in it. */
const severityWords: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['important', 'high'],
  ['high', 'high'],
  ['moderate', 'medium'],
  ['medium', 'medium'],
  ['low', 'low'],
  ['negligible', 'info'],
  ['unimportant', 'info'],
  ['none', 'info'],
]);

/** RustSec's kinds of advisories without a flaw (https://github.com/rustsec/advisory-db#advisory-format). */
const informationalKinds: ReadonlySet<unknown> = new Set(['notice', 'unmaintained']);

/** AlmaLinux, Red Hat and Rocky number bug-fix (BA) and enhancement (EA) errata like security ones (SA). */
const noSecurityErratum = /^(?:AL|RH|RL)(?:BA|EA)-/;

/** A part of a record that can state a severity: the record itself, or one of its `affected` entries. */
type Place = Pick<OsvAffected, 'severity' | 'database_specific'> &
  Partial<Pick<OsvAffected, 'ecosystem_specific'>>;

/**
 * The severity a record and its `affected` entries state, from the first of these that says something:
 *
 * 1. Ubuntu's priority: the distribution's own grading of its build. Score and vector still come from CVSS.
 * 2. CVSS vectors of the record and its `affected` entries: per place the newest CVSS version, over places the worst.
 * 3. `severity` and `urgency` words in `database_specific` and `ecosystem_specific`: the worst.
 * 4. In a distribution's record, the word its summary begins (`Important: …`) or ends with (`… (Important)`).
 * 5. `info` for RustSec's informational advisories and for errata that fix no flaw.
 */
export function severityOf(record: OsvRecord): StatedSeverity {
  return statedBy([[record, ...record.affected]], record);
}

/**
 * The severity of what an `affected` entry of the record is about, in the order of `severityOf`; at each step what the
 * entry itself states comes before what the record does. Other entries' are left out. The schema has a record state its
 * severity in one of the two.
 */
export function entrySeverities(record: OsvRecord): (entry: OsvAffected) => StatedSeverity {
  return (entry) => statedBy([[entry], [record]], record);
}

/** Whether an entry may state a severity of its own. */
export function isRated({ severity, ecosystem_specific, database_specific }: OsvAffected): boolean {
  const objects = [ecosystem_specific, database_specific];
  return severity.length > 0 || objects.some((object) => object?.severity ?? object?.urgency);
}

/** @param groups of places: at each step the first of them that says something counts. */
function statedBy(groups: readonly (readonly Place[])[], record: OsvRecord): StatedSeverity {
  const rating = groups.reduce<CvssRating | null>((found, places) => found ?? worstRating(places), null);
  const severity = firstKnown([
    ...groups.map((places) => () => ubuntuPriority(places)),
    () => rating?.severity ?? 'unknown',
    ...groups.map((places) => () => specificWords(places)),
    () => summaryWord(record),
    () => withoutFlaw(record),
  ]);
  return { severity, score: rating?.score ?? null, vector: rating?.vector ?? null };
}

function worstRating(places: readonly Place[]): CvssRating | null {
  const ratings = places.flatMap((place) => newestRating(place.severity) ?? []);
  return best(ratings, (a, b) => a.score - b.score);
}

function firstKnown(steps: readonly (() => Severity)[]): Severity {
  return steps.reduce<Severity>((found, next) => (found === 'unknown' ? next() : found), 'unknown');
}

/** By list: to rate a vector takes longer than all else, and an entry's counts for the record as well. */
const newestRatings = new WeakMap<OsvRecord['severity'], CvssRating | null>();

function newestRating(place: OsvRecord['severity']): CvssRating | null {
  const known = newestRatings.get(place);
  if (known !== undefined) return known;
  const ratings = place
    .filter(({ type }) => type.startsWith('CVSS_'))
    .flatMap(({ score }) => rateCvssVector(score) ?? []);
  const newest = best(ratings, (a, b) => Number(a.version) - Number(b.version) || a.score - b.score);
  newestRatings.set(place, newest);
  return newest;
}

function best<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number): Item | null {
  return items.reduce<Item | null>((top, item) => (top && compare(top, item) >= 0 ? top : item), null);
}

function ubuntuPriority(places: readonly Place[]): Severity {
  const stated = places.flatMap(({ severity }) => severity);
  return worstWord(stated.flatMap(({ type, score }) => (type === 'Ubuntu' ? [score] : [])));
}

function specificWords(places: readonly Place[]): Severity {
  const objects = places.flatMap((place) => [place.ecosystem_specific, place.database_specific]);
  return worstWord(objects.flatMap((object) => [object?.severity, object?.urgency]));
}

/** Debian marks some urgencies with stars (`medium**`), which do not change the word. */
function worstWord(words: readonly unknown[]): Severity {
  return words
    .map((word) => (typeof word === 'string' && word.length < 30 ? word : ''))
    .map((word) => severityWords.get(word.replaceAll('*', '').trim().toLowerCase()) ?? 'unknown')
    .reduce<Severity>(worst, 'unknown');
}

function summaryWord(record: OsvRecord): Severity {
  const isDistributions = record.affected.some(
    (entry) => entry.package && isDistribution(entry.package.ecosystem),
  );
  if (!isDistributions || !record.summary) return 'unknown';
  const summary = record.summary.trim();
  const first = /^(\w{1,20}): /.exec(summary)?.[1];
  const last = /\((\w{1,20})\)$/.exec(summary.slice(-30))?.[1];
  return worstWord([first, last]);
}

function withoutFlaw(record: OsvRecord): Severity {
  const isInformational = record.affected.some((entry) =>
    informationalKinds.has(entry.database_specific?.informational),
  );
  const namesFlaw = record.upstream.length + record.aliases.length > 0 || record.related.some(isCve);
  return isInformational || (noSecurityErratum.test(record.id) && !namesFlaw) ? 'info' : 'unknown';
}
