import type { Json } from '../model/file-reader.js';

/** What the service tells of, by the end of the event's type. */
export const eventTypes = [
  'scan.finished',
  'verdict.changed',
  'exemption.requested',
  'exemption.decided',
  'exemption.expiring',
  'exemption.ended',
  'policy.published',
  'advisories.imported',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Of webhooks' tests only: it is told to nobody else. */
export const testType = 'webhook.test';

/** What happened, in the service's own terms. */
export interface ServiceEvent {
  readonly id: string;
  readonly type: EventType | typeof testType;
  /** Id or name of what it happened to. */
  readonly subject: string;
  /** ISO 8601. */
  readonly time: string;
  /** Place in the order in which events became visible; null: it has none. */
  readonly sequence: number | null;
  readonly data: EventData;
}

/** Every event says in one sentence what happened. */
export type EventData = { readonly summary: string; readonly [field: string]: Json };

/** An event in the JSON format of CloudEvents 1.0, with the extension attribute `sequence`. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly sequence?: string;
  readonly data: EventData;
}

/** The type as CloudEvents names it: `io.ironhull.verdict.changed`. */
export function cloudEventType(type: ServiceEvent['type']): string {
  return `io.ironhull.${type}`;
}

/** @param source a URI reference that names the service: with the id it is unique. */
export function cloudEvent(
  { id, type, subject, time, sequence, data }: ServiceEvent,
  source: string,
): CloudEvent {
  const place = sequence === null ? {} : { sequence: sequenceText(sequence) };
  return {
    specversion: '1.0',
    id,
    source,
    type: cloudEventType(type),
    subject,
    time,
    datacontenttype: 'application/json',
    ...place,
    data,
  };
}

/** Wide enough that the texts are in the order of the numbers, as the extension asks for. */
export function sequenceText(sequence: number): string {
  return String(sequence).padStart(16, '0');
}
