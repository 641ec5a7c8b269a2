import { EntitySchema } from 'typeorm';
import type { DocumentKind } from '../contracts/document.contract.js';
import type { Scan } from '../contracts/scan.contract.js';
import type { ReadOptions } from '../engine/adapters/input-adapter.js';
import type { BlobPlace } from '../engine/artifacts/placed-archive.js';
import type { WorkloadInput } from '../engine/model/workload-document.js';
import type { Columns } from '../platform/database/columns.js';

/** A layer in a file of this machine that was handed over. */
export interface LayerPlace extends BlobPlace {
  readonly file: string;
}

/** What the worker needs of an image: its blobs in the content store, and layers that stand elsewhere. */
export interface ImageInput {
  /** Digest of the image config. */
  readonly imageId: string;
  readonly manifestDigest: string | null;
  readonly layers: readonly {
    readonly diffId: string;
    readonly digest: string;
    readonly sizeBytes: number;
    readonly place?: LayerPlace;
  }[];
}

/** What the worker needs of any other input: the bytes that were sent, in the content store. */
export interface DocumentInput {
  readonly blob: string;
  readonly sizeBytes: number;
  /** Of a workload's definition and of a Dockerfile. */
  readonly reading?: DocumentReading;
}

/** How the bytes of a workload's definition or of a Dockerfile are to be read. */
export interface DocumentReading {
  /** `text`: the bytes are the document; `bundle`: they are a `DocumentBundle` as JSON. */
  readonly form: 'text' | 'bundle';
  /** Null: it is recognised. */
  readonly input: WorkloadInput | Exclude<DocumentKind, 'workload'> | null;
  /** What findings call it; null: by its kind. */
  readonly name: string | null;
}

/** A document with what it is read with; never kept beyond the scan, as it may hold secrets. */
export interface DocumentBundle extends Pick<
  ReadOptions,
  'environment' | 'profiles' | 'overrides' | 'composeTarget' | 'kubernetesVersion'
> {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

export type ScanInput = ImageInput | DocumentInput;

/** The resource, and what no client sees. */
export type ScanRow = Scan & {
  /** Null: it is no image. */
  imageId: string | null;
  input: ScanInput;
};

/** What a scan says of its target: names and labels. */
export type SeenAs = Pick<ScanRow, 'references' | 'labels'>;

/** Digests of all blobs that the scan needs. */
export function blobsOf(input: ScanInput): string[] {
  if ('blob' in input) return [input.blob];
  return [input.imageId, ...input.layers.map((layer) => layer.digest)];
}

export const ScanTable = new EntitySchema<ScanRow>({
  name: 'scan',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    state: { type: 'text' },
    digest: { type: 'text' },
    imageId: { type: 'text', name: 'image_id', nullable: true },
    references: { type: 'text', array: true },
    labels: { type: 'jsonb' },
    input: { type: 'jsonb' },
    progress: { type: 'jsonb' },
    targetId: { type: 'uuid', name: 'target_id', nullable: true },
    error: { type: 'jsonb', nullable: true },
    requestedBy: { type: 'text', name: 'requested_by' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    startedAt: { type: 'timestamptz', name: 'started_at', nullable: true },
    finishedAt: { type: 'timestamptz', name: 'finished_at', nullable: true },
  } satisfies Columns<ScanRow>,
});
