import { existsSync } from 'node:fs';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { runLayerTask, type LayerTask, type ReadLayer } from './layer-task.js';
import { LayerDecoder } from './layer-decoder.js';
import { LayerThread, type ThreadProgram } from './layer-thread.js';

/** What threads run: to read layers, and to decode one for another thread. */
export interface LayerPrograms {
  readonly reader: ThreadProgram;
  readonly decoder: ThreadProgram;
}

/** As they were built. Run from source there are none, and layers are read in the calling thread. */
const built: LayerPrograms = {
  reader: { entry: new URL('./layer-thread-main.js', import.meta.url) },
  decoder: { entry: new URL('./layer-decoder-main.js', import.meta.url) },
};
/** Milliseconds: a thread that had nothing to do for so long gives back the memory it needed to read. */
const longestIdle = 10_000;

/**
 * Reads layers, each in a thread of its own: decompressing has threads already, but looking at the files keeps a core
 * busy. A thread is started when none is idle; the caller bounds how many layers are read at a time. Starting one takes
 * as long as reading some ten thousand files, so those that are kept ready have been started before they are needed.
 */
@Injectable()
export class LayerThreads implements OnModuleDestroy {
  /** With what will end them; null: it has read nothing yet. */
  private readonly idle = new Map<LayerThread, NodeJS.Timeout | null>();
  private readonly busy = new Set<LayerThread>();
  private programs: LayerPrograms | null = existsSync(built.reader.entry) ? built : null;
  private keptReady = 0;
  private replenishing: NodeJS.Timeout | null = null;

  /** Threads that run other programs. */
  static running(programs: LayerPrograms): LayerThreads {
    const threads = new LayerThreads();
    threads.programs = programs;
    return threads;
  }

  /** Starts so many, unless there are as many, and has others take the place of those that end. */
  keepReady(count: number): void {
    this.keptReady = count;
    this.replenish();
  }

  /**
   * @param isDecodedApart a second thread decodes it, so that it takes a third less time and no more of the processors':
   *   for a layer that would keep its thread busy when all others are read.
   * @throws what `LayerThread.read` throws.
   */
  async read(
    task: LayerTask,
    onBytes: (count: number) => void,
    signal?: AbortSignal,
    isDecodedApart = false,
  ): Promise<ReadLayer> {
    signal?.throwIfAborted();
    if (!this.programs) return runLayerTask(task, onBytes, signal);
    const thread = this.take() ?? new LayerThread(this.programs.reader);
    const decoder = isDecodedApart ? new LayerDecoder(this.programs.decoder, task.blob) : null;
    this.busy.add(thread);
    try {
      return await thread.read({ ...task, decoded: decoder?.memory }, onBytes, signal);
    } finally {
      void decoder?.end();
      this.busy.delete(thread);
      if (!thread.hasEnded) this.rest(thread);
    }
  }

  /** Ends those that have nothing to do, without waiting for how long they have. Those kept ready are back a while later. */
  async endIdle(): Promise<void> {
    const threads = [...this.idle.keys()];
    for (const timer of this.idle.values()) clearTimeout(timer ?? undefined);
    this.idle.clear();
    clearTimeout(this.replenishing ?? undefined);
    this.replenishing = setTimeout(() => this.replenish(), longestIdle).unref();
    await Promise.all(threads.map((thread) => thread.end()));
  }

  /** How many threads there are. */
  get count(): number {
    return this.idle.size + this.busy.size;
  }

  async onModuleDestroy(): Promise<void> {
    this.keptReady = 0;
    await Promise.all([this.endIdle(), ...[...this.busy].map((thread) => thread.end())]);
  }

  private take(): LayerThread | null {
    for (const [thread, timer] of this.idle) {
      clearTimeout(timer ?? undefined);
      this.idle.delete(thread);
      if (!thread.hasEnded) return thread;
    }
    return null;
  }

  private rest(thread: LayerThread): void {
    const timer = setTimeout(() => {
      this.idle.delete(thread);
      void thread.end();
      this.replenish();
    }, longestIdle);
    this.idle.set(thread, timer.unref());
  }

  private replenish(): void {
    const { programs } = this;
    while (programs && this.count < this.keptReady) this.idle.set(new LayerThread(programs.reader), null);
  }
}
