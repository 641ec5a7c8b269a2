import { Injectable } from '@nestjs/common';
import type { Finding } from '../contracts/finding.contract.js';
import type { BenchmarkReportForm, ReportFormat, ReportQuery } from '../contracts/report.contract.js';
import { decisionFormats } from '../contracts/report-formats.js';
import { cisPolicy } from '../engine/benchmarks/cis-docker.js';
import { cisReport } from '../engine/benchmarks/cis-report.js';
import { benchmarkForms } from '../engine/benchmarks/index.generated.js';
import { findingFormats } from '../engine/finding-formats/index.generated.js';
import type { DecisionExportId } from '../engine/decision-exports/index.generated.js';
import type { Exporter, ReportedVulnerability } from '../engine/exporters/exporter.js';
import { exporters } from '../engine/exporters/index.generated.js';
import type { Language } from '../engine/model/text.js';
import type { FindingFormat } from '../engine/finding-formats/finding-format.js';
import { ExemptionService } from '../exemptions/exemption.service.js';
import { FindingService } from '../findings/finding.service.js';
import { AppError } from '../platform/errors/app-error.js';
import { packageVersion } from '../platform/package-version.js';
import { TargetService } from '../targets/target.service.js';
import { VerdictService } from '../verdicts/verdict.service.js';
import { decidedExemptions, decisionOf } from './decision-source.js';
import { DecisionReportService } from './decision-report.service.js';
import { findingReport } from './finding-report.js';
import { judgedReport, reportedExemption } from './judged-report.js';

const product = { name: 'ironhull', version: packageVersion() };

/** A report as it is sent. */
export interface Report {
  readonly mediaType: string;
  readonly text: string;
}

/** Writes what is known of a target: as a bill of materials, its findings, or by the recommendations of a benchmark. */
@Injectable()
export class ReportService {
  constructor(
    private readonly targets: TargetService,
    private readonly findings: FindingService,
    private readonly verdicts: VerdictService,
    private readonly exemptions: ExemptionService,
    private readonly decisions: DecisionReportService,
  ) {}

  /**
   * Under the policy in force; what no longer holds is judged again first.
   * @throws AppError `not-found`
   */
  async write(targetId: string, { format, as }: ReportQuery, language: Language): Promise<Report> {
    if (format === 'cis') return this.writeBenchmark(targetId, as ?? 'json', language);
    if (as !== undefined) throw refusedForm(format);
    if (isDecisionFormat(format)) return this.decisions.ofTarget(targetId, format, language);
    const exporter = exporters.find(({ id }) => id === format);
    return exporter
      ? this.writeBom(targetId, exporter, language)
      : this.writeFindings(targetId, formatOf(format), language);
  }

  private async writeBenchmark(
    targetId: string,
    as: BenchmarkReportForm,
    language: Language,
  ): Promise<Report> {
    const judged = await this.verdicts.judgement(targetId, cisPolicy);
    const target = await this.targets.get(targetId);
    const waivers = [...new Set(judged.judgement.findings.flatMap(({ exemption }) => exemption ?? []))];
    const exemptions = (await this.exemptions.findMany(waivers)).flatMap((one) =>
      one ? [[one.id, reportedExemption(one)] as const] : [],
    );
    const report = cisReport(judgedReport(judged, target, product, language), new Map(exemptions));
    const form = benchmarkForms.find(({ id }) => id === as);
    if (!form) throw new Error(`there is no writer of ${as}`);
    return { mediaType: form.mediaType, text: form.write(report) };
  }

  private async writeFindings(targetId: string, format: FindingFormat, language: Language): Promise<Report> {
    const verdict = await this.verdicts.ofTarget(targetId);
    const target = await this.targets.get(targetId);
    const findings = [
      ...(await this.findings.all(targetId, 'vulnerability')),
      ...(await this.findings.all(targetId, 'check')),
    ];
    const report = findingReport({ target, verdict, findings }, product, language);
    return { mediaType: format.mediaType, text: format.write(report) };
  }

  private async writeBom(targetId: string, exporter: Exporter, language: Language): Promise<Report> {
    const verdict = await this.verdicts.ofTarget(targetId);
    const { kind, digest, references } = await this.targets.get(targetId);
    const { policy, receipt, judgedAt } = verdict;
    if (!policy || !receipt || !judgedAt) throw new Error(`the verdict on ${targetId} is not a judgement`);
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
    const target = await this.targets.get(targetId);
    const ids = [...new Set(findings.flatMap(({ exemption }) => exemption ?? []))];
    const exemptions = decidedExemptions(await this.exemptions.findMany(ids));
    return findings.flatMap((finding) => {
      const decision = decisionOf(finding, target, exemptions, language);
      const vulnerability = reported(finding, language);
      return vulnerability ? [{ ...vulnerability, decision }] : [];
    });
  }
}

function refusedForm(format: ReportFormat): AppError {
  const detail = `"as" is of format=cis; ${format} is written in one form`;
  return new AppError('invalid', `The report cannot be written so: ${detail}.`, {
    errors: [{ in: 'query', path: 'as', detail }],
  });
}

function isDecisionFormat(format: ReportFormat): format is DecisionExportId {
  return Object.hasOwn(decisionFormats, format);
}

function formatOf(id: ReportFormat): FindingFormat {
  const format = findingFormats.find((one) => one.id === id);
  if (!format) throw new Error(`there is no writer of ${id}`);
  return format;
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
