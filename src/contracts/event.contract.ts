import { z } from 'zod';
import { eventTypes } from '../engine/events/cloud-event.js';
import { DateTime, Id, JsonObject, many, PageArgs } from './kit/schema.js';

export const EventType = z.enum(eventTypes).meta({ id: 'EventType', description: 'What happened.' });

export const Event = z
  .object({
    specversion: z.literal('1.0'),
    id: Id,
    source: z.string(),
    type: z.string().describe('`io.ironhull.` and the event type.'),
    subject: z.string().describe('Id or name of what it happened to.'),
    time: DateTime,
    datacontenttype: z.literal('application/json'),
    sequence: z.string().describe('Its place among the events: later ones have greater texts.'),
    data: JsonObject,
  })
  .meta({ id: 'Event', description: 'What happened, as a CloudEvent (1.0, JSON).' });
export interface Event extends z.output<typeof Event> {}

export const EventQuery = z.strictObject({
  type: many(EventType).optional(),
  since: DateTime.optional().describe('Events of that time and later.'),
  sequence: z
    .string()
    .regex(/^\d{1,16}$/, 'expected the `sequence` of an event')
    .optional()
    .describe('Events after the one of that sequence: for whoever polls.'),
  ...PageArgs.shape,
});
export interface EventQuery extends z.output<typeof EventQuery> {}
