import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, Not, type EntityManager } from 'typeorm';
import type { Event, EventQuery } from '../contracts/event.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import {
  cloudEventType,
  sequenceText,
  type EventData,
  type EventType,
} from '../engine/events/cloud-event.js';
import type { Json } from '../engine/model/file-reader.js';
import type { Labels } from '../engine/model/labels.js';
import { repositoryOf } from '../engine/policy/repository.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { keysetPage } from '../platform/database/keyset.js';
import { storableJson } from '../platform/database/storable-json.js';
import { CONFIG } from '../platform/tokens.js';
import { EventTable, type EventRow } from './event.table.js';

/** An event as it is stored. */
export type StoredEvent = EventRow;

/** What happened, by whoever made it happen. */
export interface EventDraft {
  readonly type: EventType;
  readonly subject: string;
  readonly data: EventData;
  /** The target that it is about: its names and its labels; absent: it is about none. */
  readonly about?: { readonly references: readonly string[]; readonly labels: Labels };
}

/** No event holds more: texts in UTF-16 units, lists in items. */
const longestText = 1_000;
const longestList = 20;
const most = 100_000;

/** What happened, in the order in which it became visible: others poll it, and webhooks are told of it. */
@Injectable()
export class EventLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Writes events in the transaction of what they tell, so that neither is without the other. Long texts and lists are
   * shortened.
   */
  async record(manager: EntityManager, drafts: readonly EventDraft[]): Promise<void> {
    if (drafts.length === 0) return;
    const at = this.clock.now();
    const rows = drafts.map(({ type, subject, data, about }) => {
      const repositories = about && [...new Set(about.references.map(repositoryOf))].slice(0, longestList);
      return {
        id: this.clock.newId(),
        type,
        subject,
        at,
        repositories: repositories ?? null,
        labels: about?.labels ?? null,
        data: bounded(data),
      };
    });
    await manager.query(insertEvents, [storableJson(rows)]);
  }

  /**
   * Gives those that nobody was told of their places, in the order in which they were written; returns them. One process
   * at a time: what has a place is visible, and nothing gets a place before it later.
   */
  async open(manager: EntityManager, limit: number): Promise<EventRow[]> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('ironhull:events'))`);
    const [rows]: [{ id: string }[], number] = await manager.query(givePlaces, [limit]);
    if (rows.length === 0) return [];
    const query = manager.getRepository(EventTable).createQueryBuilder('event');
    return query.whereInIds(rows).orderBy('event.position', 'ASC').getMany();
  }

  /** Visible ones, oldest first. */
  async list({ type, since, sequence, ...page }: EventQuery): Promise<Slice<Event>> {
    const query = this.dataSource.getRepository(EventTable).createQueryBuilder('event');
    query.where('event.position IS NOT NULL');
    if (type) query.andWhere('event.type IN (:...type)', { type });
    if (since) query.andWhere('event.at >= :since', { since });
    if (sequence !== undefined) query.andWhere('event.position > :sequence', { sequence });
    const byPlace = { expression: 'event.position', direction: 'ASC', type: 'bigint' } as const;
    const slice = await keysetPage(query, [{ ...byPlace, value: (row: EventRow) => row.position! }], page);
    const rows = new Map(slice.rows.map((row) => [row.id, row]));
    return {
      ...slice,
      rows: slice.rows.map((row) => this.present(row)),
      cursor: ({ id }) => slice.cursor(rows.get(id)!),
    };
  }

  async find(id: string): Promise<EventRow | null> {
    return this.dataSource.manager.findOneBy(EventTable, { id });
  }

  /** Visible ones, in the order of the ids; null where there is none. */
  async findMany(ids: readonly string[]): Promise<(Event | null)[]> {
    const where = { id: In([...ids]), position: Not(IsNull()) };
    const rows = await this.dataSource.manager.findBy(EventTable, where);
    const known = new Map(rows.map((row) => [row.id, this.present(row)]));
    return ids.map((id) => known.get(id) ?? null);
  }

  /** Visible ones of that time and later, oldest first, up to a hundred thousand. */
  async since(manager: EntityManager, since: Date): Promise<EventRow[]> {
    const query = manager.getRepository(EventTable).createQueryBuilder('event');
    query.where('event.position IS NOT NULL AND event.at >= :since', { since });
    return query.orderBy('event.position', 'ASC').take(most).getMany();
  }

  /** Removes those that are older, with what is known of their deliveries. */
  async clear(before: Date): Promise<void> {
    await this.dataSource.query('DELETE FROM event WHERE at < $1 AND position IS NOT NULL', [before]);
  }

  private present({ id, position, type, subject, at, data }: EventRow): Event {
    return {
      specversion: '1.0',
      id,
      source: this.config.eventSource,
      type: cloudEventType(type),
      subject,
      time: at,
      datacontenttype: 'application/json',
      sequence: sequenceText(position!),
      data,
    };
  }
}

const insertEvents = `INSERT INTO event (id, type, subject, at, repositories, labels, data)
  SELECT id, type, subject, at, repositories, labels, data FROM json_populate_recordset(NULL::event, $1)`;
const givePlaces = `UPDATE event SET position = placed.position FROM (
    SELECT id, nextval('event_position') AS position FROM (
      SELECT id FROM event WHERE position IS NULL ORDER BY number LIMIT $1) AS open) AS placed
  WHERE event.id = placed.id RETURNING event.id`;

function bounded(data: EventData): EventData {
  return { ...(shortened(data) as { [field: string]: Json }), summary: shortText(data.summary) };
}

function shortened(value: Json): Json {
  if (typeof value === 'string') return shortText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, longestList).map(shortened);
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shortened(field)]));
}

function shortText(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}
