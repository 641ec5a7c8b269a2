import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Component, ComponentQuery } from '../contracts/component.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Component as EngineComponent, FoundComponent } from '../engine/model/component.js';
import {
  countedTogether,
  countsFrom,
  decodeCursor,
  refuseBadCursor,
  sliceOf,
} from '../platform/database/keyset.js';
import { storableJson } from '../platform/database/storable-json.js';
import { identityOf, insertComponents, rowOf, selectIds, type StoredId } from './component-rows.js';

/** Components stored by one statement. */
const batch = 2_000;

/** Distinct packages at versions, and which inventories hold them. */
@Injectable()
export class ComponentService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Stores the components that are new, some thousand at a time: while the database works on them, the next ones are
   * made ready.
   * @returns every component's id in the order given, and the ids of those that were added.
   */
  async store(
    manager: EntityManager,
    components: readonly EngineComponent[],
  ): Promise<{ all: string[]; added: string[] }> {
    // Sorted, so that two transactions that add the same components wait for each other instead of locking up.
    const identities = components.map(identityOf);
    const distinct = new Map(components.map((component, index) => [identities[index]!, component]));
    const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1));
    const added: StoredId[] = [];
    let storing: Promise<StoredId[]> = Promise.resolve([]);
    for (let start = 0; start < sorted.length; start += batch) {
      const part = sorted.slice(start, start + batch);
      const rows = storableJson(part.map(([identity, component]) => ({ identity, ...rowOf(component) })));
      added.push(...(await storing));
      storing = manager.query(insertComponents, [rows]);
      // Whoever waits for the statement hears of its failure; it is sent before more is made ready.
      storing.catch(() => undefined);
      await setImmediate();
    }
    added.push(...(await storing));
    const ids = new Map(added.map((row) => [row.identity, row.id]));
    const others = [...distinct.keys()].filter((identity) => !ids.has(identity));
    const known: StoredId[] = others.length === 0 ? [] : await manager.query(selectIds, [others]);
    for (const row of known) ids.set(row.identity, row.id);
    return {
      all: identities.map((identity) => ids.get(identity)!),
      added: added.map((row) => row.id),
    };
  }

  /** Says where an inventory holds each component. */
  async link(
    manager: EntityManager,
    inventoryId: string,
    found: readonly FoundComponent[],
    ids: readonly string[],
  ): Promise<void> {
    const places = new Map<string, Place>();
    found.forEach(({ paths, layer, isDevelopment, program = null }, index) => {
      const id = ids[index]!;
      const known = places.get(id);
      if (!known) places.set(id, { id, paths: [...paths], layer, isDevelopment, program });
      else {
        known.paths = [...new Set([...known.paths, ...paths])].sort();
        known.isDevelopment &&= isDevelopment;
        if (known.program !== program) known.program = null;
      }
    });
    await manager.query(
      `INSERT INTO inventory_component (inventory_id, component_id, paths, layer, is_development, program)
       SELECT $1, r.id, r.paths, r.layer, r."isDevelopment", r.program
       FROM json_to_recordset($2) AS r(id bigint, paths text[], layer text, "isDevelopment" boolean,
         program text)`,
      [inventoryId, storableJson([...places.values()])],
    );
  }

  /** The components of each inventory that have one of the names, as facts; null: all of them. */
  async ofInventories(
    manager: EntityManager,
    inventoryIds: readonly string[],
    names: readonly string[] | null,
  ): Promise<Map<string, FoundComponent[]>> {
    const rows: ComponentRow[] =
      names === null
        ? await manager.query(`${selectComponents} WHERE l.inventory_id = ANY($1) ORDER BY c.purl, c.id`, [
            inventoryIds,
          ])
        : await manager.query(selectNamed, [inventoryIds, names]);
    const found = new Map<string, FoundComponent[]>(inventoryIds.map((id) => [id, []]));
    for (const row of rows) found.get(row.inventory_id)!.push(factOf(row));
    return found;
  }

  /** Every component of an inventory, as facts. */
  async ofInventory(manager: EntityManager, inventoryId: string): Promise<FoundComponent[]> {
    const rows: ComponentRow[] = await manager.query(
      `${selectComponents} WHERE l.inventory_id = $1 ORDER BY c.purl, c.id`,
      [inventoryId],
    );
    return rows.map(factOf);
  }

  /** The same page of each inventory's components, by name; one statement, in the order of the ids. */
  async pages(
    inventoryIds: readonly string[],
    { first, after, ecosystem, name }: ComponentQuery,
  ): Promise<Slice<Component>[]> {
    const [afterName, afterId] = after === undefined ? [null, null] : decodeCursor(after, 2);
    const rows = await this.dataSource
      .query<ComponentRow[]>(selectPages, [
        [...new Set(inventoryIds)],
        ecosystem ?? null,
        name ?? null,
        afterName,
        afterId,
        first + 1,
      ])
      .catch(refuseBadCursor(after));
    const counted = [[...new Set(inventoryIds)], ecosystem ?? null, name ?? null];
    const total = countedTogether(() => countsFrom(this.dataSource, countComponents, counted));
    return inventoryIds.map((id) => {
      const own = rows.flatMap((row) => (row.inventory_id === id ? presentComponent(row) : []));
      return sliceOf(own, first, (component) => [component.name, component.id], total(id));
    });
  }

  /** Ecosystems, with their releases, of all components. */
  async ecosystems(): Promise<string[]> {
    const rows = await this.dataSource.query<{ ecosystem: string }[]>(
      'SELECT DISTINCT ecosystem FROM component',
    );
    return rows.map((row) => row.ecosystem);
  }

  /** How many components each of the inventories holds. */
  async count(inventoryIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ inventory_id: string; count: number }[]>(
      `SELECT inventory_id, count(*)::int AS count FROM inventory_component WHERE inventory_id = ANY($1) GROUP BY inventory_id`,
      [inventoryIds],
    );
    return new Map(rows.map((row) => [row.inventory_id, row.count]));
  }
}

/** Where an inventory holds a component. */
interface Place {
  readonly id: string;
  paths: string[];
  readonly layer: string | null;
  isDevelopment: boolean;
  program: string | null;
}

interface ComponentRow {
  inventory_id: string;
  id: string;
  ecosystem: string;
  name: string;
  version: string;
  architecture: string | null;
  purl: string;
  source_name: string | null;
  source_version: string | null;
  licence: string | null;
  paths: string[];
  layer: string | null;
  is_development: boolean;
  is_comparable: boolean;
}

const selectComponents = `SELECT l.inventory_id, c.id, c.ecosystem, c.name, c.version, c.architecture, c.purl, c.source_name,
  c.source_version, c.licence, l.paths, l.layer, l.is_development,
  c.version_key IS NOT NULL AS is_comparable
  FROM inventory_component l JOIN component c ON c.id = l.component_id`;

const selectNamed = `WITH named AS MATERIALIZED (SELECT id FROM component WHERE name = ANY($2))
  ${selectComponents} JOIN named ON named.id = c.id WHERE l.inventory_id = ANY($1) ORDER BY c.purl`;

const selectPages = `SELECT page.* FROM unnest($1::uuid[]) AS held (id), LATERAL (
    ${selectComponents} WHERE l.inventory_id = held.id AND ($2::text IS NULL OR c.ecosystem = $2)
      AND ($3::text IS NULL OR c.name = $3) AND ($4::text IS NULL OR (c.name, c.id) > ($4, $5::bigint))
    ORDER BY c.name, c.id LIMIT $6) page
  ORDER BY page.name, page.id`;

const countComponents = `SELECT l.inventory_id AS parent, count(*)::int AS count
  FROM inventory_component l JOIN component c ON c.id = l.component_id
  WHERE l.inventory_id = ANY($1) AND ($2::text IS NULL OR c.ecosystem = $2) AND ($3::text IS NULL OR c.name = $3)
  GROUP BY l.inventory_id`;

function presentComponent(row: ComponentRow): Component {
  return { ...factOf(row), id: row.id, isComparable: row.is_comparable };
}

function factOf(
  row: Omit<ComponentRow, 'inventory_id' | 'id' | 'is_comparable'>,
): FoundComponent & { paths: string[] } {
  return {
    ecosystem: row.ecosystem,
    name: row.name,
    version: row.version,
    architecture: row.architecture,
    purl: row.purl,
    source: row.source_name === null ? null : { name: row.source_name, version: row.source_version! },
    licence: row.licence,
    paths: row.paths,
    layer: row.layer,
    isDevelopment: row.is_development,
  };
}
