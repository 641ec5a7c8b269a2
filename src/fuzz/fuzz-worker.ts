import { parentPort, workerData } from 'node:worker_threads';
import { families } from './families.js';
import { mutate } from './mutate.js';
import { Random } from './random.js';

/** What the worker is given. */
export interface FuzzOrder {
  readonly family: string;
  readonly seed: number;
  readonly corpus: readonly Uint8Array[];
  /** Cell 0: inputs taken so far; cell 1: number of the target that has the input. */
  readonly progress: SharedArrayBuffer;
}

const { family, seed, corpus, progress } = workerData as FuzzOrder;
const cells = new Int32Array(progress);
const random = new Random(seed);
const targets = families[family] ?? [];
const samples = [...corpus, ...targets.flatMap((target) => target.samples ?? [])];

/** Endless: whoever started it ends it. What a target throws ends it with the input. */
for (;;) {
  const input = mutate(random.one(samples), random);
  for (const [index, target] of targets.entries()) {
    Atomics.store(cells, 1, index);
    try {
      target.run(input);
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort?.postMessage({ id: target.id, reason, input });
      throw error;
    }
    Atomics.add(cells, 0, 1);
  }
}
