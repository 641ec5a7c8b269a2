import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileChunks } from '../client/archive-upload.js';
import type { Wire } from '../client/ironhull-client.js';
import { recogniseInput, type ScanInput } from '../client/scan-input.js';
import type { Scan } from '../contracts/scan.contract.js';
import { UsageError, type CommandLine } from './command-line.js';
import { findDocument, type ScannedDocument } from './scan-document.js';
import { byteText, countText, shown } from './output/text.js';
import type { Session } from './session.js';

/** What of a scan the user may choose. */
export interface SubmissionFlags {
  readonly reference?: string;
  readonly platform?: string;
  readonly name?: string;
  /** `name=value`. */
  readonly label?: string[];
}

/**
 * Recognises what is to be scanned, sends it, and waits until the scan has ended.
 * @throws UsageError for flags that make no sense for it, the system's error for what cannot be read
 */
export async function submitScan(
  session: Session,
  source: string | AsyncIterable<Uint8Array>,
  flags: SubmissionFlags,
): Promise<Wire<Scan>> {
  const document = typeof source === 'string' && (await isFile(source)) ? await findDocument(source) : null;
  const input = document ?? (await recogniseInput(source));
  if (input.kind !== 'image') refuseImageFlags(flags);
  return followed(session, await send(session, input, flags));
}

/**
 * Collects the facts of this machine, sends them, and waits until the scan has ended.
 * @throws UsageError for flags that make no sense for it, or when they cannot be collected
 */
export async function submitHost(
  session: Session,
  commandLine: CommandLine,
  { reference, label, root, ...flags }: SubmissionFlags & { readonly root?: string },
): Promise<Wire<Scan>> {
  refuseImageFlags(flags);
  const { client, progress, signal } = session;
  const { collectHost } = await import('./collect/host-bundle.js');
  const bundle = await collectHost(commandLine, { root, progress });
  const options = { reference, label, total: bundle.length, onSent: sending(session), signal };
  return followed(session, await client.scanDocument('host', once(bundle), options));
}

function refuseImageFlags({ platform, name }: SubmissionFlags): void {
  if (platform !== undefined)
    throw new UsageError('--platform chooses among the images of an archive; this is none');
  if (name !== undefined) throw new UsageError('--name is for images; --reference gives this a name');
}

function followed({ client, progress, signal }: Session, { id }: Wire<Scan>): Promise<Wire<Scan>> {
  return client.followScan(id, { onChange: (scan) => progress.show(scanState(scan)), signal });
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path)).isFile();
}

function send(
  session: Session,
  input: ScanInput | ScannedDocument,
  flags: SubmissionFlags,
): Promise<Wire<Scan>> {
  const { client, signal } = session;
  if ('bytes' in input) {
    const { kind, name, bytes } = input;
    const options = { reference: flags.reference, label: flags.label, name, total: bytes.length, signal };
    return client.scanDocument(kind, once(bytes), { ...options, onSent: sending(session) });
  }
  if (input.kind === 'source') return sendFolder(session, input.source, flags);
  if (input.kind === 'sbom') return sendSbom(session, input.source, flags);
  return client.scanArchive(input.source, { ...flags, onSent: sending(session), signal });
}

async function sendSbom(
  session: Session,
  source: ScanInput['source'],
  { reference, label }: SubmissionFlags,
): Promise<Wire<Scan>> {
  const options = { reference, label, onSent: sending(session), signal: session.signal };
  if (typeof source !== 'string') return session.client.scanDocument('sbom', source, options);
  const handle = await open(source, 'r');
  try {
    const { size } = await handle.stat();
    return await session.client.scanDocument('sbom', fileChunks(handle), { ...options, total: size });
  } finally {
    await handle.close();
  }
}

async function sendFolder(
  session: Session,
  folder: string,
  { reference = basename(resolve(folder)) || 'folder', label }: SubmissionFlags,
): Promise<Wire<Scan>> {
  const { isImageLayout, packSourceFolder } = await import('../client/source-folder.js');
  if (await isImageLayout(folder)) throw new UsageError(layoutHelp(folder));
  session.progress.show({ label: 'looking for lock files', fraction: null, detail: shown(folder) });
  const { tar, files } = await packSourceFolder(folder);
  session.progress.show({ label: 'sending', fraction: null, detail: countText(files.length, 'file') });
  const options = { reference: reference.slice(0, 500), label, total: tar.length, signal: session.signal };
  return session.client.scanDocument('source', once(tar), options);
}

function layoutHelp(folder: string): string {
  return `${folder}: it is the OCI layout of an image. Pack it, and scan the archive: tar -C ${folder} -cf image.tar .`;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function sending({ progress }: Session): (sent: number, total: number | null) => void {
  return (sent, total) =>
    progress.show({
      label: 'sending',
      fraction: total === null || total === 0 ? null : sent / total,
      detail: total === null ? byteText(sent) : `${byteText(sent)} of ${byteText(total)}`,
    });
}

function scanState({
  progress: { step, percent, layersDone, layersTotal, bytesDone, bytesTotal },
}: Wire<Scan>) {
  const layers = layersTotal > 0 ? `layer ${Math.min(layersDone + 1, layersTotal)} of ${layersTotal}` : '';
  const bytes = bytesTotal > 0 ? `${byteText(bytesDone)} of ${byteText(bytesTotal)}` : '';
  const detail = [layers, bytes].filter((part) => part !== '').join(', ');
  return { label: shown(step), fraction: percent / 100, detail };
}
