import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, LessThan, MoreThan, Raw, type EntityManager } from 'typeorm';
import type {
  PolicyPreview,
  PreviewedFinding,
  PreviewedFindingQuery,
  PreviewedTarget,
  PreviewedTargetQuery,
  PreviewQuery,
} from '../contracts/policy-preview.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import { emptySummary } from '../engine/policy/preview-summary.js';
import { Clock } from '../platform/clock.js';
import { ChangeFeed } from '../platform/database/change-feed.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { presentPreview } from './preview-view.js';
import {
  PreviewedFindingTable,
  PreviewedTargetTable,
  PreviewTable,
  type PreviewRow,
} from './preview.table.js';

const newest = newestFirst('p', 'createdAt', (row: PreviewRow) => row.createdAt);
const open: PolicyPreview['state'][] = ['queued', 'running'];

/** The previews as rows: asked for, moved from state to state, read and watched. */
@Injectable()
export class PreviewRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
    private readonly clock: Clock,
  ) {}

  /** A new one, or the one of the same content for the same targets that is not finished yet. */
  async ask(
    asked: Pick<PreviewRow, 'policy' | 'hash' | 'text' | 'source' | 'selectors' | 'requestedBy'>,
  ): Promise<PolicyPreview> {
    const row: PreviewRow = {
      ...asked,
      ...{ id: this.clock.newId(), state: 'queued', done: 0, total: null, cursor: null, ended: [] },
      ...{
        summary: emptySummary(),
        exemptions: [],
        error: null,
        createdAt: this.clock.now(),
        finishedAt: null,
      },
    };
    for (;;) {
      await this.table.createQueryBuilder().insert().values(row).orIgnore().execute();
      const { policy, hash } = asked;
      const selectors = same(asked.selectors);
      const known = await this.table.findOneBy([
        { id: row.id },
        { policy, hash, selectors, state: In(open) },
      ]);
      if (known) return presentPreview(known);
    }
  }

  /** @throws AppError `not-found` */
  async get(id: string): Promise<PolicyPreview> {
    const preview = await this.find(id);
    if (!preview) throw new AppError('not-found', `There is no preview ${id}.`);
    return preview;
  }

  async find(id: string): Promise<PolicyPreview | null> {
    const row = await this.row(id);
    return row && presentPreview(row);
  }

  /** Newest first. */
  async list({ policy, state, ...page }: PreviewQuery): Promise<Slice<PolicyPreview>> {
    const query = this.table.createQueryBuilder('p');
    if (policy) query.andWhere('p.policy = :policy', { policy });
    if (state) query.andWhere('p.state = :state', { state });
    const slice = await keysetPage(query, newest, page);
    const rows = new Map(slice.rows.map((row) => [row.id, row]));
    return {
      ...slice,
      rows: slice.rows.map(presentPreview),
      cursor: ({ id }) => slice.cursor(rows.get(id)!),
    };
  }

  async row(id: string, manager: EntityManager = this.dataSource.manager): Promise<PreviewRow | null> {
    return manager.findOneBy(PreviewTable, { id });
  }

  /** Targets of which the document says something else, by their ids. */
  async targets(id: string, { owner, ...page }: PreviewedTargetQuery): Promise<Slice<PreviewedTarget>> {
    await this.get(id);
    const query = this.dataSource.getRepository(PreviewedTargetTable).createQueryBuilder('t');
    query.where('t.previewId = :id', { id });
    if (owner) query.andWhere('t.owner = :owner', { owner });
    const column = { expression: 't.targetId', direction: 'ASC', type: 'uuid' } as const;
    return keysetPage(query, [{ ...column, value: ({ targetId }) => targetId }], page);
  }

  /** Findings that change, in the order in which they were found. */
  async findings(
    id: string,
    { owner, change, name, ...page }: PreviewedFindingQuery,
  ): Promise<Slice<PreviewedFinding>> {
    await this.get(id);
    const query = this.dataSource.getRepository(PreviewedFindingTable).createQueryBuilder('f');
    query.where('f.previewId = :id', { id });
    if (owner) query.andWhere('f.owner = :owner', { owner });
    if (change) query.andWhere('f.change = :change', { change });
    if (name) query.andWhere('f.name = :name', { name });
    const column = { expression: 'f.place', direction: 'ASC', type: 'int' } as const;
    return keysetPage(query, [{ ...column, value: ({ place }) => place }], page);
  }

  /** The preview as it stands, and again after each change, until it has ended or the signal aborts. */
  async *changes(id: string, signal: AbortSignal): AsyncGenerator<PolicyPreview> {
    for await (const _ of this.feed.watch('policy_preview', id, signal)) {
      const preview = await this.get(id);
      yield preview;
      if (!open.includes(preview.state)) return;
    }
  }

  /** Writes how far it has come, unless it has ended. */
  async report(manager: EntityManager, id: string, change: Partial<PreviewRow>): Promise<void> {
    await manager.update(PreviewTable, { id, state: In(open) }, change);
    await this.feed.announce(manager, 'policy_preview', id);
  }

  async fail(id: string, error: NonNullable<PreviewRow['error']>): Promise<void> {
    const change = { state: 'failed', error, finishedAt: this.clock.now() } as const;
    await this.report(this.dataSource.manager, id, change);
  }

  /** Open ones that were asked for before that time. */
  async openSince(before: Date): Promise<{ id: string }[]> {
    return this.table.find({ where: { state: In(open), createdAt: LessThan(before) }, select: { id: true } });
  }

  /** Whether what publishing that very content does was previewed to the end since that time. */
  async isPreviewed(manager: EntityManager, policy: string, hash: string, since: Date): Promise<boolean> {
    const ended = { state: 'succeeded', finishedAt: MoreThan(since) } as const;
    const where = { policy, hash, selectors: IsNull(), ...ended };
    return manager.existsBy(PreviewTable, where);
  }

  private get table() {
    return this.dataSource.getRepository(PreviewTable);
  }
}

/** Columns of JSON are equal whatever the order of their keys. */
function same(selectors: PreviewRow['selectors']) {
  const text = selectors === null ? null : JSON.stringify(selectors);
  return Raw<never>((column) => `${column} IS NOT DISTINCT FROM CAST(:selectors AS jsonb)`, {
    selectors: text,
  });
}
