import { z } from 'zod';
import type { Text } from '../model/text.js';
import { engineLineOf, engineLinesAsOf, isBeforeAllLines, type EngineLine } from './docker-releases.js';
import { aBundle } from './example-host.js';
import {
  hostCheck,
  hostPassed,
  hostUndecided,
  hostUnknown,
  type HostFault,
  type HostOutcome,
} from './host-check.js';
import { compareVersions, leadingVersion } from './host-versions.js';
import { changingAt, millisecondsPerDay, parseInstant } from './instants.js';

const dayCount = z.string().regex(/^\d{1,4}d$/);

export const hostDockerVersionCheck = hostCheck({
  id: 'host-docker-version',
  title: { en: 'Docker engine out of date', zh: 'Docker 版本过旧' },
  area: 'host',
  parts: [],
  severity: 'medium',
  parameters: z.object({
    max_behind: z
      .object({ patch: dayCount.default('30d'), minor: dayCount.default('90d') })
      .prefault({})
      .describe(
        'So long after a newer release of its line it must be installed; minor: its second number differs.',
      ),
    max_table_days: z
      .number()
      .min(0)
      .default(365)
      .describe(`So many days the table of releases counts, which is of ${engineLinesAsOf}.`),
  }),
  remediation: { en: 'Update the engine.', zh: '升级 Docker 引擎。' },
  references: { cis: ['1.2.2'], bench: ['1.2.2'], nist: ['4.4.1'], seed: ['§8.1', '§9.3'] },
  evaluate(facts, parameters, now): HostOutcome {
    const { serverVersion: written, serverPlatform } = facts.machine;
    const version = leadingVersion(written);
    if (written === null || version === null)
      return hostUnknown(
        facts,
        { en: 'The version of the engine', zh: 'Docker 版本' },
        'docker-version',
        'docker-info',
      );
    if (!isOwnBuild(written, serverPlatform)) return hostUndecided(ofDistribution(written));
    if (isBeforeAllLines(version)) return { faults: [unsupported(written, null)] };
    const line = engineLineOf(version);
    return line ? judged(written, version, line, parameters, now) : hostUndecided(notListed(written));
  },
  examples: {
    good: [{ name: 'the newest', input: 'host', text: versioned('29.3.0'), now: '2026-06-01T00:00:00Z' }],
    bad: [
      { name: 'out of support', input: 'host', text: versioned('24.0.9'), now: '2026-06-01T00:00:00Z' },
      { name: 'behind', input: 'host', text: versioned('29.1.0'), now: '2026-06-04T00:00:00Z' },
    ],
  },
});

function versioned(Version: string): string {
  const Server = { Version, Platform: { Name: 'Docker Engine - Community' } };
  return aBundle({ 'docker-version': JSON.stringify({ Server }) });
}

/** Builds of distributions bring fixes back under a number of the maker, and mark it or leave the name out. */
function isOwnBuild(written: string, platform: string | null): boolean {
  if (!/^\d+(?:\.\d+){2}(?:-ce)?$/.test(written)) return false;
  return platform === null || /^Docker (?:Engine|Desktop)/.test(platform);
}

interface Parameters {
  readonly max_behind: { readonly patch: string; readonly minor: string };
  readonly max_table_days: number;
}

function judged(
  written: string,
  version: string,
  line: EngineLine,
  limits: Parameters,
  now: Date,
): HostOutcome {
  const end = endOf(line.until, 1);
  if (end !== null && now.getTime() >= end) return { faults: [unsupported(written, line)] };
  const isBehind = compareVersions(version, line.newest) < 0;
  const isPatch = minorOf(version) === minorOf(line.newest);
  const late = endOf(
    line.newestOn,
    parseInt(isPatch ? limits.max_behind.patch : limits.max_behind.minor, 10),
  );
  if (isBehind && late !== null && now.getTime() >= late) return { faults: [behind(written, line)] };
  const stale = endOf(engineLinesAsOf, limits.max_table_days);
  const isStale = stale === null || now.getTime() >= stale;
  const next = [end, isBehind ? late : null, stale].flatMap((at) =>
    at !== null && at > now.getTime() ? [at] : [],
  );
  const changes = next.length > 0 ? changingAt(Math.min(...next)) : {};
  if (isStale || compareVersions(version, line.newest) > 0)
    return { ...hostUndecided(notListed(written)), ...changes };
  return { ...hostPassed, ...changes };
}

function endOf(day: string | null, days: number): number | null {
  const start = parseInstant(day);
  return start === null ? null : start + days * millisecondsPerDay;
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

function unsupported(written: string, line: EngineLine | null): HostFault {
  const [since, from] = line ? [` since ${line.until}`, `自 ${line.until} 起`] : ['', '已'];
  const message = {
    en: `Docker ${written} has had no fixes of security${since}.`,
    zh: `Docker ${written} ${from}不再提供安全修复。`,
  };
  return {
    element: '',
    fact: 'host.serverVersion',
    value: written,
    message,
    severity: 'high',
    part: 'docker-version',
  };
}

function behind(written: string, { newest, newestOn }: EngineLine): HostFault {
  const message = {
    en: `Docker ${written} is behind ${newest}, which is of ${newestOn}.`,
    zh: `Docker ${written} 落后于 ${newestOn} 发布的 ${newest}。`,
  };
  return { element: '', fact: 'host.serverVersion', value: written, message, part: 'docker-version' };
}

function ofDistribution(written: string): Text {
  return {
    en: `Docker ${written} is a build of a distribution: which fixes it brings back is not known.`,
    zh: `Docker ${written} 为发行版构建：已回移的修复未知。`,
  };
}

function notListed(written: string): Text {
  return {
    en: `Whether Docker ${written} is the newest of its line is not known: the table of releases is of ${engineLinesAsOf}.`,
    zh: `Docker ${written} 是否为最新版本未知：版本表截至 ${engineLinesAsOf}。`,
  };
}
