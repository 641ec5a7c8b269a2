import { EntitySchema } from 'typeorm';
import type { VexDocument, VexSource, VexStatement } from '../contracts/vex.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** Who documents come from. */
export type VexSourceRow = Omit<VexSource, 'documents' | 'statements'>;

export const VexSourceTable = new EntitySchema<VexSourceRow>({
  name: 'vex_source',
  columns: {
    name: { type: 'text', primary: true },
    trust: { type: 'text' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedBy: { type: 'text', name: 'changed_by' },
    changedById: { type: 'uuid', name: 'changed_by_id' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  } satisfies Columns<VexSourceRow>,
});

export const VexDocumentTable = new EntitySchema<VexDocument>({
  name: 'vex_document',
  columns: {
    id: { type: 'uuid', primary: true },
    source: { type: 'text' },
    state: { type: 'text' },
    format: { type: 'text' },
    name: { type: 'text' },
    version: { type: 'text' },
    author: { type: 'text', nullable: true },
    digest: { type: 'text' },
    issuedAt: { type: 'timestamptz', name: 'issued_at' },
    statements: { type: 'int' },
    problems: { type: 'text', array: true },
    problemCount: { type: 'int', name: 'problem_count' },
    importedBy: { type: 'text', name: 'imported_by' },
    importedById: { type: 'uuid', name: 'imported_by_id' },
    importedAt: { type: 'timestamptz', name: 'imported_at' },
    supersededBy: { type: 'uuid', name: 'superseded_by', nullable: true },
    removedBy: { type: 'text', name: 'removed_by', nullable: true },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
  } satisfies Columns<VexDocument>,
});

/** A statement in the place that it has in its document. */
export type VexStatementRow = VexStatement & { documentId: string; position: number };

export const VexStatementTable = new EntitySchema<VexStatementRow>({
  name: 'vex_statement',
  columns: {
    id: { type: 'uuid', primary: true },
    documentId: { type: 'uuid', name: 'document_id' },
    position: { type: 'int' },
    vulnerabilities: { type: 'text', array: true },
    status: { type: 'text' },
    justification: { type: 'text', nullable: true },
    explanation: { type: 'text', nullable: true },
    action: { type: 'text', nullable: true },
    statedAt: { type: 'timestamptz', name: 'stated_at' },
    products: { type: 'jsonb' },
  } satisfies Columns<VexStatementRow>,
});
