import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { collectRootfsFacts } from '../engine/artifacts/rootfs-facts.js';
import { Rootfs } from '../engine/artifacts/rootfs.js';
import { catalogers } from '../engine/catalogers/index.generated.js';
import type { RootfsFacts } from '../engine/model/facts.js';
import { observers } from '../engine/observers/index.generated.js';
import { digestOf } from '../engine/policy/canonical-json.js';
import { MatchingService } from '../matching/matching.service.js';
import { Clock } from '../platform/clock.js';
import { storableJson } from '../platform/database/storable-json.js';
import { matchingTurns } from '../platform/database/turn-lock.js';
import { chainId } from './chain-id.js';
import { ComponentService } from './component.service.js';
import { readersSignature } from './file-readers.js';
import { LayerService } from './layer.service.js';

/** What a stack of layers holds, stored once for every image that stands on the same stack. */
@Injectable()
export class RootfsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly layers: LayerService,
    private readonly components: ComponentService,
    private readonly matching: MatchingService,
    private readonly clock: Clock,
  ) {}

  /** Id of the stack's facts; null when they are not stored yet. */
  async find(diffIds: readonly string[]): Promise<string | null> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM rootfs WHERE chain_id = $1 AND readers = $2',
      [chainId(diffIds), readersSignature],
    );
    return rows[0]?.id ?? null;
  }

  /** Applies the layers, all of which must have been read, and stores what they hold; returns its id. */
  async assemble(diffIds: readonly string[]): Promise<string> {
    const rootfs = new Rootfs();
    for (const diffId of diffIds) rootfs.apply(await this.layers.load(diffId));
    const facts = collectRootfsFacts(rootfs, catalogers, observers);
    return this.dataSource.transaction((manager) => this.store(manager, chainId(diffIds), facts));
  }

  /** The facts of each stack, with those of its components that have one of the names. */
  async load(
    manager: EntityManager,
    ids: readonly string[],
    componentNames: readonly string[],
  ): Promise<Map<string, RootfsFacts>> {
    const distinct = [...new Set(ids)];
    const rows: { id: string; facts: Omit<RootfsFacts, 'components'> }[] = await manager.query(
      'SELECT id, facts FROM rootfs WHERE id = ANY($1)',
      [distinct],
    );
    const components = await this.components.ofStacks(manager, distinct, componentNames);
    return new Map(rows.map(({ id, facts }) => [id, { ...facts, components: components.get(id) ?? [] }]));
  }

  /** Digest of the facts with their components. */
  async digest(manager: EntityManager, id: string): Promise<string> {
    const rows: { digest: string }[] = await manager.query('SELECT digest FROM rootfs WHERE id = $1', [id]);
    if (!rows[0]) throw new Error(`there is no rootfs ${id}`);
    return rows[0].digest;
  }

  private async store(manager: EntityManager, chain: string, facts: RootfsFacts): Promise<string> {
    const { components, ...rest } = facts;
    const id = this.clock.newId();
    await matchingTurns.derive(manager);
    const inserted: unknown[] = await manager.query(
      `INSERT INTO rootfs (id, chain_id, readers, digest, facts, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (chain_id, readers) DO NOTHING RETURNING id`,
      [id, chain, readersSignature, digestOf(facts), storableJson(rest), this.clock.now()],
    );
    if (inserted.length === 0) return this.storedId(manager, chain);
    const ids = await this.components.store(manager, components);
    await this.components.link(manager, id, components, ids.all);
    await this.matching.matchComponents(manager, ids.added);
    return id;
  }

  private async storedId(manager: EntityManager, chain: string): Promise<string> {
    const rows: { id: string }[] = await manager.query(
      'SELECT id FROM rootfs WHERE chain_id = $1 AND readers = $2',
      [chain, readersSignature],
    );
    return rows[0]!.id;
  }
}
