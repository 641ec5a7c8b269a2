import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FoundComponent } from '../engine/model/component.js';
import type { Inventory } from '../engine/model/facts.js';
import { digestOf } from '../engine/policy/canonical-json.js';
import { MatchingService } from '../matching/matching.service.js';
import { Clock } from '../platform/clock.js';
import { storableJson } from '../platform/database/storable-json.js';
import { together } from '../platform/database/together.js';
import { matchingTurns } from '../platform/database/turn-lock.js';
import { ComponentService } from './component.service.js';

/** What an inventory was made from, and by which readers: made again from the same, it would be the same. */
export interface InventorySource {
  /** Digest of what was read. */
  readonly origin: string;
  readonly readers: string;
}

/** An inventory that is stored: it never changes. */
export interface StoredInventory {
  readonly id: string;
  /** Of the facts with their components. */
  readonly digest: string;
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

  /** Null when it is not stored yet. */
  async find(source: InventorySource): Promise<StoredInventory | null> {
    return this.findIn(this.dataSource.manager, source);
  }

  /** Stores it unless it is stored, and matches the components that are new. */
  async store(source: InventorySource, { components, ...rest }: Inventory): Promise<StoredInventory> {
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
  ): Promise<StoredInventory> {
    return this.dataSource.transaction((manager) => this.insert(manager, source, components, describe));
  }

  /** The facts of each inventory, with those of its components that have one of the names. */
  async load<Facts extends Inventory>(
    manager: EntityManager,
    ids: readonly string[],
    componentNames: readonly string[] | null,
  ): Promise<Map<string, Facts>> {
    const distinct = [...new Set(ids)];
    const facts: Promise<{ id: string; facts: Omit<Facts, 'components'> }[]> = manager.query(
      'SELECT id, facts FROM inventory WHERE id = ANY($1)',
      [distinct],
    );
    const shown = this.components.ofInventories(manager, distinct, componentNames);
    const [rows, components] = await together(facts, shown);
    return new Map(
      rows.map(({ id, facts: other }) => [
        id,
        { ...other, components: components.get(id) ?? [] } as unknown as Facts,
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

  /** Nobody sees the row before it is complete: all of this is one transaction. */
  private async insert(
    manager: EntityManager,
    source: InventorySource,
    components: readonly FoundComponent[],
    describe: () => Promise<OtherFacts>,
  ): Promise<StoredInventory> {
    const id = this.clock.newId();
    await matchingTurns.derive(manager);
    const inserted: unknown[] = await manager.query(
      `INSERT INTO inventory (id, origin, readers, digest, facts, created_at) VALUES ($1, $2, $3, '', '{}', $4)
       ON CONFLICT (origin, readers) DO NOTHING RETURNING id`,
      [id, source.origin, source.readers, this.clock.now()],
    );
    if (inserted.length === 0) return (await this.findIn(manager, source))!;
    const [, { rest, digest }] = await together(
      this.hold(manager, id, components),
      withDigest(components, describe),
    );
    const facts = storableJson(rest);
    await manager.query('UPDATE inventory SET digest = $2, facts = $3 WHERE id = $1', [id, digest, facts]);
    return { id, digest };
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

  private async findIn(
    manager: EntityManager,
    { origin, readers }: InventorySource,
  ): Promise<StoredInventory | null> {
    const rows: StoredInventory[] = await manager.query(
      'SELECT id, digest FROM inventory WHERE origin = $1 AND readers = $2',
      [origin, readers],
    );
    return rows[0] ?? null;
  }
}

async function withDigest(
  components: readonly FoundComponent[],
  describe: () => Promise<OtherFacts>,
): Promise<{ rest: OtherFacts; digest: string }> {
  const rest = await describe();
  return { rest, digest: digestOf({ ...rest, components }) };
}
