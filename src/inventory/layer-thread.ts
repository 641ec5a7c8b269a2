import { Worker } from 'node:worker_threads';
import type { FromLayerThread, ToLayerThread } from './layer-thread-main.js';
import type { LayerTask, ReadLayer } from './layer-task.js';
import { receivedError } from './passed-error.js';

/** Megabytes that what a thread keeps may take: a layer that needs more is the end of its thread, not of the worker. */
const maxHeapMb = 2048;
/** Megabytes for what is new: little of what a reader makes is kept, so that more would only be spread over. */
const youngHeapMb = 3;

/** What a thread runs. */
export interface ThreadProgram {
  readonly entry: URL;
  readonly argv?: string[];
}

interface Waiting {
  readonly onBytes: (count: number) => void;
  readonly resolve: (read: ReadLayer) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that reads one layer after another. While it reads none, it does not keep the process running. */
export class LayerThread {
  private readonly worker: Worker;
  private waiting: Waiting | null = null;
  private ended = false;

  constructor({ entry, argv = [] }: ThreadProgram) {
    const resourceLimits = { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: youngHeapMb };
    this.worker = new Worker(entry, { argv, resourceLimits });
    this.worker.unref();
    this.worker.on('message', (message: FromLayerThread) => this.onMessage(message));
    this.worker.on('error', (error) => this.fail(error.message, error));
    this.worker.on('exit', (code) => this.fail(`its thread ended with code ${code}`));
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  /**
   * Reads a layer; one at a time.
   * @throws what `runLayerTask` throws; an Error when the thread ended, as for want of memory; the signal's reason.
   */
  async read(task: LayerTask, onBytes: (count: number) => void, signal?: AbortSignal): Promise<ReadLayer> {
    const stop = () => this.tell({ stop: true });
    signal?.addEventListener('abort', stop, { once: true });
    this.worker.ref();
    try {
      return await new Promise<ReadLayer>((resolve, reject) => {
        this.waiting = { onBytes, resolve, reject };
        this.tell({ read: task });
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.waiting = null;
      this.worker.unref();
    }
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private tell(message: ToLayerThread): void {
    this.worker.postMessage(message);
  }

  private onMessage(message: FromLayerThread): void {
    if ('bytes' in message) this.waiting?.onBytes(message.bytes);
    else if ('done' in message) this.waiting?.resolve(message.done);
    else this.waiting?.reject(receivedError(message.failed));
  }

  private fail(why: string, cause?: Error): void {
    this.ended = true;
    this.waiting?.reject(new Error(`The layer could not be read: ${why}`, { cause }));
  }
}
