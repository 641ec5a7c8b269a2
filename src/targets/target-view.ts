import type { Target } from '../contracts/target.contract.js';
import type { RootfsFacts } from '../engine/model/facts.js';
import type { Decision } from '../engine/model/verdict.js';
import type { BaseImage } from './base-image.service.js';
import type { TargetRow } from './target.table.js';

/** What is shown of a target beside its own row. */
export interface TargetDetail {
  readonly id: string;
  readonly inventory_id: string;
  /** Null: it is no image. */
  readonly platform: { os: string; architecture: string; variant: string | null } | null;
  readonly distribution: string | null;
  readonly bytes: string | null;
  readonly problems: RootfsFacts['problems'];
  readonly decision: Decision | null;
}

/** SQL: whether a stored verdict is the target's and still holds. */
export const verdictStands = (verdict: string, target: string, now: string) =>
  `${verdict}.target_id = ${target}.id AND ${verdict}.is_current AND NOT ${target}.needs_judging
    AND (${verdict}.valid_until IS NULL OR ${verdict}.valid_until > ${now})`;

/** SQL: the stored decision on a target, as long as it holds; null when it has to be judged again. */
const standingDecision = (target: string, now: string) =>
  `(SELECT v.decision FROM verdict v WHERE ${verdictStands('v', target, now)})`;

/** SQL: the decision on a target as it is shown: pending while it has to be judged again. */
export const shownDecision = (target: string, now: string) =>
  `coalesce(${standingDecision(target, now)}, 'pending')`;

/**
 * SQL: ids of the targets that one of the decisions `:...decision` may be shown on, and few others: they are found by the
 * indexes of verdicts and of what is to be judged, not by asking every target.
 */
export const candidatesFor = (decision: readonly Decision[], now: string) =>
  `SELECT target_id FROM verdict WHERE is_current AND decision IN (:...decision)${
    decision.includes('pending') ? ` UNION ALL ${pendingTargets(now)}` : ''
  }`;

const pendingTargets = (now: string) => `SELECT id FROM target WHERE needs_judging
  UNION ALL SELECT target_id FROM verdict WHERE is_current AND valid_until <= ${now}`;

/** `$1`: ids of targets; `$2`: now. */
export const selectDetails = `SELECT t.id, s.inventory_id, s.facts -> 'platform' AS platform,
    coalesce(i.facts #>> '{osRelease,prettyName}', i.facts #>> '{osRelease,id}') AS distribution,
    coalesce(i.facts #>> '{files,bytes}', (SELECT sum((f ->> 'sizeBytes')::bigint)::text
      FROM jsonb_array_elements(CASE WHEN t.kind = 'source' THEN s.facts -> 'files' END) f),
      CASE WHEN t.kind = 'source' THEN '0' END) AS bytes,
    i.facts -> 'problems' AS problems, ${standingDecision('t', '$2')} AS decision
  FROM target t JOIN snapshot s ON s.id = t.snapshot_id JOIN inventory i ON i.id = s.inventory_id
  WHERE t.id = ANY($1)`;

/** The resource. */
export function presentTarget(
  row: TargetRow,
  detail: TargetDetail,
  base: BaseImage | null,
  componentCount: number,
): Target {
  const { platform, bytes } = detail;
  return {
    id: row.id,
    kind: row.kind,
    digest: row.digest,
    imageId: row.kind === 'image' ? row.identity : null,
    references: row.references,
    labels: row.labels,
    owner: row.owner,
    environment: row.environment,
    platform: platform && [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/'),
    distribution: detail.distribution,
    sizeBytes: bytes === null ? null : Number(bytes),
    base: base && {
      targetId: base.targetId,
      digest: base.digest,
      references: [...base.references],
      layerCount: base.layers.length,
    },
    componentCount,
    isComplete: detail.problems.length === 0,
    problems: detail.problems.map((problem) => `${problem.path}: ${problem.detail}`),
    decision: detail.decision ?? 'pending',
    createdAt: row.createdAt,
    scannedAt: row.scannedAt,
  };
}
