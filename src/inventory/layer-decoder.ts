import { Worker } from 'node:worker_threads';
import { cutOff, ringMemory } from './byte-ring.js';
import type { DecoderTask } from './layer-decoder-main.js';
import type { ThreadProgram } from './layer-thread.js';
import type { BlobPlace } from './part-of-file.js';

/** Megabytes that what the thread keeps may take: it passes on what it decodes. */
const maxHeapMb = 256;
const youngHeapMb = 2;

/** A thread that decodes one layer for the thread that reads it, and does not keep the process running. */
export class LayerDecoder {
  /** The ring that it fills: whoever reads it is told of what goes wrong. */
  readonly memory = ringMemory();
  private readonly worker: Worker;

  constructor({ entry, argv = [] }: ThreadProgram, blob: BlobPlace) {
    const workerData: DecoderTask = { blob, memory: this.memory };
    const resourceLimits = { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: youngHeapMb };
    this.worker = new Worker(entry, { argv, workerData, resourceLimits });
    this.worker.unref();
    // It ends after this; what it has written before is read all the same.
    this.worker.on('error', () => undefined);
    this.worker.on('exit', () => cutOff(this.memory));
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
