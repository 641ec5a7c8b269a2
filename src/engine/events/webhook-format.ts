import type { Json } from '../model/file-reader.js';
import { cloudEvent, type ServiceEvent } from './cloud-event.js';

/** An event as the body of one request. */
export interface WebhookBody {
  readonly contentType: string;
  readonly text: string;
}

export const webhookFormats = ['cloudevents', 'plain', 'slack'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

type Writer = (event: ServiceEvent, source: string) => WebhookBody;

const writers: Readonly<Record<WebhookFormat, Writer>> = {
  /** CloudEvents' structured mode (https://github.com/cloudevents/spec, HTTP binding). */
  cloudevents: (event, source) => ({
    contentType: 'application/cloudevents+json; charset=utf-8',
    text: JSON.stringify(cloudEvent(event, source)),
  }),
  plain: (event) => asJson(plainEvent(event)),
  slack: (event) => asJson(slackMessage(event)),
};

/** The body in a format. */
export function webhookBody(format: WebhookFormat, event: ServiceEvent, source: string): WebhookBody {
  return writers[format](event, source);
}

function asJson(value: unknown): WebhookBody {
  return { contentType: 'application/json; charset=utf-8', text: JSON.stringify(value) };
}

/** One flat object, for what can read no more: texts, numbers and booleans only, and lists as texts. */
function plainEvent({ id, type, subject, time, data }: ServiceEvent): Record<string, Json> {
  const flat = Object.entries(data).map(([name, value]): [string, Json] => [name, flatValue(value)]);
  return { ...Object.fromEntries(flat), id, type, subject, time };
}

function flatValue(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}

/** In UTF-16 units: escaped they are five times as long at most, and within the 3,000 that a block takes. */
const longestSummary = 500;
/** The most fields of one section. */
const mostFields = 10;
/** Of 2,000 when it is escaped. */
const longestField = 300;

/** A message as Slack's incoming webhooks take it, and those that are made alike. */
function slackMessage({ type, subject, time, data }: ServiceEvent): Record<string, Json> {
  const { summary, ...rest } = data;
  const fields = Object.entries(rest)
    .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .slice(0, mostFields)
    .map(([name, value]) => mrkdwn(`*${escaped(name)}*\n${escaped(shortened(text(value), longestField))}`));
  const blocks: Json[] = [
    { type: 'section', text: mrkdwn(`*${type}*\n${escaped(shortened(summary, longestSummary))}`) },
    ...(fields.length === 0 ? [] : [{ type: 'section', fields }]),
    { type: 'context', elements: [mrkdwn(`${escaped(shortened(subject, longestField))} · ${time}`)] },
  ];
  return { text: escaped(shortened(`${type}: ${summary}`, longestSummary)), blocks };
}

function mrkdwn(text: string): Record<string, Json> {
  return { type: 'mrkdwn', text };
}

function text(value: Json): string {
  const flat = flatValue(value);
  return typeof flat === 'string' ? flat : JSON.stringify(flat);
}

function shortened(value: string, most: number): string {
  return value.length <= most ? value : `${value.slice(0, most - 1)}…`;
}

/** What would be a mention, a link or formatting becomes text. */
function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
