import { EntitySchema } from 'typeorm';
import type { PolicyVersion } from '../contracts/policy.contract.js';
import type { Columns } from '../platform/database/columns.js';

export interface PolicyRow {
  name: string;
  title: string;
  createdAt: Date;
}
export const PolicyTable = new EntitySchema<PolicyRow>({
  name: 'policy',
  columns: {
    name: { type: 'text', primary: true },
    title: { type: 'text' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
  } satisfies Columns<PolicyRow>,
});

/** The resource, and the row's own key. */
export type PolicyVersionRow = PolicyVersion & { id: string };
export const PolicyVersionTable = new EntitySchema<PolicyVersionRow>({
  name: 'policy_version',
  columns: {
    id: { type: 'uuid', primary: true },
    policy: { type: 'text' },
    version: { type: 'int' },
    hash: { type: 'text' },
    text: { type: 'text' },
    parent: { type: 'text', nullable: true },
    document: { type: 'jsonb' },
    author: { type: 'text' },
    message: { type: 'text' },
    publishedAt: { type: 'timestamptz', name: 'published_at' },
    retiredAt: { type: 'timestamptz', name: 'retired_at', nullable: true },
  } satisfies Columns<PolicyVersionRow>,
});

export interface PolicyDraftRow {
  policy: string;
  text: string;
  author: string;
  authorId: string;
  updatedAt: Date;
  /** Null: nobody has, as it is now. */
  approvedBy: string | null;
  approvedAt: Date | null;
}
export const PolicyDraftTable = new EntitySchema<PolicyDraftRow>({
  name: 'policy_draft',
  columns: {
    policy: { type: 'text', primary: true },
    text: { type: 'text' },
    author: { type: 'text' },
    authorId: { type: 'uuid', name: 'author_id' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
    approvedBy: { type: 'text', name: 'approved_by', nullable: true },
    approvedAt: { type: 'timestamptz', name: 'approved_at', nullable: true },
  } satisfies Columns<PolicyDraftRow>,
});
