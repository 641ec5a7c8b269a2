import { Injectable } from '@nestjs/common';
import type { ExemptionExportQuery } from '../contracts/report.contract.js';
import type {
  DecidedExemption,
  Decision,
  DecisionExport,
  DecisionSource,
} from '../engine/decision-exports/decision-export.js';
import { decisionExports, type DecisionExportId } from '../engine/decision-exports/index.generated.js';
import { leftOutOf } from '../engine/decision-exports/left-out.js';
import type { Language } from '../engine/model/text.js';
import { concernsTarget } from '../engine/policy/exemption-rule.js';
import { namesComponent } from '../engine/policy/purl-range.js';
import { ExemptionService } from '../exemptions/exemption.service.js';
import { FindingService } from '../findings/finding.service.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { packageVersion } from '../platform/package-version.js';
import { TargetService } from '../targets/target.service.js';
import { SettlingService } from '../verdicts/settling.service.js';
import { VerdictService } from '../verdicts/verdict.service.js';
import { decidedExemptions, decidedTarget, decisionOf } from './decision-source.js';

const product = { name: 'ironhull', version: packageVersion() };
/** Findings that one export tells of. */
const mostFindings = 50_000;

/** What is sent. */
interface Written {
  readonly mediaType: string;
  readonly text: string;
}

/** Writes what was decided about findings: of one target, or of the whole store. */
@Injectable()
export class DecisionReportService {
  constructor(
    private readonly targets: TargetService,
    private readonly findings: FindingService,
    private readonly verdicts: VerdictService,
    private readonly exemptions: ExemptionService,
    private readonly settling: SettlingService,
    private readonly clock: Clock,
  ) {}

  /**
   * All findings of a target, with what was decided about each; what no longer holds is judged again first.
   * @throws AppError `not-found`
   */
  async ofTarget(targetId: string, id: DecisionExportId, language: Language): Promise<Written> {
    const verdict = await this.verdicts.ofTarget(targetId);
    const target = await this.targets.get(targetId);
    const findings = [
      ...(await this.findings.all(targetId, 'vulnerability')),
      ...(await this.findings.all(targetId, 'check')),
    ];
    const exemptions = await this.decided(findings.flatMap(({ exemption }) => exemption ?? []));
    return written(exportOf(id), {
      name: target.references[0] ?? target.digest,
      target: decidedTarget(target),
      issuedAt: verdict.judgedAt ?? target.scannedAt,
      decisions: findings.map((finding) => decisionOf(finding, target, exemptions, language)),
      leftOut: [],
    });
  }

  /**
   * The exemptions in force by what they cover, on every target or on those that are asked for. Rules hold wherever they
   * are used: exemptions that are bound to less than what is asked for are left out of them, and named.
   * @param note is called when targets were still to be judged anew
   * @throws AppError `invalid` when they cover more than one document tells of
   */
  async ofStore(query: ExemptionExportQuery, language: Language, note: () => void): Promise<Written> {
    await this.settling.settle(note);
    const format = exportOf(query.format);
    const inForce = (await this.exemptions.inForce()).filter(
      ({ kind }) => query.kind === undefined || query.kind.includes(kind),
    );
    const exemptions = decidedExemptions(inForce);
    const leftOut = format.form === 'rules' ? leftOutOf([...exemptions.values()], query) : [];
    for (const { id } of leftOut) exemptions.delete(id);
    const decisions = await this.covered(exemptions, query, language);
    const times = decisions.map(({ exemption }) => exemption?.decidedAt.getTime() ?? 0);
    return written(format, {
      name: query.repository ?? query.targetId ?? 'all targets',
      target: null,
      issuedAt: times.length === 0 ? this.clock.now() : new Date(Math.max(...times)),
      decisions,
      leftOut,
    });
  }

  private async covered(
    exemptions: ReadonlyMap<string, DecidedExemption>,
    { repository, purl, targetId }: ExemptionExportQuery,
    language: Language,
  ): Promise<Decision[]> {
    const findings = await this.findings.coveredBy([...exemptions.keys()], mostFindings + 1);
    if (findings.length > mostFindings) throw tooMany();
    const targets = await this.targets.findMany([...new Set(findings.map((finding) => finding.targetId))]);
    const known = new Map(targets.flatMap((target) => (target ? [[target.id, target]] : [])));
    const rule = {
      id: '',
      scope: repository === undefined ? {} : { repositories: [repository] },
      expiresAt: '',
    };
    return findings.flatMap((finding) => {
      const target = known.get(finding.targetId);
      if (!target || (targetId !== undefined && target.id !== targetId)) return [];
      const { id, digest, references } = target;
      if (!concernsTarget(rule, { id, digests: [digest], references })) return [];
      if (purl !== undefined && !(finding.component && namesComponent(purl, finding.component))) return [];
      return [decisionOf(finding, target, exemptions, language)];
    });
  }

  private async decided(ids: readonly string[]): Promise<Map<string, DecidedExemption>> {
    return decidedExemptions(await this.exemptions.findMany([...new Set(ids)]));
  }
}

function exportOf(id: DecisionExportId): DecisionExport {
  const found = decisionExports.find((one) => one.id === id);
  if (!found) throw new Error(`there is no writer of ${id}`);
  return found;
}

function written(format: DecisionExport, source: Omit<DecisionSource, 'product'>): Written {
  return { mediaType: format.mediaType, text: format.write({ product, ...source }) };
}

function tooMany(): AppError {
  const detail = `they cover more than ${mostFindings} findings; narrow it by repository, purl, kind or targetId`;
  return new AppError('invalid', `The exemptions cannot be written in one document: ${detail}.`, {
    errors: [{ in: 'query', path: '', detail }],
  });
}
