import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { EndedExemption } from '../engine/model/verdict.js';
import { concernsTarget, coversFinding, type ExemptionRule } from '../engine/policy/exemption-rule.js';
import type { Policy } from '../engine/policy/policy-schema.js';
import { forcedConditions } from '../engine/policy/waivers.js';
import { EventLog } from '../events/event-log.service.js';
import { subjectOf, targetOf, type ScopedRow } from '../findings/scoped-finding.js';
import { ScopedFindings } from '../findings/scoped-findings.service.js';
import { systemActor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { TargetService } from '../targets/target.service.js';
import { exemptionEvents } from './exemption-event.js';
import { ExemptionRulesService } from './exemption-rules.service.js';
import { ExemptionTable, type ExemptionRow } from './exemption.table.js';

/** Why an exemption ends with the last finding in its scope. */
export const nothingFound = {
  en: 'nothing that it covers is found any more',
  zh: '其覆盖的发现已不复存在',
};

/** Notes that exemptions ended by themselves, in the transaction of the judgement that found it. */
@Injectable()
export class ExemptionEndsService {
  constructor(
    private readonly audit: AuditService,
    private readonly rules: ExemptionRulesService,
    private readonly scoped: ScopedFindings,
    private readonly targets: TargetService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends those that are in force still; whatever they may have covered is judged again. In a turn that is alone. All
   * rows are locked before the audit log is: who holds a row waits for the log, and nobody waits the other way round.
   */
  async end(manager: EntityManager, ended: readonly EndedExemption[]): Promise<void> {
    const byId = new Map(ended.toReversed().map((one) => [one.exemption, one]));
    const rows = await manager.find(ExemptionTable, {
      where: { id: In([...byId.keys()]), state: 'approved' },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    for (const row of rows) {
      const { id, scope } = row;
      const { code, message } = byId.get(id)!;
      const change = { state: 'voided', endedAt: this.clock.now(), endedBecause: { code, message } } as const;
      await manager.update(ExemptionTable, { id }, change);
      await this.targets.mark(manager, await this.scoped.targets(manager, scope));
      await this.events.record(manager, exemptionEvents(row, 'voided', systemActor.name, message.en));
      const entry = { action: 'exemption.voided', entity: 'exemption', entityId: id };
      await this.audit.record(manager, systemActor, { ...entry, details: { code, because: message.en } });
    }
  }

  /**
   * Those in force that end when what they cover is gone, and that covered any of the findings.
   * @param policies of the targets that the findings were on, by their ids
   */
  async concernedBy(
    manager: EntityManager,
    gone: readonly ScopedRow[],
    policies: ReadonlyMap<string, Policy>,
  ): Promise<ExemptionRule[]> {
    if (gone.length === 0) return [];
    const rules = await this.rules.inForce(manager, this.clock.now());
    const isForced = ({ target_id: id }: ScopedRow) => {
      const policy = policies.get(id);
      return policy !== undefined && forcedConditions(policy.exemptions).findingGone === true;
    };
    return rules.filter((rule) =>
      gone.some(
        (row) =>
          (rule.endsWhen?.findingGone === true || isForced(row)) &&
          concernsTarget(rule, targetOf(row)) &&
          coversFinding(rule, subjectOf(row, null)),
      ),
    );
  }

  /** Ends those of which nothing is found on any target. In a turn that is alone. */
  async endWhereGone(manager: EntityManager, rules: readonly ExemptionRule[]): Promise<void> {
    const ended: EndedExemption[] = [];
    for (const { id, scope } of await this.stored(manager, rules)) {
      if ((await this.scoped.covered(manager, scope)).length === 0)
        ended.push({ exemption: id, code: 'finding-gone', message: nothingFound });
    }
    await this.end(manager, ended);
  }

  private stored(manager: EntityManager, rules: readonly ExemptionRule[]): Promise<ExemptionRow[]> {
    return manager.findBy(ExemptionTable, { id: In(rules.map(({ id }) => id)) });
  }
}
