import { EntitySchema } from 'typeorm';
import type { EventData, EventType } from '../engine/events/cloud-event.js';
import type { Labels } from '../engine/model/labels.js';
import type { Columns } from '../platform/database/columns.js';

/** Something that happened: written with it, and told to others afterwards. */
export interface EventRow {
  id: string;
  /** Place among those that are visible; null: nobody was told yet. */
  position: number | null;
  type: EventType;
  subject: string;
  at: Date;
  /** Of the target that it is about; null: it is about none. */
  repositories: string[] | null;
  /** Of the target that it is about, as they were; null: it is about none. */
  labels: Labels | null;
  data: EventData;
}

export const EventTable = new EntitySchema<EventRow>({
  name: 'event',
  columns: {
    id: { type: 'uuid', primary: true },
    position: {
      type: 'bigint',
      nullable: true,
      transformer: {
        from: (text: string | null) => (text === null ? null : Number(text)),
        to: (position: number | null) => position,
      },
    },
    type: { type: 'text' },
    subject: { type: 'text' },
    at: { type: 'timestamptz' },
    repositories: { type: 'text', array: true, nullable: true },
    labels: { type: 'jsonb', nullable: true },
    data: { type: 'jsonb' },
  } satisfies Columns<EventRow>,
});
