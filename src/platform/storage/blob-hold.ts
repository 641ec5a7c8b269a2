import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { BlobSink, BlobWriter } from '../../engine/artifacts/blob-sink.js';

/** Advisory lock: shared by who puts blobs into the store for a row to come, exclusive for who clears blobs away. */
const blobLock = 4_707_325_203;

/**
 * Does work that puts blobs into the store and then writes the row that names them. From the first blob's commit to the
 * end of the work nothing is cleared away, so that the row never names a blob that is gone. The manager is on the
 * connection that holds the lock; work that uses it needs no second one.
 */
export async function holdingBlobs<T>(
  dataSource: DataSource,
  content: BlobSink,
  work: (sink: BlobSink, manager: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  let held: Promise<unknown> | null = null;
  const hold = () => (held ??= runner.query('SELECT pg_advisory_lock_shared($1)', [blobLock]));
  try {
    return await work(new HoldingSink(content, hold), runner.manager);
  } finally {
    // Nothing that follows waits for it: who cannot let go has lost the connection, and the lock with it.
    void letGo(runner, held).catch(() => undefined);
  }
}

async function letGo(runner: QueryRunner, held: Promise<unknown> | null): Promise<void> {
  try {
    await held;
    if (held) await runner.query('SELECT pg_advisory_unlock_shared($1)', [blobLock]);
  } finally {
    await runner.release();
  }
}

/** Does work that takes blobs out of the store, while nobody counts on one that no row names yet. */
export async function clearingBlobs<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return dataSource.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [blobLock]);
    return work(manager);
  });
}

/** Takes the lock before the first blob is put into the store. */
class HoldingSink implements BlobSink {
  constructor(
    private readonly content: BlobSink,
    private readonly hold: () => Promise<unknown>,
  ) {}

  async create(): Promise<BlobWriter> {
    const writer = await this.content.create();
    return {
      write: (chunk) => writer.write(chunk),
      seal: () => writer.seal(),
      abort: () => writer.abort(),
      commit: async () => {
        await this.hold();
        return writer.commit();
      },
    };
  }

  remove(digest: string): Promise<void> {
    return this.content.remove(digest);
  }
}
