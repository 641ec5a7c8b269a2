import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FoundComponent } from '../engine/model/component.js';
import type { Inventory } from '../engine/model/facts.js';
import { digestOf } from '../engine/policy/canonical-json.js';
import { MatchingService } from '../matching/matching.service.js';
import { Clock } from '../platform/clock.js';
import { storableJson } from '../platform/database/storable-json.js';
import { matchingTurns } from '../platform/database/turn-lock.js';
import { ComponentService } from './component.service.js';

/** What an inventory was made from, and by which readers: made again from the same, it would be the same. */
export interface InventorySource {
  /** Digest of what was read. */
  readonly origin: string;
  readonly readers: string;
}

/** The facts of an inventory but for its components. */
type OtherFacts = Omit<Inventory, 'components'>;

/** What was found in something, stored once for every target that holds the same. */
@Injectable()
export class InventoryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly components: ComponentService,
    private readonly matching: MatchingService,
    private readonly clock: Clock,
  ) {}

  /** Its id; null when it is not stored yet. */
  async find({ origin, readers }: InventorySource): Promise<string | null> {
    return this.idOf(this.dataSource.manager, { origin, readers });
  }

  /** Stores it unless it is stored, and matches the components that are new; returns its id. */
  async store(source: InventorySource, { components, ...rest }: Inventory): Promise<string> {
    return this.storeWhile(source, components, () => Promise.resolve(rest));
  }

  /**
   * The same, for an inventory whose other facts take long to find: this goes on while the database works on the
   * components.
   * @param describe finds them; not called when the inventory is stored.
   */
  async storeWhile(
    source: InventorySource,
    components: readonly FoundComponent[],
    describe: () => Promise<OtherFacts>,
  ): Promise<string> {
    return this.dataSource.transaction((manager) => this.insert(manager, source, components, describe));
  }

  /** The facts of each inventory, with those of its components that have one of the names. */
  async load<Facts extends Inventory>(
    manager: EntityManager,
    ids: readonly string[],
    componentNames: readonly string[] | null,
  ): Promise<Map<string, Facts>> {
    const distinct = [...new Set(ids)];
    const rows: { id: string; facts: Omit<Facts, 'components'> }[] = await manager.query(
      'SELECT id, facts FROM inventory WHERE id = ANY($1)',
      [distinct],
    );
    const components = await this.components.ofInventories(manager, distinct, componentNames);
    return new Map(
      rows.map(({ id, facts }) => [
        id,
        { ...facts, components: components.get(id) ?? [] } as unknown as Facts,
      ]),
    );
  }

  /** What an inventory says of its packages, with all of them. */
  async whole(id: string): Promise<Inventory> {
    const { manager } = this.dataSource;
    const rows: { facts: Omit<Inventory, 'components'> }[] = await manager.query(
      'SELECT facts FROM inventory WHERE id = $1',
      [id],
    );
    if (!rows[0]) throw new Error(`there is no inventory ${id}`);
    const { ecosystems, problems } = rows[0].facts;
    return { ecosystems, problems, components: await this.components.ofInventory(manager, id) };
  }

  /** Digest of the facts with their components. */
  async digest(manager: EntityManager, id: string): Promise<string> {
    const rows: { digest: string }[] = await manager.query('SELECT digest FROM inventory WHERE id = $1', [
      id,
    ]);
    if (!rows[0]) throw new Error(`there is no inventory ${id}`);
    return rows[0].digest;
  }

  /** Nobody sees the row before it is complete: all of this is one transaction. */
  private async insert(
    manager: EntityManager,
    source: InventorySource,
    components: readonly FoundComponent[],
    describe: () => Promise<OtherFacts>,
  ): Promise<string> {
    const id = this.clock.newId();
    await matchingTurns.derive(manager);
    const inserted: unknown[] = await manager.query(
      `INSERT INTO inventory (id, origin, readers, digest, facts, created_at) VALUES ($1, $2, $3, '', '{}', $4)
       ON CONFLICT (origin, readers) DO NOTHING RETURNING id`,
      [id, source.origin, source.readers, this.clock.now()],
    );
    if (inserted.length === 0) return (await this.idOf(manager, source))!;
    // When one of them fails, the transaction must not end before the other has.
    const [held, described] = await Promise.allSettled([
      this.hold(manager, id, components),
      withDigest(components, describe),
    ]);
    if (held.status === 'rejected') throw held.reason;
    if (described.status === 'rejected') throw described.reason;
    const { rest, digest } = described.value;
    const facts = storableJson(rest);
    await manager.query('UPDATE inventory SET digest = $2, facts = $3 WHERE id = $1', [id, digest, facts]);
    return id;
  }

  private async hold(
    manager: EntityManager,
    id: string,
    components: readonly FoundComponent[],
  ): Promise<void> {
    const { all, added } = await this.components.store(manager, components);
    await this.matching.matchComponents(manager, added);
    await this.components.link(manager, id, components, all);
  }

  private async idOf(manager: EntityManager, { origin, readers }: InventorySource): Promise<string | null> {
    const rows: { id: string }[] = await manager.query(
      'SELECT id FROM inventory WHERE origin = $1 AND readers = $2',
      [origin, readers],
    );
    return rows[0]?.id ?? null;
  }
}

async function withDigest(
  components: readonly FoundComponent[],
  describe: () => Promise<OtherFacts>,
): Promise<{ rest: OtherFacts; digest: string }> {
  const rest = await describe();
  return { rest, digest: digestOf({ ...rest, components }) };
}
