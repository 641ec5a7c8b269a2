import { baseEcosystem, isDistribution } from '../advisories/ecosystems.js';
import { inventoryOf, type Facts } from '../model/facts.js';
import type { AdvisoryDatabase } from './check.js';
import { describeProblem, listed } from './fact-problems.js';
import { changingAt, millisecondsPerHour, parseInstant } from './instants.js';

/** What the absence of matches proves, and what it does not. */
export interface Coverage {
  /** Why vulnerabilities may be missing, as parts of a sentence; empty: all that is installed was looked up. */
  readonly gaps: readonly string[];
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
  const age = ageOf(facts, database, maximumAgeHours, now);
  return { ...age, gaps: [...age.gaps, ...inventoryGaps(facts, database)] };
}

/** What is oldest of what the target needs counts. */
function ageOf(
  facts: Facts,
  database: AdvisoryDatabase,
  maximumAgeHours: number | null,
  now: Date,
): Coverage {
  if (database.importedAt === null) return { gaps: ['no advisories were ever imported'] };
  if (maximumAgeHours === null) return { gaps: [] };
  const { subject, at } = oldestOf(facts, database, database.importedAt);
  const importedAt = parseInstant(at);
  if (importedAt === null) return { gaps: ['the date of the last advisory import cannot be read'] };
  const staleFrom = importedAt + maximumAgeHours * millisecondsPerHour + 1;
  if (now.getTime() < staleFrom) return { gaps: [], ...changingAt(staleFrom) };
  return {
    gaps: [`${subject} were last imported at ${at}, more than ${maximumAgeHours} hours ago`],
  };
}

function oldestOf(
  facts: Facts,
  { ecosystemTimes }: AdvisoryDatabase,
  importedAt: string,
): { subject: string; at: string } {
  const needed = new Set(inventoryOf(facts).ecosystems.map(baseEcosystem));
  const times = ecosystemTimes.filter(({ ecosystem }) => needed.has(ecosystem));
  if (times.length < needed.size) times.push({ ecosystem: '', importedAt });
  const [oldest] = times.sort((a, b) => (a.importedAt < b.importedAt ? -1 : 1));
  const isOwn = oldest !== undefined && oldest.ecosystem !== '' && oldest.importedAt !== importedAt;
  return {
    subject: isOwn ? `advisories for ${oldest.ecosystem}` : 'advisories',
    at: oldest?.importedAt ?? importedAt,
  };
}

function inventoryGaps(facts: Facts, database: AdvisoryDatabase): string[] {
  const { ecosystems: found, problems } = inventoryOf(facts);
  const osRelease = facts.kind === 'image' ? facts.rootfs.osRelease : null;
  const covered = new Set(database.ecosystems);
  const uncovered = found.filter((ecosystem) => !covered.has(ecosystem));
  const gaps: string[] = [];
  if (uncovered.length > 0) gaps.push(`no advisories are known for ${listed(uncovered)}`);
  if (osRelease !== null && !found.some(isDistribution)) {
    const name = osRelease.prettyName ?? `${osRelease.id} ${osRelease.versionId ?? ''}`.trim();
    gaps.push(`no packages of the distribution (${name}) could be looked up`);
  }
  const [first] = problems.map((problem) => describeProblem(problem, facts.kind)).sort();
  if (first !== undefined) {
    gaps.push(problems.length > 1 ? `${first}, and ${problems.length - 1} more problems` : first);
  }
  return gaps;
}
