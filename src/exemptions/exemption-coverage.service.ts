import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import type { ExemptionCoverage, ExemptionScope } from '../contracts/exemption-scope.contract.js';
import type { ExemptionHygiene } from '../contracts/exemption.contract.js';
import { severities } from '../engine/model/severity.js';
import { hygieneOf } from '../engine/policy/exemption-hygiene.js';
import { isBroadScope } from '../engine/policy/exemption-limits.js';
import { targetOf } from '../findings/scoped-finding.js';
import { ScopedFindings, type ScopedFinding } from '../findings/scoped-findings.service.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { SettlingService } from '../verdicts/settling.service.js';
import { BaseImageService } from '../targets/base-image.service.js';
import { present } from './exemption-view.js';
import { ExemptionTable } from './exemption.table.js';

const shownFindings = 10;
const shownTargets = 50;
/** Exemptions that one look goes over. */
const mostLookedAt = 1_000;

/** What exemptions cover, or would cover. */
@Injectable()
export class ExemptionCoverageService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scoped: ScopedFindings,
    private readonly bases: BaseImageService,
    private readonly settling: SettlingService,
    private readonly clock: Clock,
  ) {}

  /**
   * What a scope would cover now.
   * @param note is called when targets were still to be judged anew
   * @throws AppError `invalid` when it names a base image that was never scanned
   */
  async preview(asked: ExemptionScope, note: () => void): Promise<ExemptionCoverage> {
    await this.settling.settle(note);
    const { manager } = this.dataSource;
    const scope = await this.resolved(manager, asked);
    return coverageOf(scope, await this.scoped.covered(manager, scope));
  }

  /** The scope with the layers of the base images that it names. */
  async resolved(manager: EntityManager, scope: ExemptionScope): Promise<ExemptionScope> {
    if (!scope.baseImages) return scope;
    const found = await this.bases.layersOf(manager, scope.baseImages);
    const index = scope.baseImages.findIndex((name) => !found.has(name));
    if (index >= 0) {
      const detail = 'no image of this name or digest was scanned';
      throw new AppError('invalid', `The exemption cannot be so: ${detail}.`, {
        errors: [{ in: 'body', path: `scope.baseImages[${index}]`, detail }],
      });
    }
    return { ...scope, layers: [...new Set([...(scope.layers ?? []), ...[...found.values()].flat()])] };
  }

  /**
   * Those in force with something untidy about them, the first to end first.
   * @param note is called when targets were still to be judged anew
   */
  async hygiene(days: number, note: () => void): Promise<ExemptionHygiene> {
    await this.settling.settle(note);
    const { manager } = this.dataSource;
    const now = this.clock.now();
    const rows = await manager.find(ExemptionTable, {
      where: { state: 'approved', expiresAt: MoreThan(now) },
      order: { expiresAt: 'ASC', id: 'ASC' },
      take: mostLookedAt + 1,
    });
    const items: ExemptionHygiene['items'] = [];
    for (const row of rows.slice(0, mostLookedAt)) {
      const found = await this.scoped.covered(manager, row.scope);
      const covered = found.map((one) => ({
        subject: one.subject,
        target: targetOf(one.row),
        exemption: one.row.exemption_id,
      }));
      const { issues, shadowedBy, unusedParts } = hygieneOf(row, covered, now, days);
      if (issues.length === 0) continue;
      const lists = { issues: [...issues], shadowedBy: [...shadowedBy], unusedParts: [...unusedParts] };
      items.push({ exemption: present(row, now), findings: found.length, ...lists });
    }
    return { items, isComplete: rows.length <= mostLookedAt };
  }
}

/** @param covered worst first */
export function coverageOf(scope: ExemptionScope, covered: readonly ScopedFinding[]): ExemptionCoverage {
  const counts = Object.fromEntries(
    severities.map((severity) => [severity, 0]),
  ) as ExemptionCoverage['counts'];
  for (const { subject } of covered) counts[subject.severity] += 1;
  const targetIds = [...new Set(covered.map(({ row }) => row.target_id))];
  return {
    findings: covered.length,
    counts,
    targets: targetIds.length,
    targetIds: targetIds.slice(0, shownTargets),
    sample: covered.slice(0, shownFindings).map(({ row, subject }) => ({
      findingId: row.id,
      targetId: row.target_id,
      fingerprint: row.fingerprint,
      severity: subject.severity,
      name: subject.flaw ?? subject.check ?? '',
      component: row.component?.purl ?? null,
    })),
    isBroad: isBroadScope(scope),
  };
}
