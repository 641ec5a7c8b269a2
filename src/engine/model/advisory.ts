import type { Severity } from './severity.js';

/** How a record names another one (https://ossf.github.io/osv-schema/). */
export type AdvisoryRelation = 'alias' | 'upstream';

/** What the service keeps of an OSV record, ready to be stored and matched. */
export interface Advisory {
  readonly id: string;
  readonly summary: string;
  readonly details: string;
  /** ISO 8601. */
  readonly modifiedAt: string;
  readonly publishedAt: string | null;
  /** Not null: the record was withdrawn and matches nothing. */
  readonly withdrawnAt: string | null;
  readonly aliases: readonly string[];
  readonly upstream: readonly string[];
  /** The worst that the record or one of its `affected` entries states; `unknown` when none does. */
  readonly severity: Severity;
  /** CVSS base score, 0 to 10; null when the record has no vector. */
  readonly score: number | null;
  /** The vector the score is from. */
  readonly vector: string | null;
  readonly affected: readonly RatedRange[];
  /** URLs. */
  readonly references: readonly string[];
}

/** A range of a record with the severity of the flaw in it. */
export interface RatedRange extends AffectedRange {
  /** What applies to this range where that is not what the record as a whole states; null: it is. */
  readonly rating: RangeRating | null;
}

export interface RangeRating {
  readonly severity: Severity;
  /** CVSS base score, 0 to 10. */
  readonly score: number | null;
}

/** One interval of affected versions of one package, both ends as version keys. */
export interface AffectedRange {
  /** With its release: `Debian:12`. */
  readonly ecosystem: string;
  readonly name: string;
  /**
   * Inclusive lower end. Empty bytes: from the first version. Null with `undecidable`, and where a single version is
   * listed (`lastAffected`) that has no key: only the very same text is that one.
   */
  readonly lowerKey: Uint8Array | null;
  /** Upper end; null: no upper end. */
  readonly upperKey: Uint8Array | null;
  /** Whether the upper end itself is affected (`last_affected`, single versions). */
  readonly isUpperInclusive: boolean;
  /** The versions as the record writes them. */
  readonly introduced: string | null;
  readonly fixed: string | null;
  readonly lastAffected: string | null;
  /** Not null: why this range cannot be compared (a version without a key); every version's match is `unknown`. */
  readonly undecidable: string | null;
  /**
   * Streams of modules (`nodejs:18`) whose builds it is about; empty: of one it does not name. Null: of builds outside
   * modules.
   */
  readonly modules: readonly string[] | null;
}
