import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { InputPins } from '../engine/policy/receipt.js';
import { EventLog } from '../events/event-log.service.js';
import { FindingService } from '../findings/finding.service.js';
import type { ScopedRow } from '../findings/scoped-finding.js';
import { ChangeFeed } from '../platform/database/change-feed.js';
import { Clock } from '../platform/clock.js';
import { storableJson } from '../platform/database/storable-json.js';
import { ReceiptRecords } from '../receipts/receipt-records.service.js';
import { TargetTable } from '../targets/target.table.js';
import type { Judged } from './judged.js';
import { changedEvent, outcomeOf } from './verdict-outcome.js';
import { VerdictTable, type VerdictRow } from './verdict.table.js';

/** Stores judgements set-wise: verdicts, findings, and why each verdict followed the one before it. */
@Injectable()
export class VerdictStore {
  constructor(
    private readonly findings: FindingService,
    private readonly receipts: ReceiptRecords,
    private readonly events: EventLog,
    private readonly feed: ChangeFeed,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores judgements of distinct targets. One that says the same as before renews the current verdict; another one
   * becomes a new entry of the target's history and is announced as an event of the target's verdict. Each judgement
   * has a receipt of its own.
   * @param current the verdicts that were current so far, by target
   * @returns those that are current now, in the order given, and the findings that are gone
   */
  async store(
    manager: EntityManager,
    judged: readonly Judged[],
    current: ReadonlyMap<string, VerdictRow>,
  ): Promise<{ rows: VerdictRow[]; gone: ScopedRow[] }> {
    const found = new Map(judged.map(({ target, judgement }) => [target.id, judgement.findings]));
    const difference = await this.findings.compare(manager, found);
    const pins = new InputPins();
    const outcomes = judged.map((one) => {
      const before = current.get(one.target.id) ?? null;
      const ids = { verdict: this.clock.newId(), receipt: this.clock.newId() };
      return outcomeOf(one, before, difference.changes.get(one.target.id)!, pins.of(one.sources), ids);
    });
    const added = outcomes.filter(({ isNew }) => isNew);
    const renewed = outcomes.filter(({ isNew }) => !isNew);
    await this.renew(
      manager,
      renewed.map(({ row }) => row),
    );
    await this.add(
      manager,
      added.map(({ row }) => row),
    );
    await this.receipts.add(
      manager,
      outcomes.map(({ entry }) => entry),
    );
    await this.events.record(manager, added.map(changedEvent));
    const ids = judged.map(({ target }) => target.id);
    await manager.update(TargetTable, { id: In(ids) }, { needsJudging: false });
    const gone = await this.findings.apply(manager, difference);
    return { rows: outcomes.map(({ row }) => row), gone };
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
