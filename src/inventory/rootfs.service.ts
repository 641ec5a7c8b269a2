import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LayerSecrets } from '../engine/artifacts/layer-secrets.js';
import { componentsIn, surveyRootfs, type RootfsSurvey } from '../engine/artifacts/rootfs-facts.js';
import type { LayerIndex } from '../engine/artifacts/layer-index.js';
import { Rootfs } from '../engine/artifacts/rootfs.js';
import { catalogers } from '../engine/catalogers/index.generated.js';
import type { FoundComponent } from '../engine/model/component.js';
import { observers } from '../engine/observers/index.generated.js';
import { chainId } from './chain-id.js';
import { readersSignature } from './file-readers.js';
import { InventoryService, type StoredInventory } from './inventory.service.js';
import { LayerService } from './layer.service.js';

const readers = [...catalogers, ...observers];

/** What a stack of layers holds, stored once for every image that stands on the same stack. */
@Injectable()
export class RootfsService {
  constructor(
    private readonly layers: LayerService,
    private readonly inventories: InventoryService,
  ) {}

  /** The inventory of the stack; null when it is not stored yet. */
  async find(diffIds: readonly string[]): Promise<StoredInventory | null> {
    return this.inventories.find({ origin: chainId(diffIds), readers: readersSignature });
  }

  /**
   * Applies the layers, all of which must have been read, and stores what they hold.
   * @param atHand those of the layers that need not be loaded, by diff id; none is left when they are applied.
   */
  async assemble(
    diffIds: readonly string[],
    atHand: Map<string, LayerIndex> = new Map(),
  ): Promise<StoredInventory> {
    const rootfs = new Rootfs();
    const secrets = new LayerSecrets();
    for (const diffId of diffIds) {
      const index = atHand.get(diffId) ?? (await this.layers.load(diffId));
      rootfs.apply(index);
      secrets.add(index);
    }
    atHand.clear();
    const components = componentsIn(rootfs, catalogers, observers);
    const source = { origin: chainId(diffIds), readers: readersSignature };
    return this.inventories.storeWhile(source, components, async () => ({
      ...(await surveyed(rootfs, components)),
      secrets: secrets.facts(rootfs),
    }));
  }
}

/** Between two steps, what the database has answered is seen to. */
async function surveyed(rootfs: Rootfs, components: readonly FoundComponent[]): Promise<RootfsSurvey> {
  const survey = surveyRootfs(rootfs, readers, components);
  for (let step = survey.next(); ; step = survey.next()) {
    if (step.done) return step.value;
    await setImmediate();
  }
}
