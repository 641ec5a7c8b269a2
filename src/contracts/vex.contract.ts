import { z } from 'zod';
import { vexStatuses } from '../engine/vex/vex-statement.js';
import { mutations, op, queries } from './kit/operation.js';
import { connection, DateTime, Id, many, PageArgs } from './kit/schema.js';

export const VexStatus = z.enum(vexStatuses).meta({ id: 'VexStatus' });

export const VexTrust = z.enum(['trusted', 'advisory']).meta({
  id: 'VexTrust',
  description:
    'trusted: its not_affected and fixed take findings away from the gate. advisory: it is shown and decides nothing.',
});
export type VexTrust = z.output<typeof VexTrust>;

export const VexSourceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'expected lower-case letters, digits, ".", "_" and "-"')
  .describe('Who the documents come from, as it is called here.');

const count = z.int32().min(0);
export const VexSource = z
  .object({
    name: VexSourceName,
    trust: VexTrust,
    documents: count.describe('In force.'),
    statements: count.describe('In force.'),
    createdAt: DateTime,
    changedBy: z.string().describe('Who said last whether it is trusted.'),
    changedById: Id.describe('Id of the key.'),
    changedAt: DateTime,
  })
  .meta({ id: 'VexSource', description: 'Who VEX documents come from.' });
export interface VexSource extends z.output<typeof VexSource> {}

export const VexSources = z.object({ items: z.array(VexSource) }).meta({ id: 'VexSources' });
export const TrustVexSource = z.strictObject({ trust: VexTrust }).meta({ id: 'TrustVexSourceInput' });
export interface TrustVexSource extends z.output<typeof TrustVexSource> {}

export const VexDocumentState = z.enum(['in_force', 'superseded', 'removed']).meta({
  id: 'VexDocumentState',
  description: 'superseded: a newer version of it was imported.',
});

export const VexDocument = z
  .object({
    id: Id,
    source: VexSourceName,
    state: VexDocumentState,
    format: z.enum(['openvex', 'csaf', 'cyclonedx']).meta({ id: 'VexFormat' }),
    name: z.string().describe('As its author gave it: the same over its versions.'),
    version: z.string(),
    author: z.string().nullable(),
    digest: z.string().describe('Of the document as it was sent.'),
    issuedAt: DateTime,
    statements: count.describe('That can be used.'),
    problems: z.array(z.string()).describe('What was left out, and why: the first of it.'),
    problemCount: count,
    importedBy: z.string(),
    importedById: Id.describe('Id of the key.'),
    importedAt: DateTime,
    supersededBy: Id.nullable(),
    removedBy: z.string().nullable(),
    endedAt: DateTime.nullable(),
  })
  .meta({ id: 'VexDocument', description: 'An imported VEX document.' });
export interface VexDocument extends z.output<typeof VexDocument> {}

export const VexFilter = z
  .object({ source: VexSourceName.optional(), state: many(VexDocumentState).optional() })
  .meta({ id: 'VexFilter' });
export const VexQuery = z.strictObject({ ...VexFilter.shape, ...PageArgs.shape });
export interface VexQuery extends z.output<typeof VexQuery> {}

export const ImportVexQuery = z.strictObject({ source: VexSourceName });
export interface ImportVexQuery extends z.output<typeof ImportVexQuery> {}

const names = z.array(z.string());
const VexSubject = z
  .object({ purls: names, digests: names, cpes: names, range: z.string().nullable() })
  .meta({ id: 'VexSubject', description: 'Names of one thing; any of them fits it.' });

export const VexStatement = z
  .object({
    id: Id,
    vulnerabilities: names.describe('Every name that is given of the flaw.'),
    status: VexStatus,
    justification: z.string().nullable(),
    explanation: z.string().nullable(),
    action: z.string().nullable(),
    statedAt: DateTime,
    products: z.array(
      z
        .object({
          part: VexSubject.nullable().describe('The package; null: all in what it lies within.'),
          within: z.array(VexSubject).describe('The image or platform; none: wherever it is found.'),
        })
        .meta({ id: 'VexProduct' }),
    ),
  })
  .meta({ id: 'VexStatement', description: 'One statement of a VEX document.' });
export interface VexStatement extends z.output<typeof VexStatement> {}

export const VexStatementQuery = z.strictObject({ ...PageArgs.shape });
export interface VexStatementQuery extends z.output<typeof VexStatementQuery> {}

const byId = z.object({ id: Id });
export const vexGraphql = {
  ...queries({
    vexDocument: op('read', 'One imported VEX document.', byId, VexDocument.nullable()),
    vexDocuments: op(
      'read',
      'Imported VEX documents, newest first.',
      z.object({ filter: VexFilter.optional(), ...PageArgs.shape }),
      connection(VexDocument),
    ),
    vexStatements: op(
      'read',
      'The statements of a VEX document, in its order.',
      z.object({ documentId: Id, ...PageArgs.shape }),
      connection(VexStatement),
    ),
    vexSources: op(
      'read',
      'Who VEX documents came from, and whose word counts.',
      z.object({}),
      z.array(VexSource),
    ),
  }),
  ...mutations({
    importVex: op(
      'vex:write',
      'Import a VEX document: OpenVEX, CSAF 2.0 or CycloneDX. One of more than 5 MiB is sent over REST.',
      ImportVexQuery.extend({ document: z.string().min(1).describe('JSON.') }),
      VexDocument,
    ),
    removeVex: op('vex:write', 'Take the statements of a VEX document back.', byId, VexDocument),
    trustVexSource: op(
      'vex:write',
      'Say whether a source is trusted.',
      z.object({ name: VexSourceName, ...TrustVexSource.shape }),
      VexSource,
    ),
  }),
};
