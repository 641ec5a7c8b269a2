import { EntitySchema } from 'typeorm';
import type { Scan } from '../contracts/scan.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** What the worker needs: the image's blobs in the content store. */
export interface ScanInput {
  /** Digest of the image config. */
  readonly imageId: string;
  readonly manifestDigest: string | null;
  readonly layers: readonly {
    readonly diffId: string;
    readonly digest: string;
    readonly sizeBytes: number;
  }[];
}

/** The resource, and what no client sees. */
export type ScanRow = Scan & { imageId: string; input: ScanInput };

export const ScanTable = new EntitySchema<ScanRow>({
  name: 'scan',
  columns: {
    id: { type: 'uuid', primary: true },
    state: { type: 'text' },
    digest: { type: 'text' },
    imageId: { type: 'text', name: 'image_id' },
    references: { type: 'text', array: true },
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
