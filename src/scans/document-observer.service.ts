import { Injectable } from '@nestjs/common';
import { ArchiveError } from '../engine/artifacts/archive-error.js';
import { readSourceFolder } from '../engine/artifacts/source-folder.js';
import { compareHosts } from '../engine/drift/host-drift.js';
import { lockFiles } from '../engine/lock-files/index.generated.js';
import { UnreadableFileError } from '../engine/model/file-reader.js';
import type { DocumentKind } from '../contracts/document.contract.js';
import { containerDigests } from '../engine/adapters/host/image-part.js';
import type { TextFacts } from '../engine/adapters/input-adapter.js';
import type { HostFacts } from '../engine/model/host-facts.js';
import type { WorkloadDocumentFacts } from '../engine/model/workload-document.js';
import { readSbom } from '../engine/sboms/read-sbom.js';
import { lockFilesSignature, sbomsSignature } from '../inventory/file-readers.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { digestOf } from '../engine/policy/canonical-json.js';
import { ContentStore } from '../platform/storage/content-store.js';
import type { Description } from '../targets/snapshot.service.js';
import { NamedImages } from '../targets/named-images.service.js';
import { TargetService, type RecordedTarget } from '../targets/target.service.js';
import type { ProgressTracker } from './progress-tracker.js';
import { readDocument } from './read-document.js';
import type { DocumentInput, ScanRow, SeenAs } from './scan.table.js';

/** Observes what comes as one blob: packed folders of sources, and bills of materials. */
@Injectable()
export class DocumentObserver {
  constructor(
    private readonly inventories: InventoryService,
    private readonly targets: TargetService,
    private readonly content: ContentStore,
    private readonly images: NamedImages,
  ) {}

  /**
   * Returns the target.
   * @throws ArchiveError when the tar is broken.
   */
  async observeSource(
    { blob, sizeBytes }: DocumentInput,
    { references, labels }: SeenAs,
    tracker: ProgressTracker,
    signal?: AbortSignal,
  ): Promise<RecordedTarget> {
    await tracker.begin('reading lock files', 0, sizeBytes);
    const onBytes = (count: number) => tracker.bytes(count);
    const facts = await readSourceFolder(this.content.open(blob), { readers: lockFiles, onBytes, signal });
    const { inventory: found, ...description } = facts;
    const origin = { origin: facts.digest, readers: lockFilesSignature };
    const inventory = await this.inventories.store(origin, found);
    return this.targets.record(description, references, inventory, { labels });
  }

  /**
   * Returns the target.
   * @throws ArchiveError `invalid-document` when it is no bill of materials that can be read.
   */
  async observeSbom(
    { blob, sizeBytes }: DocumentInput,
    { references, labels }: SeenAs,
    tracker: ProgressTracker,
  ): Promise<RecordedTarget> {
    await tracker.begin('reading the document', 0, sizeBytes);
    const facts = readBill(await this.content.read(blob));
    tracker.bytes(sizeBytes);
    const { inventory: found, ...description } = facts;
    const { subject } = facts;
    const name = subject && [subject.name, subject.version].filter(Boolean).join(':');
    const names = references.length > 0 || !name ? references : [name.slice(0, longestName)];
    const origin = { origin: facts.digest, readers: sbomsSignature };
    const inventory = await this.inventories.store(origin, found);
    return this.targets.record(description, names, inventory, { labels });
  }

  /**
   * A document that defines workloads, or a Dockerfile: the same target as long as it and what it is read with are the
   * same. Returns the target.
   * @throws ArchiveError `invalid-document` when it cannot be read, with the place.
   */
  async observeDocument(
    kind: DocumentKind,
    { blob, sizeBytes, reading }: DocumentInput,
    { references, labels, requestedBy }: SeenAs & Pick<ScanRow, 'requestedBy'>,
    tracker: ProgressTracker,
  ): Promise<RecordedTarget> {
    if (!reading) throw new Error(`the scan of ${blob} does not say how it is read`);
    await tracker.begin('reading the document', 0, sizeBytes);
    const stated = readDocument(kind, await this.content.read(blob), reading);
    const facts = await this.withImages(stated);
    tracker.bytes(sizeBytes);
    const digest = digestOf({ blob, ...reading });
    const none = { ecosystems: [], components: [], problems: facts.problems };
    const inventory = await this.inventories.store({ origin: digest, readers: documentsSignature }, none);
    const name = (facts.kind === 'host' && facts.hostname) || facts.name;
    const names = references.length > 0 ? references : [name.slice(0, longestName)];
    const identity = facts.kind === 'host' ? hostIdentity(facts, requestedBy) : null;
    return this.targets.record({ ...facts, digest }, names, inventory, {
      labels,
      identity,
      complete: withDrift,
    });
  }

  /** With what is known of the images that its workloads run. */
  private async withImages(facts: TextFacts): Promise<TextFacts> {
    if (facts.kind === 'workload') return this.ofWorkloads(facts);
    if (facts.kind !== 'host') return facts;
    const containers =
      facts.containers && (await this.ofWorkloads(facts.containers, containerDigests(facts)));
    const services = facts.services && (await this.ofWorkloads(facts.services));
    return { ...facts, containers, services };
  }

  /** @param digests That tell which image each workload runs, in their order. */
  private async ofWorkloads(
    facts: WorkloadDocumentFacts,
    digests: readonly (readonly string[])[] = [],
  ): Promise<WorkloadDocumentFacts> {
    const named = facts.workloads.flatMap(({ image }, index) =>
      image ? [{ image, digests: digests[index] ?? [] }] : [],
    );
    const images = await this.images.of(
      named.map(({ image }) => image),
      named.map((one) => one.digests),
    );
    return Object.keys(images).length === 0 ? facts : { ...facts, images };
  }
}

/** What is found in a document: no packages, so that its inventory tells nothing but what could not be read. */
const documentsSignature = 'documents';

/**
 * The same host each time, by its machine's id: one that another key sends is another one, so that nobody overwrites the
 * history of a host that is not theirs. Null: the text does not say which machine it is.
 */
function hostIdentity({ machineId }: HostFacts, key: string): string | null {
  return machineId === null ? null : digestOf({ kind: 'host', key, machineId });
}

/** A host with what changed on it since the bundle before. The same bundle once more is no further one. */
async function withDrift(
  described: Description,
  present: () => Promise<Description | null>,
): Promise<Description> {
  if (described.kind !== 'host' || described.machineId === null) return described;
  const before = await present();
  if (before?.kind !== 'host') return described;
  const drift = before.digest === described.digest ? before.drift : compareHosts(before, described);
  return drift ? { ...described, drift } : described;
}

/** Characters of a target's name. */
const longestName = 500;

function readBill(bytes: Uint8Array): ReturnType<typeof readSbom> {
  try {
    return readSbom(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    throw new ArchiveError('invalid-document', error.message, {}, { cause: error });
  }
}
