import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { limited } from '../storage/store-stream.js';
import { timeLimit } from '../time-limit.js';
import { AdvisorySourceError, systemReason } from './advisory-source-error.js';

/** What a file was when it was last taken; the same mark means the same content. */
export type FeedMark = Readonly<Record<string, string>>;

/** What a feed has of a file. */
export type FeedAnswer =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly mark: FeedMark;
      /** To be called when the file has been read. */
      close(): Promise<void>;
    };

/** Redirects that are followed. */
const mostRedirects = 5;
/** Longest time for one file, in milliseconds. */
const timeout = 30 * 60_000;

/**
 * Takes one file of a feed, unless it is what it was.
 * @param base an absolute path, or a URL of http(s)
 * @param name of the file below the base, in parts; empty: the base itself
 * @param known its mark when it was last taken
 * @param limit bytes
 * @throws AdvisorySourceError when it cannot be had
 */
export async function takeFile(
  base: string,
  name: readonly string[],
  known: FeedMark | null,
  limit: number,
  signal?: AbortSignal,
): Promise<FeedAnswer> {
  if (base.startsWith('/')) return takeLocal(join(base, ...name), known);
  const url = [base, ...name.map((part) => encodeURIComponent(part))].join('/');
  return takeRemote(new URL(url), known, limit, signal);
}

async function takeLocal(path: string, known: FeedMark | null): Promise<FeedAnswer> {
  try {
    const { size, mtimeMs } = await stat(path);
    const mark = { size: String(size), modified: String(mtimeMs) };
    if (known?.['size'] === mark.size && known['modified'] === mark.modified) return { kind: 'unchanged' };
    return { kind: 'file', path, mark, close: () => Promise.resolve() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
    throw new AdvisorySourceError('unreadable', `${path}: ${systemReason(error)}`, { cause: error });
  }
}

async function takeRemote(
  url: URL,
  known: FeedMark | null,
  limit: number,
  signal?: AbortSignal,
): Promise<FeedAnswer> {
  const stop = timeLimit(timeout, signal);
  try {
    const response = await followed(url, headersOf(known), stop);
    if (response.status === 304) return { kind: 'unchanged' };
    if (response.status === 404 || response.status === 403) return { kind: 'absent' };
    if (!response.ok || !response.body) throw new Error(`the answer has the status ${response.status}`);
    return await stored(response, limit, stop);
  } catch (error) {
    signal?.throwIfAborted();
    throw new AdvisorySourceError('unreadable', `${shownUrl(url)}: ${reasonOf(error)}`, { cause: error });
  }
}

function headersOf(known: FeedMark | null): Record<string, string> {
  const [etag, modified] = [known?.['etag'], known?.['modified']];
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
}

/** Never from https to http: what comes is not signed. */
async function followed(start: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let count = 0; count <= mostRedirects; count += 1) {
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || response.status === 304 || !location)
      return response;
    await response.body?.cancel();
    const next = new URL(location, url);
    if (next.protocol !== url.protocol) throw new Error(`it is redirected to ${next.protocol}//`);
    url = next;
  }
  throw new Error(`it is redirected more than ${mostRedirects} times`);
}

async function stored(response: Response, limit: number, signal: AbortSignal): Promise<FeedAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'ironhull-feed-'));
  const close = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'file');
  try {
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(limited(body, limit), createWriteStream(path), { signal });
  } catch (error) {
    await close();
    throw error;
  }
  const names = { etag: response.headers.get('etag'), modified: response.headers.get('last-modified') };
  const mark = Object.fromEntries(
    Object.entries(names).flatMap(([name, text]) => (text ? [[name, text]] : [])),
  );
  return { kind: 'file', path, mark, close };
}

function shownUrl({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

/** Of a failed fetch the cause says more. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : null;
  return cause ? `${error.message} (${cause})` : error.message;
}
