import { z } from 'zod';
import type { ImageFacts } from '../model/facts.js';
import { oldestImport } from './advisory-coverage.js';
import { type AdvisoryDatabase, defineCheck, type Outcome, type Text, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { changingAt, millisecondsPerHour, parseInstant } from './instants.js';
import { outcomeOf } from './outcome.js';

/** One of the dates that are looked at. */
interface Dated {
  readonly element: 'scan' | 'database';
  readonly subject: Text;
  /** ISO 8601; null: there is none. */
  readonly at: string | null;
  readonly maximumHours: number;
}

const undated: Readonly<Record<Dated['element'], Text>> = {
  scan: { en: 'When the image was scanned is not known.', zh: '无法确定镜像的扫描时间。' },
  database: { en: 'No advisories were ever imported.', zh: '尚未导入任何漏洞公告。' },
};

function datesOf(
  facts: ImageFacts,
  scannedAt: string | null,
  database: AdvisoryDatabase,
  { max_scan_age_hours, max_db_age_hours }: { max_scan_age_hours: number; max_db_age_hours: number },
): Dated[] {
  const imported = database.importedAt === null ? null : oldestImport(facts, database, database.importedAt);
  const advisories = { en: 'advisories', zh: '漏洞公告' };
  return [
    {
      element: 'scan',
      subject: { en: 'the image was', zh: '镜像扫描' },
      at: scannedAt,
      maximumHours: max_scan_age_hours,
    },
    {
      element: 'database',
      subject: imported?.subject ?? advisories,
      at: imported?.at ?? null,
      maximumHours: max_db_age_hours,
    },
  ];
}

function violationOf({ element, subject, maximumHours }: Dated, at: string): Violation {
  const message =
    element === 'scan'
      ? {
          en: `The image was last scanned at ${at}, more than ${maximumHours} hours ago.`,
          zh: `镜像上次扫描于 ${at}，已超过 ${maximumHours} 小时。`,
        }
      : {
          en: `${subject.en.replace(/^a/, 'A')} were last imported at ${at}, more than ${maximumHours} hours ago.`,
          zh: `${subject.zh}上次导入于 ${at}，已超过 ${maximumHours} 小时。`,
        };
  return { element, message, evidence: [{ fact: element === 'scan' ? 'scannedAt' : 'database', value: at }] };
}

/**
 * Facts do not age, but what is known of the image beside them does: a tag may have moved on, and readers see more than
 * they did. Of advisories those count that the image's packages need.
 */
export const imageScanFreshCheck = defineCheck({
  id: 'image-scan-fresh',
  title: { en: 'Scan result or vulnerability data too old', zh: '扫描结果或漏洞库过旧' },
  area: 'image',
  inputs: ['image'],
  severity: 'medium',
  parameters: z.object({
    max_scan_age_hours: z.number().positive().max(100_000).default(24).describe('Hours since the last scan.'),
    max_db_age_hours: z
      .number()
      .positive()
      .max(100_000)
      .default(48)
      .describe('Hours since the last advisory import.'),
  }),
  remediation: {
    en: 'Scan the image again, and let the service refresh its advisories regularly.',
    zh: '重新扫描该镜像，并让服务定期刷新漏洞公告。',
  },
  references: { cis: ['4.4'], nist: ['4.1.1'], seed: ['§4.1', '§9.3'] },
  evaluate({ facts, scannedAt = null, database }, parameters, now): Outcome {
    const violations: Violation[] = [];
    const changes: number[] = [];
    let doubt: Text | null = null;
    for (const dated of datesOf(facts, scannedAt, database, parameters)) {
      const instant = parseInstant(dated.at);
      if (instant === null || dated.at === null) {
        doubt ??= undated[dated.element];
        continue;
      }
      const staleFrom = instant + dated.maximumHours * millisecondsPerHour + 1;
      if (now.getTime() >= staleFrom) violations.push(violationOf(dated, dated.at));
      else changes.push(staleFrom);
    }
    const time = changes.length > 0 ? changingAt(Math.min(...changes)) : {};
    return { ...outcomeOf(violations, doubt), ...time };
  },
  examples: {
    good: [{ name: 'scanned two hours ago', subject: anImageSubject() }],
    bad: [
      { name: 'scanned two days ago', subject: anImageSubject(), now: '2026-06-03T10:00:00.000Z' },
      {
        name: 'advisories of last week',
        subject: anImageSubject({}, [], { importedAt: '2026-05-25T10:00:00.000Z' }),
      },
    ],
  },
});
