import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { newlyEnded } from '../engine/policy/preview-summary.js';
import { Clock } from '../platform/clock.js';
import { PolicyService } from '../policies/policy.service.js';
import { TargetTable } from '../targets/target.table.js';
import { JudgingService } from '../verdicts/judging.service.js';
import { previewBatch, type LoadedTarget } from './preview-batch.js';
import { PreviewEffects } from './preview-effects.service.js';
import { PreviewPlan, type PlannedTarget } from './preview-plan.service.js';
import { PreviewRecords } from './preview-records.service.js';
import { PreviewStore } from './preview-store.service.js';
import type { PreviewRow } from './preview.table.js';

/** Targets that are judged in one step. */
const batchSize = 250;

/** Runs one preview: judges every target that the document would judge, and writes no verdict. Goes on where it was. */
@Injectable()
export class PreviewRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: PreviewRecords,
    private readonly store: PreviewStore,
    private readonly plan: PreviewPlan,
    private readonly judging: JudgingService,
    private readonly policies: PolicyService,
    private readonly effects: PreviewEffects,
    private readonly clock: Clock,
  ) {}

  async run(id: string, signal: AbortSignal): Promise<void> {
    const { manager } = this.dataSource;
    for (;;) {
      const row = await this.records.row(id);
      if (!row || (row.state !== 'queued' && row.state !== 'running')) return;
      const document = await this.policies.preview(row.text);
      const planned = await this.plan.targets(manager, document, row.ended, row.selectors);
      await this.records.report(manager, id, { state: 'running', total: planned.length });
      const end = await this.pass(row, planned, signal);
      if (end === 'left') return;
      if (end === 'again') continue;
      await this.finish(id, planned);
      return;
    }
  }

  /** `again`: an exemption turned out to end; `left`: there is nothing more to do here. */
  private async pass(
    row: PreviewRow,
    planned: readonly PlannedTarget[],
    signal: AbortSignal,
  ): Promise<'done' | 'again' | 'left'> {
    const { id, ended, summary } = row;
    let { cursor } = row;
    const rest = planned.filter((target) => cursor === null || target.id > cursor);
    const batches = batchesOf(rest);
    let loading = this.load(batches[0] ?? []);
    for (const [index, batch] of batches.entries()) {
      const loaded = await loading;
      signal.throwIfAborted();
      // While this one is judged, the database reads the next one.
      loading = this.load(batches[index + 1] ?? []);
      loading.catch(() => undefined);
      const found = await previewBatch(loaded, summary, ended);
      const more = newlyEnded(ended, found.judgements);
      if (more.length > 0) {
        return (await this.store.restart(id, cursor, [...ended, ...more])) ? 'again' : 'left';
      }
      const last = batch.at(-1)!.id;
      const done = planned.length - rest.length + index * batchSize + batch.length;
      if (!(await this.store.take(id, { after: cursor, cursor: last, done, summary, batch: found })))
        return 'left';
      cursor = last;
    }
    await loading;
    return 'done';
  }

  /** As of one instant, and without keeping anybody waiting. */
  private async load(batch: readonly PlannedTarget[]): Promise<LoadedTarget[]> {
    if (batch.length === 0) return [];
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const found = await manager.findBy(TargetTable, { id: In(batch.map(({ id }) => id)) });
      const rows = new Map(found.filter(({ snapshotId }) => snapshotId !== null).map((row) => [row.id, row]));
      const policies = batch.flatMap(({ before, after }) => [before.policy.document, after.policy.document]);
      const grounds = await this.judging.gather(manager, [...rows.values()], policies);
      return batch.flatMap((planned) => {
        const row = rows.get(planned.id);
        return row ? [{ planned, row, grounds: grounds.get(row.id)! }] : [];
      });
    });
  }

  private async finish(id: string, planned: readonly PlannedTarget[]): Promise<void> {
    const { manager } = this.dataSource;
    const row = await this.records.row(id);
    if (row?.state !== 'running') return;
    const exemptions = await this.effects.of(manager, row, new Set(planned.map((target) => target.id)));
    const end = {
      state: 'succeeded',
      exemptions,
      done: planned.length,
      finishedAt: this.clock.now(),
    } as const;
    await this.records.report(manager, id, end);
  }
}

function batchesOf<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / batchSize);
  return Array.from({ length: count }, (_, index) => items.slice(index * batchSize, (index + 1) * batchSize));
}
