import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lanes } from '../inventory/lanes.js';
import { AdvisorySourceError } from '../platform/sources/advisory-source-error.js';
import { takeFile, type FeedMark } from '../platform/sources/feed-source.js';
import { readModifiedIds } from '../platform/sources/modified-ids.js';
import { defaultSourceLimits } from '../platform/sources/source-limits.js';
import type { FeedProgress } from './advisory-feed.table.js';

/** What there is to import, and how far the feed is read then. */
export interface FeedPart {
  /** Null: nothing is new. */
  readonly path: string | null;
  readonly progress: FeedProgress;
  close(): Promise<void>;
}

/** More records than these are taken as a whole file: one request instead of many. */
const mostSingle = 500;
const mostAtOnce = 8;
const listBytes = 256 * 2 ** 20;
const nothing = () => Promise.resolve();

interface ReadList {
  readonly mark: FeedMark;
  readonly ids: readonly { readonly id: string; readonly modifiedAt: number }[];
}

/** One ecosystem in OSV's layout (https://google.github.io/osv.dev/data/). */
export class EcosystemFeed {
  constructor(
    private readonly base: string,
    private readonly name: string,
    private readonly limit: number,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * The first time the whole file; then the records that the list of modified ids names, or the whole file again where
   * there is no list or too many are new.
   * @throws AdvisorySourceError when the feed cannot be read
   */
  async next(known: FeedProgress | null): Promise<FeedPart> {
    const list = await this.list(known?.list ?? null);
    if (list === 'unchanged') return { path: null, progress: known!, close: nothing };
    if (known?.readTo != null && list !== null) {
      const { readTo } = known;
      const ids = [...new Set(list.ids.filter(({ modifiedAt }) => modifiedAt >= readTo).map(({ id }) => id))];
      const progress = { ...known, list: list.mark, readTo: newestOf(list) ?? readTo };
      if (ids.length <= mostSingle) return this.single(ids, progress);
    }
    return this.whole(known, list);
  }

  private async list(known: FeedMark | null): Promise<ReadList | 'unchanged' | null> {
    const answer = await takeFile(this.base, [this.name, 'modified_id.csv'], known, listBytes, this.signal);
    if (answer.kind === 'absent') return null;
    if (answer.kind === 'unchanged') return 'unchanged';
    try {
      return { mark: answer.mark, ids: await readModifiedIds(answer.path, `${this.name}/modified_id.csv`) };
    } finally {
      await answer.close();
    }
  }

  private async whole(known: FeedProgress | null, list: ReadList | null): Promise<FeedPart> {
    const file = [this.name, 'all.zip'];
    const answer = await takeFile(this.base, file, known?.file ?? null, this.limit, this.signal);
    if (answer.kind === 'absent') {
      throw new AdvisorySourceError('unreadable', `${this.base}/${file.join('/')}: there is no such file`);
    }
    const read = { list: list?.mark ?? null, readTo: list && newestOf(list) };
    if (answer.kind === 'unchanged') {
      return { path: null, progress: { file: known!.file, ...read }, close: nothing };
    }
    return { path: answer.path, progress: { file: answer.mark, ...read }, close: () => answer.close() };
  }

  /** The records one by one, together in a file of their own. */
  private async single(ids: readonly string[], progress: FeedProgress): Promise<FeedPart> {
    if (ids.length === 0) return { path: null, progress, close: nothing };
    const folder = await mkdtemp(join(tmpdir(), 'ironhull-feed-'));
    const close = () => rm(folder, { recursive: true, force: true });
    try {
      const lanes = new Lanes(mostAtOnce);
      const take = async (id: string) =>
        writeFile(join(folder, `${encodeURIComponent(id)}.json`), await this.record(id));
      const results = await Promise.allSettled(ids.map((id) => lanes.run(() => take(id))));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    } catch (error) {
      await close();
      throw error;
    }
    return { path: folder, progress, close };
  }

  private async record(id: string): Promise<Buffer> {
    const file = [this.name, `${id}.json`];
    const answer = await takeFile(this.base, file, null, defaultSourceLimits.recordBytes, this.signal);
    if (answer.kind !== 'file') {
      throw new AdvisorySourceError(
        'unreadable',
        `${file.join('/')}: the list names it, but it is not there`,
      );
    }
    try {
      return await readFile(answer.path);
    } finally {
      await answer.close();
    }
  }
}

function newestOf({ ids }: ReadList): number | null {
  return ids.reduce<number | null>(
    (newest, { modifiedAt }) => Math.max(newest ?? modifiedAt, modifiedAt),
    null,
  );
}
