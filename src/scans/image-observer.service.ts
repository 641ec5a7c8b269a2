import { Inject, Injectable } from '@nestjs/common';
import { readImageConfig } from '../engine/artifacts/image-config.js';
import { decodeLayerIndex, type LayerIndex } from '../engine/artifacts/layer-index.js';
import type { StoredInventory } from '../inventory/inventory.service.js';
import { LayerService } from '../inventory/layer.service.js';
import { RootfsService } from '../inventory/rootfs.service.js';
import type { Config } from '../platform/config/config.js';
import { sparingHeap } from '../platform/sparing-heap.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { CONFIG } from '../platform/tokens.js';
import type { ImageDescription } from '../targets/snapshot.service.js';
import { TargetService, type RecordedTarget } from '../targets/target.service.js';
import type { ProgressTracker } from './progress-tracker.js';
import { longestFirst } from './reading-order.js';
import type { ImageInput, SeenAs } from './scan.table.js';

/** Of layers that are kept in memory until they are put together, in bytes as they are stored. */
const mostAtHand = 1024 * 1024;
/** Bytes of layers from which on it takes so much memory to put them together that none is left for other things. */
const largeImage = 512 * 1024 * 1024;

/** Observes images: reads the layers nobody has read, puts them together, takes down facts. */
@Injectable()
export class ImageObserver {
  constructor(
    private readonly layers: LayerService,
    private readonly rootfs: RootfsService,
    private readonly targets: TargetService,
    private readonly content: ContentStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Returns the target.
   * @throws ArchiveError when the image is broken.
   */
  async observe(
    input: ImageInput,
    { references, labels }: SeenAs,
    tracker: ProgressTracker,
    signal?: AbortSignal,
  ): Promise<RecordedTarget> {
    const described = this.describe(input);
    // What is wrong with the layers is told first.
    described.catch(() => undefined);
    const inventory = await this.inventoryOf(input.layers, tracker, signal);
    return this.targets.record(await described, references, inventory, { labels });
  }

  private async inventoryOf(
    layers: ImageInput['layers'],
    tracker: ProgressTracker,
    signal?: AbortSignal,
  ): Promise<StoredInventory> {
    const diffIds = layers.map((layer) => layer.diffId);
    const stored = await this.rootfs.find(diffIds);
    if (stored) return stored;
    const known = await this.layers.known(diffIds);
    const unread = layers.filter((layer) => !known.has(layer.diffId));
    const bytes = unread.reduce((sum, layer) => sum + layer.sizeBytes, 0);
    await tracker.begin('reading layers', layers.length - unread.length, bytes);
    const readAndAssemble = async () => {
      const atHand = await this.readAll(unread, tracker, signal);
      if (bytes >= largeImage) await this.layers.rest();
      tracker.step('putting the layers together', 93);
      return this.rootfs.assemble(diffIds, atHand);
    };
    return bytes >= largeImage ? sparingHeap.run(readAndAssemble) : readAndAssemble();
  }

  /**
   * Reads as many layers at a time as there are cores, and has the next one ready; the largest first, so that none is
   * left over at the end.
   * @returns by diff id what it kept of them for putting them together, which is not all when there is much.
   */
  private async readAll(
    layers: ImageInput['layers'],
    tracker: ProgressTracker,
    signal: AbortSignal | undefined,
  ): Promise<Map<string, LayerIndex>> {
    const atHand = new Map<string, LayerIndex>();
    let atHandBytes = 0;
    const waiting = longestFirst(layers, this.config.layerConcurrency);
    const failure = new AbortController();
    const stop = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
    const readNext = async (): Promise<void> => {
      for (let layer = waiting.shift(); layer && !stop.aborted; layer = waiting.shift()) {
        const fresh = await this.layers.ensureRead(layer, (count) => tracker.bytes(count), stop);
        atHandBytes += fresh?.length ?? 0;
        if (fresh && atHandBytes <= mostAtHand) atHand.set(layer.diffId, await decodeLayerIndex(fresh));
        tracker.layerDone();
      }
    };
    const lanes = Array.from({ length: Math.min(this.layers.atATime, waiting.length) }, () =>
      readNext().catch((error: unknown) => {
        failure.abort();
        throw error;
      }),
    );
    const results = await Promise.allSettled(lanes);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    signal?.throwIfAborted();
    return atHand;
  }

  private async describe(input: ImageInput): Promise<ImageDescription> {
    const bytes = await this.content.read(input.imageId);
    const observed = readImageConfig(JSON.parse(bytes.toString('utf8')));
    return {
      kind: 'image',
      imageId: input.imageId,
      manifestDigest: input.manifestDigest,
      ...observed,
      layers: input.layers.map(({ diffId, digest, sizeBytes }) => ({ diffId, digest, sizeBytes })),
    };
  }
}
