import { z } from 'zod';
import { Severity } from './check.contract.js';
import { connection, DateTime, Id, PageArgs } from './kit/schema.js';
import { fieldsOf, op, queries } from './kit/operation.js';
import { Finding } from './finding.contract.js';

export const AdvisoryRange = z
  .object({
    ecosystem: z.string(),
    name: z.string(),
    introduced: z.string().nullable().describe('Null: from the first version.'),
    fixed: z.string().nullable(),
    lastAffected: z.string().nullable(),
    undecidable: z.string().nullable().describe('Why versions cannot be compared with it.'),
  })
  .meta({ id: 'AdvisoryRange' });
export interface AdvisoryRange extends z.output<typeof AdvisoryRange> {}

export const Advisory = z
  .object({
    id: z.string(),
    summary: z.string(),
    details: z.string(),
    severity: Severity.describe("The record's own; else of a record of the same flaw."),
    score: z.number().min(0).max(10).nullable(),
    vector: z.string().nullable(),
    severityFrom: z
      .string()
      .nullable()
      .describe('Id of the record that states the severity, when another one does.'),
    aliases: z.array(z.string()),
    upstream: z.array(z.string()),
    references: z.array(z.string()),
    isKnownExploited: z.boolean(),
    modifiedAt: DateTime,
    publishedAt: DateTime.nullable(),
    withdrawnAt: DateTime.nullable().describe('Not null: it matches nothing any more.'),
  })
  .meta({ id: 'Advisory', description: 'A published vulnerability record (OSV).' });
export interface Advisory extends z.output<typeof Advisory> {}

export const AdvisoryWithRanges = z
  .object({ ...Advisory.shape, affected: z.array(AdvisoryRange) })
  .meta({ id: 'AdvisoryWithRanges', description: 'With the versions it affects.' });
export interface AdvisoryWithRanges extends z.output<typeof AdvisoryWithRanges> {}

export const AdvisoryId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,199}$/, 'expected an advisory id');

export const ImportState = z.enum(['queued', 'running', 'succeeded', 'failed']).meta({ id: 'ImportState' });
export const ImportProblem = z
  .object({ name: z.string(), problem: z.string() })
  .meta({ id: 'ImportProblem' });
export const ImportError = z.object({ code: z.string(), message: z.string() }).meta({ id: 'ImportError' });
export const AdvisoryImport = z
  .object({
    id: Id,
    state: ImportState,
    source: z.string().describe('Name the importer gave it.'),
    total: z.int32().nullable().describe('Records in the source; null until it is known.'),
    read: z.int32(),
    stored: z.int32().describe('New or changed.'),
    unchanged: z.int32(),
    withdrawn: z.int32(),
    invalid: z.int32().describe('Left out; the first hundred are named in problems.'),
    knownExploited: z.int32().describe("Entries of CISA's catalogue."),
    exploitPredictions: z.int32().describe("Of FIRST's scores (EPSS)."),
    problems: z.array(ImportProblem),
    error: ImportError.nullable(),
    requestedBy: z.string(),
    createdAt: DateTime,
    finishedAt: DateTime.nullable(),
  })
  .meta({ id: 'AdvisoryImport', description: 'One import; readers see all of it or nothing.' });
export interface AdvisoryImport extends z.output<typeof AdvisoryImport> {}

export const ImportQuery = z.strictObject({
  source: z
    .string()
    .min(1)
    .max(200)
    .default('upload')
    .describe('A name for the source, shown in the status.'),
});
export interface ImportQuery extends z.output<typeof ImportQuery> {}

export const AdvisoryFeed = z
  .object({
    name: z.string().describe('An ecosystem, or kev or epss.'),
    triedAt: DateTime,
    succeededAt: DateTime.nullable(),
    failedAt: DateTime.nullable().describe('Of the last failure.'),
    failure: z.string().nullable().describe('Why the last try failed; null: it did not.'),
  })
  .meta({ id: 'AdvisoryFeed', description: 'A source that is read again and again.' });
export interface AdvisoryFeed extends z.output<typeof AdvisoryFeed> {}

export const EcosystemCount = z
  .object({
    ecosystem: z.string(),
    advisories: z.int32(),
    importedAt: DateTime.nullable().describe('When something of it was imported, or a feed had nothing new.'),
  })
  .meta({ id: 'EcosystemCount' });
export const AdvisoryStatus = z
  .object({
    advisories: z.int32().describe('Records that are not withdrawn.'),
    ecosystems: z.array(EcosystemCount),
    importedAt: DateTime.nullable().describe('Of the newest finished import; null: none yet.'),
    newestRecordAt: DateTime.nullable(),
    snapshot: z.string().describe('Name of the state of the database.'),
    knownExploited: z.int32(),
    knownExploitedAt: DateTime.nullable(),
    exploitPredictions: z.int32().describe('Flaws with a score of FIRST (EPSS).'),
    exploitPredictedOn: z.iso.date().nullable().describe('Date of the scores.'),
    feeds: z.array(AdvisoryFeed),
    lastImport: AdvisoryImport.nullable(),
  })
  .meta({
    id: 'AdvisoryStatus',
    description: 'What the advisory database can speak about, and how old it is.',
  });
export interface AdvisoryStatus extends z.output<typeof AdvisoryStatus> {}

export const advisoryGraphql = {
  ...queries({
    advisory: op('read', 'One advisory.', z.object({ id: AdvisoryId }), Advisory.nullable()),
    advisoryStatus: op('read', 'State of the database.', z.object({}), AdvisoryStatus),
    advisoryImports: op('read', 'Imports, newest first.', PageArgs, connection(AdvisoryImport)),
  }),
  advisoryRanges: fieldsOf(Advisory, {
    affected: op('read', 'The versions it affects.', z.object({}), z.array(AdvisoryRange)),
  }).affected,
  findingRecords: fieldsOf(Finding, {
    records: op('read', 'The advisory records behind it.', z.object({}), z.array(Advisory)),
  }).records,
};
