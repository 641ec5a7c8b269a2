import { Injectable } from '@nestjs/common';
import type { Finding } from '../contracts/finding.contract.js';
import type { ReportFormat } from '../contracts/report.contract.js';
import type { Exporter, ReportedVulnerability } from '../engine/exporters/exporter.js';
import { exporters } from '../engine/exporters/index.generated.js';
import type { Language } from '../engine/model/text.js';
import { FindingService } from '../findings/finding.service.js';
import { packageVersion } from '../platform/package-version.js';
import { TargetService } from '../targets/target.service.js';
import { VerdictService } from '../verdicts/verdict.service.js';

const product = { name: 'ironhull', version: packageVersion() };

/** A report as it is sent. */
export interface Report {
  readonly mediaType: string;
  readonly text: string;
}

/** Writes what is known of a target as a bill of materials. */
@Injectable()
export class ReportService {
  constructor(
    private readonly targets: TargetService,
    private readonly findings: FindingService,
    private readonly verdicts: VerdictService,
  ) {}

  /**
   * Under the policy in force; what no longer holds is judged again first.
   * @throws AppError `not-found`
   */
  async write(targetId: string, format: ReportFormat, language: Language): Promise<Report> {
    const verdict = await this.verdicts.ofTarget(targetId);
    const { kind, digest, references } = await this.targets.get(targetId);
    const { policy, receipt, judgedAt } = verdict;
    if (!policy || !receipt || !judgedAt) throw new Error(`the verdict on ${targetId} is not a judgement`);
    const exporter = exporterOf(format);
    const text = exporter.write({
      language,
      product,
      target: { kind, digest, references },
      inventory: await this.targets.inventory(targetId),
      vulnerabilities: await this.vulnerabilities(targetId, language),
      verdict: {
        decision: verdict.decision,
        policy: `${policy.name}@${policy.version}`,
        inputsDigest: receipt.factsDigest,
        judgedAt,
      },
    });
    return { mediaType: exporter.mediaType, text };
  }

  private async vulnerabilities(targetId: string, language: Language): Promise<ReportedVulnerability[]> {
    const findings = await this.findings.all(targetId, 'vulnerability');
    return findings.flatMap((finding) => reported(finding, language) ?? []);
  }
}

function exporterOf(format: ReportFormat): Exporter {
  const exporter = exporters.find(({ id }) => id === format);
  if (!exporter) throw new Error(`there is no exporter ${format}`);
  return exporter;
}

function reported(finding: Finding, language: Language): ReportedVulnerability | null {
  const { advisory, component, title, message, remediation } = finding;
  if (advisory === null || component === null) return null;
  return {
    ...finding,
    id: advisory,
    component,
    title: title[language],
    message: message[language],
    remediation: remediation[language],
  };
}
