import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AdvisoryState } from '../advisories/advisory-database.service.js';
import { ExploitationService } from '../advisories/exploitation.service.js';
import { groupMatches, vulnerabilityAt, type ComponentFlaw } from '../engine/advisories/vulnerability.js';
import { mostUrgentFirst } from '../engine/checks/vulnerability-text.js';
import type { Vulnerability } from '../engine/model/finding.js';
import { MatchingService, type HeldComponent } from '../matching/matching.service.js';

/** Components whose flaws are kept in memory, and flaws of whole inventories: more begin anew. */
const most = { components: 50_000, flaws: 1_000_000 };
/** Places of one component that are kept. */
const mostPlaces = 16;

/** The flaws of one component, and what they are where targets hold it. */
interface KnownComponent {
  readonly flaws: readonly ComponentFlaw[];
  /** By place. */
  readonly placed: Map<string, readonly Vulnerability[]>;
}

/** What one state of the advisory database says of components. */
interface Generation {
  readonly snapshot: string;
  readonly components: Map<string, KnownComponent>;
  /** What is in inventories, which never change; `flaws` in all of them. */
  readonly inventories: Map<string, readonly Vulnerability[]>;
  flaws: number;
}

/**
 * The flaws of what targets hold. Records of a component are read and joined once for each state of the database, however
 * many targets hold it; targets that hold it at the same place share the very same objects.
 */
@Injectable()
export class ComponentFlaws {
  private generation: Generation | null = null;

  constructor(
    private readonly matching: MatchingService,
    private readonly exploitation: ExploitationService,
  ) {}

  /**
   * The flaws in each inventory, whichever targets hold it, the most urgent first.
   * @param state as it was read in the same transaction
   */
  async ofInventories(
    manager: EntityManager,
    inventoryIds: readonly string[],
    state: AdvisoryState,
  ): Promise<Map<string, readonly Vulnerability[]>> {
    const generation = this.generationOf(state.database.snapshot);
    const { inventories } = generation;
    const missing = inventoryIds.filter((id) => !inventories.has(id));
    if (missing.length > 0) await this.readInventories(manager, missing, state, generation);
    return new Map(inventoryIds.map((id) => [id, inventories.get(id)!]));
  }

  private async readInventories(
    manager: EntityManager,
    ids: readonly string[],
    state: AdvisoryState,
    generation: Generation,
  ): Promise<void> {
    const held = await this.matching.heldBy(manager, ids);
    const { components, inventories } = generation;
    const wanted = new Set([...held.values()].flat().map(({ componentId }) => componentId));
    const unknown = [...wanted].filter((id) => !components.has(id));
    for (const [id, flaws] of await this.read(manager, unknown, state))
      components.set(id, { flaws, placed: new Map() });
    for (const [id, all] of held) {
      const flaws = mostUrgentFirst(all.flatMap((one) => flawsAt(components.get(one.componentId)!, one)));
      inventories.set(id, flaws);
      generation.flaws += flaws.length;
    }
  }

  /** Whoever still reads an older state goes on with what is known of that one. */
  private generationOf(snapshot: string): Generation {
    const { generation } = this;
    const isFull =
      generation && (generation.components.size > most.components || generation.flaws > most.flaws);
    if (generation?.snapshot === snapshot && !isFull) return generation;
    this.generation = { snapshot, components: new Map(), inventories: new Map(), flaws: 0 };
    return this.generation;
  }

  private async read(
    manager: EntityManager,
    componentIds: readonly string[],
    { knownExploited }: AdvisoryState,
  ): Promise<Map<string, ComponentFlaw[]>> {
    const matches = await this.matching.ofComponents(manager, componentIds);
    const all = [...matches.values()].flat();
    const severities = await this.matching.severitiesOf(manager, all);
    const records = all.map(({ advisory }) => advisory);
    const aliases = await this.matching.aliasesOf(manager, records);
    const exploitScores = await this.exploitation.scores(manager, records, [...aliases.values()].flat());
    const known = { knownExploited, severities, exploitScores, aliases };
    return new Map([...matches].map(([id, found]) => [id, groupMatches(found, known)]));
  }
}

function flawsAt({ flaws, placed }: KnownComponent, { isDevelopment, path, layer, program }: HeldComponent) {
  const key = JSON.stringify([isDevelopment, path, layer, program]);
  const known = placed.get(key);
  if (known) return known;
  const there = flaws.map((flaw) => {
    const location = { path: path ?? flaw.component.purl, layer, line: null };
    return vulnerabilityAt(flaw, { isDevelopment, program, location });
  });
  if (placed.size < mostPlaces) placed.set(key, there);
  return there;
}
