import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ArchiveQuery, Scan } from '../contracts/scan.contract.js';
import { ArchiveError, type MissingLayer } from '../engine/artifacts/archive-error.js';
import { ClientError } from './client-error.js';
import type { Chunks, HttpTransport } from './http-transport.js';
import type { Wire } from './wire.js';

export interface UploadOptions {
  /** Bytes sent so far and to send; null: not known. Starts anew when more has to be sent. */
  readonly onSent?: ((sent: number, total: number | null) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ArchiveOptions extends Omit<ArchiveQuery, 'file' | 'handover'>, UploadOptions {}

/** Has a service of this machine read a file where it stands; null: that cannot be. */
export type OfferFile = (path: string) => Promise<{ readonly id: string; withdraw(): Promise<void> } | null>;

/** Bytes that are read, and sent, at once. */
const chunkBytes = 256 * 1024;

/**
 * Sends an image archive. An uncompressed file is handed over where that can be. Else its documents go first, and then
 * only the layers that the service does not know; anything else is sent whole.
 * @param source path of a file, or the archive's bytes.
 * @param offer null: the service is not known to be on this machine.
 */
export async function uploadArchive(
  transport: HttpTransport,
  source: string | Chunks,
  options: ArchiveOptions,
  offer: OfferFile | null = null,
): Promise<Wire<Scan>> {
  const { onSent, signal } = options;
  const query = queryOf(source, options);
  const send = (chunks: Chunks, total: number | null) =>
    transport.upload<Wire<Scan>>('/v1/scans/archive', counted(chunks, total, onSent), {
      query,
      signal,
    });
  if (typeof source !== 'string') return send(source, null);
  const handle = await open(source, 'r');
  try {
    const stats = await handle.stat();
    const whole = () => send(fileChunks(handle), stats.isFile() ? stats.size : null);
    if (!stats.isFile() || !(await isPlain(handle))) return await whole();
    const handedOver = offer && (await handOver(transport, source, offer, options));
    return handedOver ?? (await sendParts(handle, send)) ?? (await whole());
  } finally {
    await handle.close();
  }
}

/** With the name of the file, where it is one. */
function queryOf(source: string | Chunks, { reference, label, platform, name }: ArchiveOptions) {
  const file = typeof source === 'string' ? basename(source).slice(-500) : '';
  return { reference, label, platform, name, ...(file !== '' && { file }) };
}

/** Null: the service does not take it; sent to it, the archive shows why. */
async function handOver(
  transport: HttpTransport,
  path: string,
  offerFile: OfferFile,
  options: ArchiveOptions,
): Promise<Wire<Scan> | null> {
  const offer = await offerFile(path);
  if (!offer) return null;
  const query = { ...queryOf(path, options), handover: offer.id };
  const { signal } = options;
  try {
    return await transport.json<Wire<Scan>>('POST', '/v1/scans/archive', { query, signal });
  } catch (error) {
    if (error instanceof ClientError) return null;
    throw error;
  } finally {
    await offer.withdraw();
  }
}

/** Null: the parts were not enough. */
async function sendParts(
  handle: FileHandle,
  send: (chunks: Chunks, total: number | null) => Promise<Wire<Scan>>,
): Promise<Wire<Scan> | null> {
  const { sliceArchive } = await import('../engine/artifacts/archive-slicer.js');
  const sizes = new Map<string, number>();
  const note = (path: string, sizeBytes: number) => {
    sizes.set(path, sizeBytes);
    return false;
  };
  const missing = await missingOf(() => send(sliceArchive(handle, { include: note }), null));
  if ('scan' in missing) return missing.scan;
  const wanted = new Set(missing.layers.flatMap((layer) => entriesOf(layer, sizes)));
  if (wanted.size === 0) return null;
  const total = [...wanted].reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0);
  const again = await missingOf(() =>
    send(sliceArchive(handle, { include: (path) => wanted.has(path) }), total),
  );
  return 'scan' in again ? again.scan : null;
}

type Answer =
  { readonly scan: Wire<Scan> } | { readonly layers: readonly Pick<MissingLayer, 'digest' | 'path'>[] };

/** The scan, or the layers the service asks for; empty when it does not say which. */
async function missingOf(sending: () => Promise<Wire<Scan>>): Promise<Answer> {
  try {
    return { scan: await sending() };
  } catch (error) {
    // What cannot be taken apart here is for the service to name.
    if (error instanceof ArchiveError) return { layers: [] };
    if (!(error instanceof ClientError && error.is('missing-blob'))) throw error;
    const { missing } = error.problem;
    return { layers: Array.isArray(missing) ? missing.filter(isLayer) : [] };
  }
}

function isLayer(value: unknown): value is Pick<MissingLayer, 'digest' | 'path'> {
  if (typeof value !== 'object' || value === null) return false;
  const { digest, path } = value as Partial<MissingLayer>;
  return typeof digest === 'string' && (path === undefined || typeof path === 'string');
}

/** The archive's entries that may hold a layer: the one it is said to be in, and the one named by its digest. */
function entriesOf(
  { digest, path }: Pick<MissingLayer, 'digest' | 'path'>,
  sizes: ReadonlyMap<string, number>,
): string[] {
  return [path, `blobs/${digest.replace(':', '/')}`].flatMap((name) => (sizes.has(name) ? [name] : []));
}

async function isPlain(handle: FileHandle): Promise<boolean> {
  const { detectCompression } = await import('../engine/artifacts/compression.js');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
  return bytesRead === 512 && detectCompression(buffer) === 'none';
}

/** A file from its beginning; pipes and devices as they come. */
export async function* fileChunks(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Tells of every chunk that goes through. */
export async function* counted(
  chunks: Chunks,
  total: number | null,
  onSent: UploadOptions['onSent'],
): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of chunks) {
    yield chunk;
    sent += chunk.length;
    onSent?.(sent, total);
  }
}
