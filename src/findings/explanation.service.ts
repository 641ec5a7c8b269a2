import { Injectable } from '@nestjs/common';
import type { Explanation } from '../contracts/explanation.contract.js';
import type { Finding } from '../contracts/finding.contract.js';
import { type ComparedVersion, explainRange } from '../engine/advisories/explain-match.js';
import { MatchingService, type MatchedRecord } from '../matching/matching.service.js';
import { FindingService } from './finding.service.js';

/** Says what findings rest on. */
@Injectable()
export class ExplanationService {
  constructor(
    private readonly findings: FindingService,
    private readonly matching: MatchingService,
  ) {}

  /** @throws AppError `not-found` */
  async explain(findingId: string): Promise<Explanation> {
    const finding = await this.findings.get(findingId);
    const { id, component, evidence, message } = finding;
    if (!component) return { findingId: id, summary: message, component: null, records: [], evidence };
    const { compared, records } = await this.matching.recordsOf(
      finding.targetId,
      component,
      finding.advisories,
    );
    const explained = records.map((record) => explainRecord(record, compared));
    return {
      findingId: id,
      summary: summaryOf(finding, explained),
      component: { ...component, comparedName: compared.name, comparedVersion: compared.version },
      records: explained,
      evidence,
    };
  }
}

type ExplainedRecord = Explanation['records'][number];

function explainRecord(
  { id, summary, modifiedAt, ranges }: MatchedRecord,
  compared: ComparedVersion,
): ExplainedRecord {
  return {
    id,
    url: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
    summary,
    modifiedAt,
    ranges: ranges.map((range) => ({
      ecosystem: range.ecosystem,
      package: range.name,
      introduced: range.introduced,
      fixed: range.fixed,
      lastAffected: range.lastAffected,
      ...explainRange(compared, range),
    })),
  };
}

/** The finding's own message, with the first range that decided it. */
function summaryOf({ message, result }: Finding, records: readonly ExplainedRecord[]): string {
  const wanted = result === 'fail' ? 'affected' : 'unknown';
  for (const { id, ranges } of records) {
    const deciding = ranges.find((range) => range.result === wanted);
    if (deciding) return `${message} ${id} says so: ${deciding.comparison}`;
  }
  return message;
}
