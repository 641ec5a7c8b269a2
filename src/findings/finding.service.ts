import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { ExploitationService } from '../advisories/exploitation.service.js';
import type { Finding, FindingQuery } from '../contracts/finding.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Finding as JudgedFinding } from '../engine/model/finding.js';
import { severities } from '../engine/model/severity.js';
import type { KnownFinding } from '../engine/policy/verdict-change.js';
import { Clock } from '../platform/clock.js';
import { keysetPage, keysetPages } from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { BaseImageService, type BaseImage } from '../targets/base-image.service.js';
import { contentOf } from './finding-content.js';
import type { FindingContentRow } from './finding-content.table.js';
import { FindingContents } from './finding-contents.service.js';
import { findingOrders, narrowFindings, ofTarget } from './finding-list.js';
import {
  knownContents,
  knownRow,
  selectContents,
  selectStored,
  upsertFindings,
  WrittenFindings,
  type StoredContents,
  type StoredRow,
} from './finding-rows.js';
import { scopedColumns, type ScopedRow } from './scoped-finding.js';
import { FindingTable, type FindingRow } from './finding.table.js';

/** The findings of every target, as its last judgement left them. */
@Injectable()
export class FindingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contents: FindingContents,
    private readonly bases: BaseImageService,
    private readonly exploitation: ExploitationService,
    private readonly clock: Clock,
  ) {}

  /** Holds what judgements say of targets against the findings that are stored. */
  async compare(
    manager: EntityManager,
    judged: ReadonlyMap<string, readonly JudgedFinding[]>,
  ): Promise<FindingDifference> {
    const stored: StoredContents[] = await manager.query(selectContents, [[...judged.keys()]]);
    const byTarget = new Map(stored.map((row) => [row.target_id, row]));
    const changes = new Map<string, FindingChanges>();
    const others = { changed: [] as string[], gone: [] as string[] };
    const written = new WrittenFindings(this.clock.now());
    for (const [targetId, findings] of judged) {
      const after: JudgedFinding[] = [];
      const known = knownContents(byTarget.get(targetId));
      for (const finding of findings) {
        const content = contentOf(finding);
        const { fingerprint } = finding;
        const before = known.get(fingerprint);
        known.delete(fingerprint);
        if (before?.content === content.digest) continue;
        if (before) others.changed.push(before.id);
        after.push(finding);
        written.add(this.clock.newId(written.firstSeenAt), targetId, fingerprint, content);
      }
      for (const { id } of known.values()) others.gone.push(id);
      changes.set(targetId, { before: [], after });
    }
    const before: StoredRow[] = await rowsOf(manager, [...others.changed, ...others.gone]);
    for (const row of before) changes.get(row.target_id)!.before.push(knownRow(row));
    return { changes, written, gone: others.gone };
  }

  /**
   * Makes the findings what the judgements say: new ones are added, vanished ones removed, changed ones changed, and
   * the others left as they are. Last of a transaction, which other ones with the same contents wait for.
   * @returns what is gone
   */
  async apply(manager: EntityManager, { written, gone }: FindingDifference): Promise<ScopedRow[]> {
    const rows = await removed(manager, gone);
    if (written.isEmpty) return rows;
    await this.contents.keep(manager, written.contents);
    await manager.query(upsertFindings, written.parameters());
    return rows;
  }

  async get(id: string): Promise<Finding> {
    const finding = await this.find(id);
    if (!finding) throw new AppError('not-found', `There is no finding ${id}.`);
    return finding;
  }

  async find(id: string): Promise<Finding | null> {
    const row = await this.table.findOneBy({ id });
    return row && ((await this.present([row]))[0] ?? null);
  }

  /** Of one target, or of all. */
  async list(
    targetId: string | null,
    { first, after, order, ...filter }: FindingQuery,
  ): Promise<Slice<Finding>> {
    const query = this.table.createQueryBuilder('finding');
    if (targetId) query.andWhere('finding.targetId = :targetId', { targetId });
    narrowFindings(query, filter);
    return (await this.presentSlices([await keysetPage(query, findingOrders[order], { first, after })]))[0]!;
  }

  /** Every finding of the kind on a target, by fingerprint. */
  async all(targetId: string, kind: Finding['kind']): Promise<Finding[]> {
    return this.present(await this.table.find({ where: { targetId, kind }, order: { fingerprint: 'ASC' } }));
  }

  /** Those that any of the exemptions covers, by target and fingerprint; no more than `most`. */
  async coveredBy(exemptionIds: readonly string[], most: number): Promise<Finding[]> {
    const rows = await this.table.find({
      where: { exemption: In([...exemptionIds]) },
      order: { targetId: 'ASC', severityRank: 'ASC', fingerprint: 'ASC' },
      take: most,
    });
    return this.present(rows);
  }

  /** The same page of each target's findings, in the order of the ids. */
  async listMany(
    targetIds: readonly string[],
    { first, after, order, ...filter }: FindingQuery,
  ): Promise<Slice<Finding>[]> {
    const query = this.table.createQueryBuilder('finding');
    narrowFindings(query, filter);
    return this.presentSlices(
      await keysetPages(query, findingOrders[order], { first, after }, ofTarget, targetIds),
    );
  }

  private async presentSlices(slices: readonly Slice<FindingRow>[]): Promise<Slice<Finding>[]> {
    const rows = new Map(slices.flatMap((slice) => slice.rows).map((row) => [row.id, row]));
    const findings = new Map(
      (await this.present([...rows.values()])).map((finding) => [finding.id, finding]),
    );
    return slices.map((slice) => ({
      ...slice,
      rows: slice.rows.flatMap(({ id }) => findings.get(id) ?? []),
      cursor: ({ id }) => slice.cursor(rows.get(id)!),
    }));
  }

  /** Those that are gone meanwhile are left out. */
  private async present(rows: readonly FindingRow[]): Promise<Finding[]> {
    const found = await this.withContents(rows);
    const bases = await this.bases.of(found.map(({ row }) => row.targetId));
    const exploitation = await this.exploitation.of(
      found.map(({ said: { advisory, aliases } }) => (advisory === null ? [] : [advisory, ...aliases])),
    );
    return found.map(({ row, said }, index) => {
      const { id, targetId, fingerprint, firstSeenAt } = row;
      const { digest: _, severityRank, isDismissed: __, ...told } = said;
      const severity = severities[severityRank]!;
      const origin = originOf(said, bases.get(targetId));
      return { id, targetId, fingerprint, firstSeenAt, severity, ...told, ...exploitation[index]!, origin };
    });
  }

  /** What is said of each; one that says something else since it was read is read again. */
  private async withContents(rows: readonly FindingRow[]): Promise<SaidFinding[]> {
    const contents = await this.contents.load(rows.map(({ content }) => content));
    const changed = rows.flatMap(({ id, content }) => (contents.has(content) ? [] : id));
    const again = changed.length === 0 ? [] : await this.table.findBy({ id: In(changed) });
    const since = new Map(again.map((row) => [row.id, row]));
    const more = await this.contents.load(again.map(({ content }) => content));
    return rows.flatMap((read) => {
      const row = since.get(read.id) ?? read;
      const said = contents.get(row.content) ?? more.get(row.content);
      return said ? { row, said } : [];
    });
  }

  private get table() {
    return this.dataSource.getRepository(FindingTable);
  }
}

/** Ids of the targets that a page shows findings of. */
export function targetsOfFindings({ rows }: Slice<Finding>): string[] {
  return rows.map(({ targetId }) => targetId);
}

async function removed(manager: EntityManager, ids: readonly string[]): Promise<ScopedRow[]> {
  if (ids.length === 0) return [];
  const [rows]: [ScopedRow[], number] = await manager.query(
    `DELETE FROM finding f USING target t, finding_content c
     WHERE t.id = f.target_id AND c.digest = f.content AND f.id = ANY($1) RETURNING ${scopedColumns}`,
    [ids],
  );
  return rows;
}

/** A row with what it says. */
interface SaidFinding {
  readonly row: FindingRow;
  readonly said: FindingContentRow;
}

function originOf({ location }: FindingContentRow, base: BaseImage | undefined): Finding['origin'] {
  if (!location || location.layer === null) return null;
  return base?.layers.includes(location.layer) ? 'base' : 'own';
}

/** What judgements say otherwise than what is stored. */
export interface FindingDifference {
  /** What became of each target's findings. */
  readonly changes: ReadonlyMap<string, FindingChanges>;
  readonly written: WrittenFindings;
  /** Ids. */
  readonly gone: readonly string[];
}

/** What became of one target's findings. */
export interface FindingChanges {
  /** Those that are gone or different now, as they were. */
  readonly before: KnownFinding[];
  /** Those that are new or different. */
  readonly after: readonly JudgedFinding[];
}

async function rowsOf(manager: EntityManager, ids: readonly string[]): Promise<StoredRow[]> {
  return ids.length === 0 ? [] : manager.query(selectStored, [ids]);
}
