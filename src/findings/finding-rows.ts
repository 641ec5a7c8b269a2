import { severities } from '../engine/model/severity.js';
import type { KnownFinding } from '../engine/policy/verdict-change.js';
import type { FindingContent } from './finding-content.js';

/** Of the stored findings of one target, in one order, each list in one text: a line for each would cost more. */
export interface StoredContents {
  target_id: string;
  ids: string;
  fingerprints: string;
  contents: string;
}

/** Of the targets whose ids are `$1`. */
export const selectContents = `SELECT target_id, string_agg(id::text, ',') AS ids, string_agg(fingerprint, ',') AS fingerprints,
    string_agg(content, ',') AS contents
  FROM finding WHERE target_id = ANY($1) GROUP BY target_id`;

/** By fingerprint. */
export function knownContents(row: StoredContents | undefined): Map<string, { id: string; content: string }> {
  if (!row) return new Map();
  const [ids, contents] = [row.ids.split(','), row.contents.split(',')];
  return new Map(
    row.fingerprints
      .split(',')
      .map((fingerprint, index) => [fingerprint, { id: ids[index]!, content: contents[index]! }]),
  );
}

/** What is known of a stored finding that is gone or is different now. */
export interface StoredRow {
  target_id: string;
  fingerprint: string;
  severity_rank: number;
  exemption_id: string | null;
  advisory: string | null;
  component: string | null;
  is_known_exploited: boolean;
  dismissed_by: string | null;
}

/** Those whose ids are `$1`. */
export const selectStored = `SELECT f.target_id, f.fingerprint, f.severity_rank, f.exemption_id, c.advisory, f.is_known_exploited,
    CASE WHEN f.is_dismissed THEN c.vex ->> 'source' END AS dismissed_by,
    (c.component ->> 'name') || ' ' || (c.component ->> 'version') AS component
  FROM finding f JOIN finding_content c ON c.digest = f.content WHERE f.id = ANY($1)`;

export function knownRow(row: StoredRow): KnownFinding {
  return {
    fingerprint: row.fingerprint,
    severity: severities[row.severity_rank]!,
    exemption: row.exemption_id,
    advisory: row.advisory,
    component: row.component,
    isKnownExploited: row.is_known_exploited,
    dismissedBy: row.dismissed_by,
  };
}

/** Findings to be stored, in one order. */
export class WrittenFindings {
  /** By digest. */
  readonly contents = new Map<string, FindingContent>();
  private readonly ids: string[] = [];
  private readonly targets: string[] = [];
  private readonly fingerprints: string[] = [];
  private readonly digests: string[] = [];

  /** @param firstSeenAt those that are new; their ids are of that time, too */
  constructor(readonly firstSeenAt: Date) {}

  get isEmpty(): boolean {
    return this.ids.length === 0;
  }

  add(id: string, targetId: string, fingerprint: string, content: FindingContent): void {
    this.contents.set(content.digest, content);
    this.ids.push(id);
    this.targets.push(targetId);
    this.fingerprints.push(fingerprint);
    this.digests.push(content.digest);
  }

  /** Of `upsertFindings`. */
  parameters(): unknown[] {
    const lists = [this.ids, this.targets, this.fingerprints, this.digests];
    return [...lists.map((list) => list.join(',')), this.firstSeenAt];
  }
}

/** Said by the content; here to be filtered and sorted by. */
const copied = [
  'kind',
  'result',
  'severity_rank',
  'check_id',
  'is_known_exploited',
  'exemption_id',
  'is_dismissed',
];
const replaced = ['content', ...copied.filter((name) => name !== 'kind'), 'is_fixable'];
const listed = (place: number, type: string) => `string_to_array($${place}, ',')::${type}[]`;

/**
 * `$1` to `$4`: ids, targets, fingerprints and contents, each in one text; `$5`: when new ones were first seen. The
 * contents are kept already.
 */
export const upsertFindings = `INSERT INTO finding (id, target_id, fingerprint, first_seen_at, content, ${copied.join(', ')}, is_fixable)
  SELECT r.id, r.target_id, r.fingerprint, $5, c.digest, ${copied.map((name) => `c.${name}`).join(', ')}, c.fixed_version IS NOT NULL
  FROM unnest(${listed(1, 'uuid')}, ${listed(2, 'uuid')}, ${listed(3, 'text')}, ${listed(4, 'text')})
    AS r (id, target_id, fingerprint, content)
  JOIN finding_content c ON c.digest = r.content
  ON CONFLICT (target_id, fingerprint, kind) DO UPDATE SET ${replaced.map((name) => `${name} = excluded.${name}`).join(', ')}`;
