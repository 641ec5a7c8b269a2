import { baseEcosystem, isDistribution } from '../advisories/ecosystems.js';
import { inventoryOf, type Facts } from '../model/facts.js';
import type { Text } from '../model/text.js';
import { listed } from '../model/text-parts.js';
import type { AdvisoryDatabase } from './check.js';
import { describeProblem } from './fact-problems.js';
import { changingAt, millisecondsPerHour, parseInstant } from './instants.js';
import { compareText } from './vulnerability-text.js';

/** What the absence of matches proves, and what it does not. */
export interface Coverage {
  /** Why vulnerabilities may be missing, as parts of a sentence; empty: all that is installed was looked up. */
  readonly gaps: readonly Text[];
  /** When the database becomes too old (ISO 8601); absent: never, or it already is. */
  readonly changesAt?: string;
}

/**
 * Whether the database could know of every component's flaws: something was imported, not longer ago than
 * `maximumAgeHours` (null: no bound), it covers the distribution and every ecosystem that has components, and nothing in
 * the target was left unread.
 */
export function advisoryCoverage(
  facts: Facts,
  database: AdvisoryDatabase,
  maximumAgeHours: number | null,
  now: Date,
): Coverage {
  const age = advisoryAge(facts, database, maximumAgeHours, now);
  return { ...age, gaps: [...age.gaps, ...inventoryGaps(facts, database)] };
}

const neverImported = { en: 'no advisories were ever imported', zh: '尚未导入任何漏洞公告' };
const undatedImport = {
  en: 'the date of the last advisory import cannot be read',
  zh: '无法读取上次导入漏洞公告的日期',
};

/** Whether the advisories that the target needs are old, and when they will be; the rest of `Coverage` is not looked at. */
export function advisoryAge(
  facts: Facts,
  database: AdvisoryDatabase,
  maximumAgeHours: number | null,
  now: Date,
): Coverage {
  if (database.importedAt === null) return { gaps: [neverImported] };
  if (maximumAgeHours === null) return { gaps: [] };
  const { subject, at } = oldestImport(facts, database, database.importedAt);
  const importedAt = parseInstant(at);
  if (importedAt === null) return { gaps: [undatedImport] };
  const staleFrom = importedAt + maximumAgeHours * millisecondsPerHour + 1;
  if (now.getTime() < staleFrom) return { gaps: [], ...changingAt(staleFrom) };
  return {
    gaps: [
      {
        en: `${subject.en} were last imported at ${at}, more than ${maximumAgeHours} hours ago`,
        zh: `${subject.zh}上次导入于 ${at}，已超过 ${maximumAgeHours} 小时`,
      },
    ],
  };
}

/** Of the advisories that the target's packages need those that were imported longest ago. */
export function oldestImport(
  facts: Facts,
  { ecosystemTimes }: AdvisoryDatabase,
  importedAt: string,
): { subject: Text; at: string } {
  const needed = new Set(inventoryOf(facts).ecosystems.map(baseEcosystem));
  const times = ecosystemTimes.filter(({ ecosystem }) => needed.has(ecosystem));
  if (times.length < needed.size) times.push({ ecosystem: '', importedAt });
  const [oldest] = times.sort((a, b) => (a.importedAt < b.importedAt ? -1 : 1));
  const isOwn = oldest !== undefined && oldest.ecosystem !== '' && oldest.importedAt !== importedAt;
  return {
    subject: isOwn
      ? { en: `advisories for ${oldest.ecosystem}`, zh: `${oldest.ecosystem} 的漏洞公告` }
      : { en: 'advisories', zh: '漏洞公告' },
    at: oldest?.importedAt ?? importedAt,
  };
}

function inventoryGaps(facts: Facts, database: AdvisoryDatabase): Text[] {
  const { ecosystems: found, problems } = inventoryOf(facts);
  const osRelease = facts.kind === 'image' ? facts.rootfs.osRelease : null;
  const covered = new Set(database.ecosystems);
  const uncovered = found.filter((ecosystem) => !covered.has(ecosystem));
  const gaps: Text[] = [];
  if (uncovered.length > 0) {
    const { en, zh } = listed(uncovered);
    gaps.push({ en: `no advisories are known for ${en}`, zh: `漏洞库中没有 ${zh} 的公告` });
  }
  if (osRelease !== null && !found.some(isDistribution)) {
    const name = osRelease.prettyName ?? `${osRelease.id} ${osRelease.versionId ?? ''}`.trim();
    gaps.push({
      en: `no packages of the distribution (${name}) could be looked up`,
      zh: `未能查询发行版（${name}）的任何软件包`,
    });
  }
  const [first] = problems
    .map((problem) => describeProblem(problem, facts.kind))
    .sort((a, b) => compareText(a.en, b.en));
  if (first !== undefined) gaps.push(problems.length > 1 ? withOthers(first, problems.length - 1) : first);
  return gaps;
}

function withOthers({ en, zh }: Text, others: number): Text {
  return { en: `${en}, and ${others} more problems`, zh: `${zh}，另有 ${others} 个问题` };
}
