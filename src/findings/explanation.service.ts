import { Injectable } from '@nestjs/common';
import type { Explanation } from '../contracts/explanation.contract.js';
import type { Finding } from '../contracts/finding.contract.js';
import { type ComparedVersion, explainRange } from '../engine/advisories/explain-match.js';
import type { Text } from '../engine/model/text.js';
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
    const { id, component, evidence, message, vex } = finding;
    if (!component) return { findingId: id, summary: message, component: null, records: [], evidence, vex };
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
      vex,
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
function summaryOf({ message, result, vex }: Finding, records: readonly ExplainedRecord[]): Text {
  const told = decidedBy({ message, result }, records);
  if (!vex?.isApplied) return told;
  const { source, status, document } = vex;
  return {
    en: `${told.en} ${source} says that it is ${status}, in ${document}: it does not count.`,
    zh: `${told.zh}${source} 在 ${document} 中声明其为 ${status}：不计入。`,
  };
}

function decidedBy(
  { message, result }: Pick<Finding, 'message' | 'result'>,
  records: readonly ExplainedRecord[],
): Text {
  const wanted = result === 'fail' ? 'affected' : 'unknown';
  for (const { id, ranges } of records) {
    const deciding = ranges.find((range) => range.result === wanted);
    if (!deciding) continue;
    return {
      en: `${message.en} ${id} says so: ${deciding.comparison}`,
      zh: `${message.zh}依据 ${id}：${deciding.comparison}`,
    };
  }
  return message;
}
