import { advisoryAge } from '../checks/advisory-coverage.js';
import type { AdvisoryDatabase } from '../checks/check.js';
import { millisecondsPerHour, parseInstant } from '../checks/instants.js';
import type { Facts } from '../model/facts.js';
import type { Text } from '../model/text.js';
import type { WeighedReason } from './gate-reason.js';
import type { Policy } from './policy-schema.js';

/** What ages about a target that holds packages. */
export interface Aging {
  readonly facts: Facts;
  readonly database: AdvisoryDatabase;
  /** ISO 8601; null: not known. */
  readonly scannedAt: string | null;
  readonly now: Date;
}

export interface Freshness {
  readonly reasons: readonly WeighedReason[];
  /** When what is fresh becomes too old, in milliseconds since 1970. */
  readonly changes: readonly number[];
}

/** Codes: `advisories-stale`, `scan-stale`. Both make the verdict unknown, whatever no check says. */
export function freshnessOf({ freshness }: Policy, aging: Aging): Freshness {
  const { kind } = aging.facts;
  if (kind !== 'image' && kind !== 'source' && kind !== 'sbom') return { reasons: [], changes: [] };
  const parts = [advisoriesOf(freshness.advisories_hours, aging), scanOf(freshness.scan_hours, aging)];
  return {
    reasons: parts.flatMap(({ reasons }) => reasons),
    changes: parts.flatMap(({ changes }) => changes),
  };
}

const fresh: Freshness = { reasons: [], changes: [] };

function advisoriesOf(hours: number | undefined, { facts, database, now }: Aging): Freshness {
  if (hours === undefined) return fresh;
  const { gaps, changesAt } = advisoryAge(facts, database, hours, now);
  const [gap] = gaps;
  if (!gap) return { reasons: [], changes: changesAt === undefined ? [] : [Date.parse(changesAt)] };
  const remediation = {
    en: 'Import current advisories: the target is judged again by itself.',
    zh: '请导入最新的漏洞公告，随后会自动重新判定。',
  };
  return { reasons: [staleReason('advisories-stale', gap, remediation)], changes: [] };
}

function scanOf(hours: number | undefined, { scannedAt, now }: Aging): Freshness {
  if (hours === undefined) return fresh;
  const at = parseInstant(scannedAt);
  const staleFrom = at === null ? -Infinity : at + hours * millisecondsPerHour + 1;
  if (now.getTime() < staleFrom) return { reasons: [], changes: [staleFrom] };
  const gap =
    at === null
      ? { en: 'when it was scanned is not known', zh: '扫描时间未知' }
      : {
          en: `it was last scanned at ${scannedAt}, more than ${hours} hours ago`,
          zh: `上次扫描于 ${scannedAt}，已超过 ${hours} 小时`,
        };
  const remediation = { en: 'Scan it again.', zh: '请重新扫描。' };
  return { reasons: [staleReason('scan-stale', gap, remediation)], changes: [] };
}

function staleReason(code: string, gap: Text, remediation: Text): WeighedReason {
  return {
    effect: 'unknown',
    code,
    severity: 'unknown',
    message: {
      en: `What is known of it is too old for the policy: ${gap.en}.`,
      zh: `已知信息过旧，不满足策略要求：${gap.zh}。`,
    },
    remediation,
    findings: [],
  };
}
