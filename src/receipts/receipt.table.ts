import { EntitySchema } from 'typeorm';
import type { Columns } from '../platform/database/columns.js';

/** The receipt of one judgement that was stored: never changed. */
export interface ReceiptRow {
  id: string;
  /** In the order in which they were written. */
  number: number;
  targetId: string;
  /** The entry of the target's history that the judgement began, or said the same as. */
  verdictId: string;
  judgedAt: Date;
  validUntil: Date | null;
  /** What is signed: canonical JSON. */
  payload: string;
  keyId: string;
  signature: Buffer;
}

export const ReceiptTable = new EntitySchema<ReceiptRow>({
  name: 'receipt',
  columns: {
    id: { type: 'uuid', primary: true },
    number: { type: 'bigint', transformer: { from: Number, to: (number: number) => number } },
    targetId: { type: 'uuid', name: 'target_id' },
    verdictId: { type: 'uuid', name: 'verdict_id' },
    judgedAt: { type: 'timestamptz', name: 'judged_at' },
    validUntil: { type: 'timestamptz', name: 'valid_until', nullable: true },
    payload: { type: 'text' },
    keyId: { type: 'text', name: 'key_id' },
    signature: { type: 'bytea' },
  } satisfies Columns<ReceiptRow>,
});
