import { EntitySchema } from 'typeorm';
import type { AdvisoryImport } from '../contracts/advisory.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and where the source is: a blob, or a feed that was read by the time the row was written. */
export type AdvisoryImportRow = AdvisoryImport & {
  input: { readonly digest: string } | { readonly feed: string };
};

export const AdvisoryImportTable = new EntitySchema<AdvisoryImportRow>({
  name: 'advisory_import',
  columns: {
    id: { type: 'uuid', primary: true },
    state: { type: 'text' },
    source: { type: 'text' },
    input: { type: 'jsonb' },
    total: { type: 'int', nullable: true },
    read: { type: 'int' },
    stored: { type: 'int' },
    unchanged: { type: 'int' },
    withdrawn: { type: 'int' },
    invalid: { type: 'int' },
    knownExploited: { type: 'int', name: 'known_exploited' },
    exploitPredictions: { type: 'int', name: 'exploit_predictions' },
    problems: { type: 'jsonb' },
    error: { type: 'jsonb', nullable: true },
    requestedBy: { type: 'text', name: 'requested_by' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    finishedAt: { type: 'timestamptz', name: 'finished_at', nullable: true },
  } satisfies Columns<AdvisoryImportRow>,
});
