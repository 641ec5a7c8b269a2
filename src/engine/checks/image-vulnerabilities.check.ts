import { z } from 'zod';
import type { Vulnerability } from '../model/finding.js';
import type { TargetKind } from '../model/facts.js';
import { severityNames } from '../model/severity-names.js';
import type { Text } from '../model/text.js';
import { joinTexts } from '../model/text-parts.js';
import { advisoryCoverage } from './advisory-coverage.js';
import { defineCheck, type Outcome, type Violation } from './check.js';
import { anImageSubject, anSbomSubject, aSourceSubject, aVulnerability } from './example-facts.js';
import { targetNouns } from './fact-problems.js';
import { changingAt, millisecondsPerDay, parseInstant } from './instants.js';
import { outcomeOf } from './outcome.js';
import { describeWorst } from './vulnerability-text.js';

const bounded = ['critical', 'high', 'medium', 'low', 'info'] as const;
const bound = z.int().min(0).max(1_000_000).optional();
const grace = z.number().min(0).max(3650).optional();

const parameters = z.object({
  max: z
    .strictObject({ critical: bound, high: bound, medium: bound, low: bound, info: bound })
    .default({ critical: 0, high: 0 })
    .describe(
      'How many vulnerabilities of each severity are allowed; a severity that is absent has no bound.',
    ),
  count: z
    .enum(['fixable', 'all'])
    .default('fixable')
    .describe('fixable: only those with a fixed version; all: those without one too.'),
  count_development: z
    .boolean()
    .default(false)
    .describe('Whether components that are only needed to develop or to test count, too.'),
  max_age_grace_days: z
    .strictObject({ critical: grace, high: grace, medium: grace, low: grace, info: grace })
    .default({})
    .describe(
      'Days since it was published before a vulnerability of the severity counts; a severity that is absent has none.',
    ),
  max_database_age_hours: z
    .number()
    .positive()
    .max(100_000)
    .nullable()
    .default(null)
    .describe('Hours since the last advisory import from which the answer is unknown; null: no bound.'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Puts those aside that are too new to count, and says when that changes. What does not say when it was published, or
 * says that it is yet to be, counts at once.
 */
function pastGrace(
  vulnerabilities: readonly Vulnerability[],
  days: Parameters['max_age_grace_days'],
  now: Date,
): { readonly counted: readonly Vulnerability[]; readonly changes: readonly number[] } {
  if (Object.keys(days).length === 0) return { counted: vulnerabilities, changes: [] };
  const changes: number[] = [];
  const counted = vulnerabilities.filter(({ severity, publishedAt }) => {
    const allowed = (severity === 'unknown' ? undefined : days[severity]) ?? 0;
    const published = allowed === 0 ? null : parseInstant(publishedAt);
    if (published === null) return true;
    const next = [published, published + allowed * millisecondsPerDay].find((time) => time > now.getTime());
    if (next !== undefined) changes.push(next);
    return next === undefined || next === published;
  });
  return { counted, changes };
}

/**
 * Splits what was matched. `certain` counts for sure: affected, of a known severity, and with a fix where only fixable
 * ones count. `possible` may count, too: the version could not be compared, or the severity is not known. A match that
 * could not be compared may have a fix although none is stated.
 */
function split(vulnerabilities: readonly Vulnerability[], count: Parameters['count']) {
  const counted = vulnerabilities.filter(
    ({ result, fixedVersion }) => result === 'unknown' || count === 'all' || fixedVersion !== null,
  );
  const certain: Vulnerability[] = [];
  const possible: Vulnerability[] = [];
  for (const one of counted)
    (one.result === 'affected' && one.severity !== 'unknown' ? certain : possible).push(one);
  return { certain, possible };
}

function violationsOf(
  certain: readonly Vulnerability[],
  { max, count }: Parameters,
  kind: TargetKind,
): Violation[] {
  return bounded.flatMap((severity) => {
    const allowed = max[severity] ?? Infinity;
    if (certain.length <= allowed) return [];
    const found = certain.filter((one) => one.severity === severity);
    if (found.length <= allowed) return [];
    return {
      element: severity,
      message: exceededMessage(found, { allowed, severity, count, kind }),
      ...(severity === 'critical' ? { severity } : {}),
      evidence: [{ fact: `vulnerabilities.${severity}`, value: `${found.length} of at most ${allowed}` }],
    };
  });
}

function exceededMessage(
  found: readonly Vulnerability[],
  {
    allowed,
    severity,
    count,
    kind,
  }: {
    allowed: number;
    severity: (typeof bounded)[number];
    count: Parameters['count'];
    kind: TargetKind;
  },
): Text {
  const { en, zh } = describeWorst(found);
  const noun = targetNouns[kind];
  const vulnerabilities = found.length === 1 ? 'vulnerability' : 'vulnerabilities';
  const isFixable = count === 'fixable';
  return {
    en: `The ${noun.en} has ${found.length} ${isFixable ? 'fixable ' : ''}${severity} ${vulnerabilities}, at most ${allowed} allowed: ${en}.`,
    zh: `该${noun.zh}存在 ${found.length} 个${isFixable ? '可修复的' : ''}${severityNames[severity]}漏洞，最多允许 ${allowed} 个：${zh}。`,
  };
}

/** Those that may count and would break a bound that holds so far if they did. */
function breaking(
  certain: readonly Vulnerability[],
  possible: readonly Vulnerability[],
  { max }: Parameters,
): Vulnerability[] {
  if (possible.length === 0) return [];
  const open = bounded.filter((severity) => {
    const sure = certain.filter((one) => one.severity === severity).length;
    const maybe = possible.filter((one) => one.severity === severity || one.severity === 'unknown').length;
    const allowed = max[severity] ?? Infinity;
    return sure <= allowed && sure + maybe > allowed;
  });
  return possible.filter(({ severity }) => open.some((one) => one === severity || severity === 'unknown'));
}

/** Which vulnerabilities may count, as part of a sentence; none when none could change the answer. */
function doubts(uncertain: readonly Vulnerability[]): Text[] {
  if (uncertain.length === 0) return [];
  const are = uncertain.length === 1 ? 'vulnerability is' : 'vulnerabilities are';
  const { en, zh } = describeWorst(uncertain);
  return [
    {
      en: `${uncertain.length} ${are} of unknown severity or could not be compared with the installed version: ${en}`,
      zh: `${uncertain.length} 个漏洞的严重级别未知，或无法与已安装版本比较：${zh}`,
    },
  ];
}

function uncounted(reasons: readonly Text[]): Text | null {
  if (reasons.length === 0) return null;
  const { en, zh } = joinTexts(reasons);
  return { en: `Not all vulnerabilities can be counted: ${en}.`, zh: `无法统计全部漏洞：${zh}。` };
}

/**
 * Counts vulnerabilities against a bound for each severity. Fail when those that count for sure exceed one; else unknown
 * when others could have been missed (nothing imported, database too old, ecosystem not covered, something unread) or
 * when those whose result or severity is not known would exceed one if they counted.
 */
export const imageVulnerabilitiesCheck = defineCheck({
  id: 'image-vulnerabilities',
  title: { en: 'Known vulnerabilities above the threshold', zh: '存在超过阈值的已知漏洞' },
  area: 'image',
  inputs: ['image', 'source', 'sbom'],
  severity: 'high',
  parameters,
  remediation: {
    en: 'Rebuild on a base, or with packages, at the fixed versions that the vulnerabilities name.',
    zh: '使用已修复的基础镜像或软件包版本（见各漏洞的修复版本）重新构建镜像。',
  },
  references: { cis: ['4.4'], bench: ['4.4'], nist: ['4.1.1'], seed: ['§1.1', '§4.1', '§8.1', '§9.1'] },
  evaluate({ facts, vulnerabilities, database }, chosen, now): Outcome {
    const { counted, changes } = pastGrace(
      vulnerabilities.filter(({ component }) => chosen.count_development || !component.isDevelopment),
      chosen.max_age_grace_days,
      now,
    );
    const { certain, possible } = split(counted, chosen.count);
    const violations = violationsOf(certain, chosen, facts.kind);
    const { gaps, changesAt } = advisoryCoverage(facts, database, chosen.max_database_age_hours, now);
    const reason = uncounted([...gaps, ...doubts(breaking(certain, possible, chosen))]);
    const times = changesAt === undefined ? changes : [...changes, Date.parse(changesAt)];
    const time = times.length === 0 ? {} : changingAt(times.reduce((a, b) => Math.min(a, b)));
    return { ...outcomeOf(violations, reason), ...time };
  },
  examples: {
    good: [
      { name: 'none', subject: anImageSubject() },
      { name: 'one without a fix', subject: anImageSubject({}, [aVulnerability({ fixedVersion: null })]) },
      {
        name: 'one in a component that is only for development, of a folder',
        subject: aSourceSubject({}, [aVulnerability({ component: { isDevelopment: true } })]),
      },
      {
        name: 'one of yesterday, where a week is allowed',
        subject: anImageSubject({}, [aVulnerability({ publishedAt: '2026-05-31T00:00:00.000Z' })]),
        parameters: { max_age_grace_days: { high: 7 } },
      },
      {
        name: 'one of a severity without a bound',
        subject: anImageSubject({}, [aVulnerability({ severity: 'medium' })]),
      },
    ],
    bad: [
      { name: 'a fixable high one', subject: anImageSubject({}, [aVulnerability()]) },
      { name: 'one in a bill of materials', subject: anSbomSubject({}, [aVulnerability()]) },
      {
        name: 'one that is only for development, where those count',
        subject: aSourceSubject({}, [aVulnerability({ component: { isDevelopment: true } })]),
        parameters: { count_development: true },
      },
      {
        name: 'one without a fix where all count',
        subject: anImageSubject({}, [aVulnerability({ fixedVersion: null })]),
        parameters: { count: 'all' },
      },
      {
        name: 'a critical one, with a database that covers nothing',
        subject: anImageSubject({}, [aVulnerability({ severity: 'critical' })], { ecosystems: [] }),
      },
    ],
  },
});
