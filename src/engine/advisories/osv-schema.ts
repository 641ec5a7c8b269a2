import { z } from 'zod';
import { isKnownEcosystem } from './ecosystems.js';

/** Bounds of one record: generous against what the known databases hold, small enough for bounded work. */
export const osvLimits = {
  /** Values of the whole record: texts, numbers, lists and objects together. */
  values: 500_000,
  /** Characters of versions, and bytes of package names: what a database's index holds. */
  nameLength: 1024,
  /** Characters of ids and of ecosystems. */
  idLength: 200,
  summaryLength: 65_536,
  detailsLength: 1_048_576,
  /** Ids in each of `aliases`, `upstream` and `related`. */
  ids: 10_000,
  severities: 100,
  affected: 50_000,
  /** Ranges of one `affected` entry. */
  ranges: 1_000,
  /** Events of one range. */
  events: 5_000,
  /** Versions listed by one `affected` entry. */
  versions: 50_000,
  references: 10_000,
} as const;

const singleLine = z
  .string()
  .min(1)
  .max(osvLimits.nameLength)
  .regex(/^\P{Cc}+$/u, 'has control characters');
const identifier = singleLine.max(osvLimits.idLength);
const packageName = singleLine.refine(
  (name) => Buffer.byteLength(name) <= osvLimits.nameLength,
  `has more than ${osvLimits.nameLength} bytes`,
);

/** Year 0 is a valid ISO date that databases refuse. */
const timestamp = z.iso
  .datetime({ offset: true })
  .max(40)
  .refine((text) => !text.startsWith('0000') && !Number.isNaN(Date.parse(text)), 'is no date');

/**
 * A list; null, which some writers put for an absent one, is empty. Checking ends with the first bad item, so that a
 * long list of bad ones costs no more than one.
 */
function listOf<Item extends z.ZodType>(item: Item, maximum: number) {
  return z
    .array(z.unknown())
    .max(maximum)
    .nullish()
    .transform((list, context): z.output<Item>[] => {
      const items: z.output<Item>[] = [];
      for (const [index, value] of (list ?? []).entries()) {
        const parsed = item.safeParse(value);
        if (parsed.success) items.push(parsed.data);
        else {
          for (const { path, message } of parsed.error.issues) {
            context.issues.push({ code: 'custom', path: [index, ...path], message, input: value });
          }
          return z.NEVER;
        }
      }
      return items;
    });
}

/** The few fields read out of the objects whose shape each database defines for itself; any other shape says nothing. */
const specific = z
  .object({
    severity: z.unknown().optional(),
    urgency: z.unknown().optional(),
    informational: z.unknown().optional(),
  })
  .nullish()
  .catch(null);

const severity = z.object({ type: z.string().max(100), score: z.string().max(1000) });

const eventKinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;
const event = z
  .object({
    introduced: singleLine.optional(),
    fixed: singleLine.optional(),
    last_affected: singleLine.optional(),
    limit: singleLine.optional(),
  })
  .refine((fields) => eventKinds.filter((kind) => fields[kind] !== undefined).length === 1, {
    message: 'an event must be exactly one of introduced, fixed, last_affected and limit',
  });

const orderedRange = z.object({
  type: z.enum(['SEMVER', 'ECOSYSTEM']),
  events: listOf(event, osvLimits.events).refine(
    (events) => events.some(({ introduced }) => introduced !== undefined),
    {
      message: 'no introduced event',
    },
  ),
});

/** Commits cannot be compared without the repository: only that the range is there counts. */
const gitRange = z.object({ type: z.literal('GIT') });

const ecosystem = identifier.refine(isKnownEcosystem, {
  error: ({ input }) => `unknown ecosystem ${JSON.stringify(String(input).slice(0, 60))}`,
});

const affected = z.object({
  package: z.object({ ecosystem, name: packageName }).nullish(),
  severity: listOf(severity, osvLimits.severities),
  ranges: listOf(z.discriminatedUnion('type', [orderedRange, gitRange]), osvLimits.ranges),
  versions: listOf(singleLine, osvLimits.versions),
  ecosystem_specific: specific,
  database_specific: specific,
});

/**
 * One OSV record (https://ossf.github.io/osv-schema/, version 1.7): strict on what is used, blind to the rest.
 * Lists are never absent after parsing.
 */
export const osvRecordSchema = z.object({
  id: identifier,
  modified: timestamp,
  published: timestamp.nullish(),
  withdrawn: timestamp.nullish(),
  aliases: listOf(identifier, osvLimits.ids),
  upstream: listOf(identifier, osvLimits.ids),
  related: listOf(identifier, osvLimits.ids),
  summary: z.string().max(osvLimits.summaryLength).nullish(),
  details: z.string().max(osvLimits.detailsLength).nullish(),
  severity: listOf(severity, osvLimits.severities),
  affected: listOf(affected, osvLimits.affected),
  references: listOf(z.object({ url: z.string() }), osvLimits.references),
  database_specific: specific,
});

export type OsvRecord = z.output<typeof osvRecordSchema>;
export type OsvAffected = OsvRecord['affected'][number];
export type OsvRange = Extract<OsvAffected['ranges'][number], { events: unknown }>;
export type OsvEvent = OsvRange['events'][number];

/** Whether a JSON document holds at most that many values. Looks at no more of it, however deep it is. */
export function isWithinValues(json: unknown, maximum: number): boolean {
  const waiting: unknown[] = [json];
  let count = 1;
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    count += inner.length;
    if (count > maximum) return false;
    for (const item of inner) waiting.push(item);
  }
  return true;
}
