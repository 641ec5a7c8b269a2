import { EntitySchema } from 'typeorm';
import type { Binding } from '../engine/policy/binding.js';
import type { Columns } from '../platform/database/columns.js';

/** What the engine chooses by, and who wrote it when. */
export type BindingRow = { -readonly [K in keyof Binding]: Binding[K] } & {
  author: string;
  createdAt: Date;
  updatedAt: Date;
};

export const BindingTable = new EntitySchema<BindingRow>({
  name: 'binding',
  columns: {
    name: { type: 'text', primary: true },
    policy: { type: 'text' },
    version: { type: 'int', nullable: true },
    selectors: { type: 'jsonb' },
    priority: { type: 'int' },
    mode: { type: 'text' },
    author: { type: 'text' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    updatedAt: { type: 'timestamptz', name: 'updated_at' },
  } satisfies Columns<BindingRow>,
});
