import { existsSync } from 'node:fs';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { runLayerTask, type LayerTask, type ReadLayer } from './layer-task.js';
import { LayerThread, type LayerProgram } from './layer-thread.js';

/** The threads' program as it was built. Run from source there is none, and layers are read in the calling thread. */
const built: LayerProgram = { entry: new URL('./layer-thread-main.js', import.meta.url) };
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
  private program: LayerProgram | null = existsSync(built.entry) ? built : null;
  private keptReady = 0;
  private replenishing: NodeJS.Timeout | null = null;

  /** Threads that run another program. */
  static running(program: LayerProgram): LayerThreads {
    const threads = new LayerThreads();
    threads.program = program;
    return threads;
  }

  /** Starts so many, unless there are as many, and has others take the place of those that end. */
  keepReady(count: number): void {
    this.keptReady = count;
    this.replenish();
  }

  /** @throws what `LayerThread.read` throws. */
  async read(task: LayerTask, onBytes: (count: number) => void, signal?: AbortSignal): Promise<ReadLayer> {
    signal?.throwIfAborted();
    if (!this.program) return runLayerTask(task, onBytes, signal);
    const thread = this.take() ?? new LayerThread(this.program);
    this.busy.add(thread);
    try {
      return await thread.read(task, onBytes, signal);
    } finally {
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
    while (this.program && this.count < this.keptReady) this.idle.set(new LayerThread(this.program), null);
  }
}
