import DataLoader from 'dataloader';

/** Finds what there is, by key. */
type Load<V> = (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>;

/**
 * Answers together what is asked at the same time, one call for many keys. A call begins after each of its questions
 * came, so that no answer is older than its question; what is asked meanwhile waits for the next call.
 */
export class Batcher<V> {
  private readonly loader: DataLoader<string, V | undefined>;
  private underWay = 0;
  private held: (() => void) | null = null;

  /** @param lanes calls under way at a time. */
  constructor(load: Load<V>, lanes = 2) {
    this.loader = new DataLoader((keys) => this.call(load, keys), {
      cache: false,
      maxBatchSize: 500,
      batchScheduleFn: (dispatch) => {
        this.held = dispatch;
        if (this.underWay < lanes) this.start();
      },
    });
  }

  /** What there is under the key; undefined: nothing. Rejects with what the call threw. */
  ask(key: string): Promise<V | undefined> {
    return this.loader.load(key);
  }

  /** After the requests that have come already were read. */
  private start(): void {
    const dispatch = this.held;
    this.held = null;
    if (!dispatch) return;
    this.underWay += 1;
    setImmediate(dispatch);
  }

  private async call(load: Load<V>, keys: readonly string[]): Promise<(V | undefined)[]> {
    try {
      const found = await load([...new Set(keys)]);
      return keys.map((key) => found.get(key));
    } finally {
      this.underWay -= 1;
      this.start();
    }
  }
}
