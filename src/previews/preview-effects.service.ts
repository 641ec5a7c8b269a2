import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PolicyPreview } from '../contracts/policy-preview.contract.js';
import type { PreviewSummary } from '../engine/policy/preview-summary.js';
import { nothingFound } from '../exemptions/exemption-ends.service.js';
import { ExemptionRulesService } from '../exemptions/exemption-rules.service.js';
import { ScopedFindings } from '../findings/scoped-findings.service.js';
import { Clock } from '../platform/clock.js';
import { PreviewPlan } from './preview-plan.service.js';
import type { PreviewRow } from './preview.table.js';

type Effect = PolicyPreview['exemptions'][number];

/** What publishing a document would do to the exemptions in force. */
@Injectable()
export class PreviewEffects {
  constructor(
    private readonly plan: PreviewPlan,
    private readonly rules: ExemptionRulesService,
    private readonly scoped: ScopedFindings,
    private readonly clock: Clock,
  ) {}

  /**
   * Those that would end, be refused or cover nothing any more, each by the weightiest of these.
   * @param targetIds all that were judged
   */
  async of(
    manager: EntityManager,
    { summary, ended }: Pick<PreviewRow, 'summary' | 'ended'>,
    targetIds: ReadonlySet<string>,
  ): Promise<Effect[]> {
    const endings = [...ended, ...(await this.withNothingLeft(manager, summary))];
    const known = new Set(endings.map(({ exemption }) => exemption));
    const countsOf = (id: string) => summary.exemptions[id] ?? { before: 0, after: 0, refused: 0 };
    const effects = endings.map(({ exemption, code, message }): Effect => {
      const { before, after } = countsOf(exemption);
      return { exemption, effect: 'ended', before, after, code, reason: message };
    });
    const others = Object.entries(summary.exemptions).filter(([id]) => !known.has(id));
    const empty = others.filter(([, { before, after }]) => before > 0 && after === 0).map(([id]) => id);
    const elsewhere = await this.plan.usedElsewhere(manager, empty, targetIds);
    for (const [exemption, { before, after, refused }] of others) {
      const isUnused = empty.includes(exemption) && !elsewhere.has(exemption);
      if (refused <= 0 && !isUnused) continue;
      const effect = refused > 0 ? 'refused' : 'unused';
      effects.push({ exemption, effect, before, after, code: null, reason: null });
    }
    return effects.sort((a, b) => (a.exemption < b.exemption ? -1 : 1));
  }

  /** Those that end because nothing in their scope is found on any target any more. */
  private async withNothingLeft(manager: EntityManager, { scopes }: PreviewSummary) {
    const candidates = new Map(Object.entries(scopes).filter(([, { vanished }]) => vanished > 0));
    if (candidates.size === 0) return [];
    const ended = [];
    for (const { id, scope } of await this.rules.inForce(manager, this.clock.now())) {
      const change = candidates.get(id);
      if (!change) continue;
      const found = (await this.scoped.covered(manager, scope)).length;
      if (found - change.vanished + change.appeared <= 0)
        ended.push({ exemption: id, code: 'finding-gone' as const, message: nothingFound });
    }
    return ended;
  }
}
