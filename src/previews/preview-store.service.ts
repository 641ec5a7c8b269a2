import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { EndedExemption } from '../engine/model/verdict.js';
import { emptySummary, type PreviewSummary } from '../engine/policy/preview-summary.js';
import { storableJson } from '../platform/database/storable-json.js';
import type { PreviewedBatch } from './preview-batch.js';
import { PreviewRecords } from './preview-records.service.js';
import { PreviewedFindingTable, PreviewedTargetTable, type PreviewRow } from './preview.table.js';

/** Findings of one preview that are kept as rows; all are counted. */
const mostFindings = 100_000;

/** How far a preview has come in one step. */
export interface PreviewStep {
  /** Id of the last target that was done before; null: none was. */
  readonly after: string | null;
  /** Id of the last one that is done now. */
  readonly cursor: string;
  readonly done: number;
  readonly summary: PreviewSummary;
  readonly batch: PreviewedBatch;
}

/** Writes what a preview found, each step in one transaction: a worker that is killed repeats no step that counts. */
@Injectable()
export class PreviewStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: PreviewRecords,
  ) {}

  /** False: another worker has taken this step, or the preview has ended. */
  async take(id: string, { after, cursor, done, summary, batch }: PreviewStep): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const row = await locked(manager, id);
      if (row?.state !== 'running' || row.cursor !== after) return false;
      const { place } = await nextPlace(manager, id);
      const targets = batch.targets.map((one) => ({ ...one, previewId: id }));
      const findings = batch.findings
        .slice(0, Math.max(0, mostFindings - place))
        .map((one, index) => ({ ...one, previewId: id, place: place + index }));
      await insert(manager, 'policy_preview_target', targets.map(columnsOf(PreviewedTargetTable)));
      await insert(manager, 'policy_preview_finding', findings.map(columnsOf(PreviewedFindingTable)));
      await this.records.report(manager, id, { cursor, done, summary });
      return true;
    });
  }

  /** Begins anew: what was judged so far rests on exemptions that end. */
  async restart(id: string, after: string | null, ended: readonly EndedExemption[]): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const row = await locked(manager, id);
      if (row?.state !== 'running' || row.cursor !== after) return false;
      await manager.delete(PreviewedTargetTable, { previewId: id });
      await manager.delete(PreviewedFindingTable, { previewId: id });
      await this.records.report(manager, id, { cursor: null, done: 0, summary: emptySummary(), ended });
      return true;
    });
  }
}

async function locked(
  manager: EntityManager,
  id: string,
): Promise<Pick<PreviewRow, 'state' | 'cursor'> | null> {
  const rows: Pick<PreviewRow, 'state' | 'cursor'>[] = await manager.query(
    'SELECT state, cursor FROM policy_preview WHERE id = $1 FOR UPDATE',
    [id],
  );
  return rows[0] ?? null;
}

async function nextPlace(manager: EntityManager, id: string): Promise<{ place: number }> {
  const rows: { place: number }[] = await manager.query(
    'SELECT coalesce(max(place) + 1, 0)::int AS place FROM policy_preview_finding WHERE preview_id = $1',
    [id],
  );
  return rows[0]!;
}

function columnsOf(table: typeof PreviewedTargetTable | typeof PreviewedFindingTable) {
  const names = new Map(
    Object.entries(table.options.columns).map(([name, column]) => [name, column?.name ?? name]),
  );
  return (row: object) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [names.get(name) ?? name, value as unknown]),
    );
}

async function insert(manager: EntityManager, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await manager.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
    storableJson(rows),
  ]);
}
