import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { chainIds } from '../inventory/chain-id.js';

/** A known image that another one stands on. */
export interface BaseImage {
  readonly targetId: string;
  readonly digest: string;
  readonly references: readonly string[];
  /** Diff ids of the layers that both have. */
  readonly layers: readonly string[];
}

/**
 * Finds the image that an image was built on: of all known ones whose layers its own begin with, the one with the most.
 * Asked for each time, so that a base that is scanned later than what stands on it counts too.
 */
@Injectable()
export class BaseImageService {
  constructor(private readonly dataSource: DataSource) {}

  /** By the targets' ids; targets that are no images or stand on no known one are left out. */
  async of(targetIds: readonly string[]): Promise<Map<string, BaseImage>> {
    const stacks = await this.dataSource.query<StackRow[]>(selectStacks, [[...new Set(targetIds)]]);
    const chains = new Map(stacks.map(({ id, layers }) => [id, chainIds(layers).slice(0, -1)]));
    const wanted = [...new Set([...chains.values()].flat())];
    if (wanted.length === 0) return new Map();
    const known = await this.dataSource.query<KnownRow[]>(selectKnown, [wanted]);
    const byChain = new Map(known.map((row) => [row.chain, row]));
    return new Map(stacks.flatMap(({ id, layers }) => baseOf(id, layers, chains.get(id) ?? [], byChain)));
  }

  /** Diff ids of all layers of the images of these names or digests; what no scanned image has is left out. */
  async layersOf(manager: EntityManager, names: readonly string[]): Promise<Map<string, string[]>> {
    const rows: { name: string; layers: string[] }[] = await manager.query(selectNamedLayers, [names]);
    const found = new Map<string, string[]>();
    for (const { name, layers } of rows) found.set(name, [...(found.get(name) ?? []), ...layers]);
    return found;
  }
}

interface StackRow {
  readonly id: string;
  readonly layers: readonly string[];
}

interface KnownRow {
  readonly chain: string;
  readonly id: string;
  readonly digest: string;
  readonly references: readonly string[];
}

function baseOf(
  id: string,
  layers: readonly string[],
  chains: readonly string[],
  known: ReadonlyMap<string, KnownRow>,
): [string, BaseImage][] {
  const last = chains.findLastIndex((chain) => known.has(chain));
  const row = known.get(chains[last] ?? '');
  if (!row) return [];
  const { id: targetId, digest, references } = row;
  return [[id, { targetId, digest, references, layers: layers.slice(0, last + 1) }]];
}

const selectStacks = `SELECT t.id,
    ARRAY(SELECT layer ->> 'diffId' FROM jsonb_array_elements(s.facts -> 'layers') WITH ORDINALITY l(layer, i) ORDER BY i) AS layers
  FROM target t JOIN snapshot s ON s.id = t.snapshot_id WHERE t.kind = 'image' AND t.id = ANY($1)`;

const selectNamedLayers = `SELECT names.name,
    ARRAY(SELECT layer ->> 'diffId' FROM jsonb_array_elements(s.facts -> 'layers') layer) AS layers
  FROM unnest($1::text[]) AS names (name)
  JOIN target t ON t."references" @> ARRAY[names.name] OR names.name IN (t.digest, t.identity)
  JOIN snapshot s ON s.id = t.snapshot_id WHERE t.kind = 'image'`;

/** Of several images on the same layers the one that was known first. */
const selectKnown = `SELECT DISTINCT ON (i.origin) i.origin AS chain, t.id, t.digest, t."references"
  FROM inventory i JOIN snapshot s ON s.inventory_id = i.id JOIN target t ON t.snapshot_id = s.id
  WHERE i.origin = ANY($1) AND t.kind = 'image' ORDER BY i.origin, t.created_at, t.id`;
