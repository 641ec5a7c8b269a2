import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { knownFinding, verdictChange, type JudgedState } from '../engine/policy/verdict-change.js';
import { FindingService } from '../findings/finding.service.js';
import type { ScopedRow } from '../findings/scoped-finding.js';
import { ChangeFeed } from '../platform/database/change-feed.js';
import { Clock } from '../platform/clock.js';
import { storableJson } from '../platform/database/storable-json.js';
import { TargetTable } from '../targets/target.table.js';
import type { Judged } from './judging.service.js';
import { shownReason, standing } from './verdict-view.js';
import { VerdictTable, type VerdictRow } from './verdict.table.js';

/** Stores judgements set-wise: verdicts, findings, and why each verdict followed the one before it. */
@Injectable()
export class VerdictStore {
  constructor(
    private readonly findings: FindingService,
    private readonly feed: ChangeFeed,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores judgements of distinct targets. One that says the same as before renews the current verdict; another one
   * becomes a new entry of the target's history and is announced as an event of the target's verdict.
   * @param current the verdicts that were current so far, by target
   * @returns those that are current now, in the order given, and the findings that are gone
   */
  async store(
    manager: EntityManager,
    judged: readonly Judged[],
    current: ReadonlyMap<string, VerdictRow>,
  ): Promise<{ rows: VerdictRow[]; gone: ScopedRow[] }> {
    const found = new Map(judged.map(({ target, judgement }) => [target.id, judgement.findings]));
    const { before: findingsBefore, gone } = await this.findings.replace(manager, found);
    const renewed: VerdictRow[] = [];
    const added: VerdictRow[] = [];
    const rows = judged.map((one) => {
      const before = current.get(one.target.id) ?? null;
      const row = rowOf(one, this.clock.newId());
      if (before && isSame(before, row)) {
        const { receipt, judgedAt, validUntil } = row;
        renewed.push({ ...before, receipt, judgedAt, validUntil });
        return renewed.at(-1)!;
      }
      const known = findingsBefore.get(one.target.id) ?? [];
      const change = verdictChange(
        before && stateOf(before, known),
        stateOf(row, one.judgement.findings.map(knownFinding)),
      );
      added.push({ ...row, change: { ...change, causes: [...change.causes] } });
      return added.at(-1)!;
    });
    await this.renew(manager, renewed);
    await this.add(manager, added);
    const ids = judged.map(({ target }) => target.id);
    await manager.update(TargetTable, { id: In(ids) }, { needsJudging: false });
    return { rows, gone };
  }

  private async renew(manager: EntityManager, rows: readonly VerdictRow[]): Promise<void> {
    if (rows.length === 0) return;
    await manager.query(renewVerdicts, [
      storableJson(
        rows.map(({ id, receipt, judgedAt, validUntil }) => ({ id, receipt, judgedAt, validUntil })),
      ),
    ]);
  }

  private async add(manager: EntityManager, rows: readonly VerdictRow[]): Promise<void> {
    if (rows.length === 0) return;
    const targetIds = rows.map((row) => row.targetId);
    await manager.query('UPDATE verdict SET is_current = false WHERE is_current AND target_id = ANY($1)', [
      targetIds,
    ]);
    await manager.query(insertVerdicts, [storableJson(rows.map(columnsOf))]);
    await this.feed.announceAll(manager, 'verdict', targetIds);
  }
}

const renewVerdicts = `UPDATE verdict SET receipt = r.receipt, judged_at = r."judgedAt", valid_until = r."validUntil"
  FROM jsonb_to_recordset($1) AS r(id uuid, receipt jsonb, "judgedAt" timestamptz, "validUntil" timestamptz)
  WHERE verdict.id = r.id`;
const insertVerdicts = 'INSERT INTO verdict SELECT * FROM json_populate_recordset(NULL::verdict, $1)';

const columns = new Map(
  Object.entries(VerdictTable.options.columns).map(([name, column]) => [name, column?.name ?? name]),
);

function columnsOf(row: VerdictRow): object {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [columns.get(name) ?? name, value]));
}

function stateOf(row: Omit<VerdictRow, 'change'>, findings: JudgedState['findings']): JudgedState {
  const policy = { name: row.policy, version: row.policyVersion };
  const { decision, binding, mode, receipt } = row;
  return { decision, policy, binding, mode, receipt, findings };
}

function rowOf(judged: Judged, id: string): Omit<VerdictRow, 'change'> {
  const { target, policy, judgement, receipt, judgedAt } = judged;
  if (policy.versionId === null) throw new Error('a preview is not stored');
  return {
    id,
    targetId: target.id,
    isCurrent: true,
    policyVersionId: policy.versionId,
    policy: policy.name,
    policyVersion: policy.version,
    ...standing(judged),
    reasons: judgement.reasons.map(shownReason),
    counts: judgement.counts,
    exemptedCount: judgement.exemptedCount,
    score: judgement.score,
    receipt,
    judgedAt,
    validUntil: judgement.validUntil === null ? null : new Date(judgement.validUntil),
  };
}

function isSame(a: Omit<VerdictRow, 'change'>, b: Omit<VerdictRow, 'change'>): boolean {
  return told(a) === told(b);
}

function told(row: Omit<VerdictRow, 'change'>): string {
  return JSON.stringify([
    row.policyVersionId,
    row.binding,
    row.mode,
    row.judged,
    row.decision,
    row.exemptedCount,
    row.score,
    row.reasons.map(({ code, severity, message, findings }) => [code, severity, message, findings]),
    Object.entries(row.counts).sort(([x], [y]) => (x < y ? -1 : 1)),
  ]);
}
