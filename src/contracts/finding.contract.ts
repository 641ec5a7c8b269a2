import { z } from 'zod';
import { findingResults } from '../engine/model/finding.js';
import { FixSafety, Severity } from './check.contract.js';
import { Localized } from './kit/localized.js';
import { connection, DateTime, flag, Id, JsonObject, many, PageArgs } from './kit/schema.js';
import { fieldsOf, op, queries } from './kit/operation.js';
import { LabelField } from './label.contract.js';
import { Target } from './target.contract.js';
import { VexStatus } from './vex.contract.js';

export const FindingKind = z.enum(['vulnerability', 'check']).meta({ id: 'FindingKind' });
export const FindingResult = z
  .enum(findingResults)
  .meta({ id: 'FindingResult', description: 'unknown: it could not be decided.' });

export const FindingLocation = z
  .object({
    path: z.string().describe('Path in the image or folder, field of the config, or package URL.'),
    layer: z.string().nullable().describe('Diff id.'),
    line: z.int32().nullable(),
    pointer: z
      .string()
      .optional()
      .describe('JSON pointer in a YAML or JSON document, after the index of the document: `0#/spec`.'),
  })
  .meta({ id: 'FindingLocation' });

export const FindingEvidence = z
  .object({ fact: z.string(), value: z.string().describe('Secrets are redacted.') })
  .meta({ id: 'FindingEvidence' });

export const AffectedComponent = z
  .object({
    ecosystem: z.string(),
    name: z.string(),
    version: z.string(),
    purl: z.string(),
    isDevelopment: z.boolean().describe('Only needed to develop or to test.'),
  })
  .meta({ id: 'AffectedComponent' });

export const FindingOrigin = z.enum(['base', 'own']).meta({
  id: 'FindingOrigin',
  description: 'base: a layer of the image that this one stands on brought it; own: another layer did.',
});

export const ExploitPrediction = z
  .object({
    score: z.number().min(0).max(1).describe('How likely it is to be exploited within 30 days.'),
    percentile: z.number().min(0).max(1).describe('Share of all flaws that are no likelier.'),
  })
  .meta({ id: 'ExploitPrediction', description: "FIRST's score of a flaw (EPSS)." });

export const KnownExploitation = z
  .object({
    addedOn: z.iso.date(),
    dueOn: z.iso.date().describe('Until when agencies of the United States must have acted.'),
    isUsedByRansomware: z.boolean(),
  })
  .meta({ id: 'KnownExploitation', description: "The flaw's entry in CISA's catalogue." });

export const FindingFix = z
  .object({
    safety: FixSafety,
    edits: z.array(JsonObject).describe('Changes of the text that was read, in their order.'),
  })
  .meta({ id: 'FindingFix', description: 'Edits that make a finding vanish.' });

export const FindingVex = z
  .object({
    status: VexStatus,
    justification: z.string().nullable().describe('In the words of the document.'),
    explanation: z.string().nullable(),
    action: z.string().nullable().describe('What to do about it.'),
    source: z.string().describe('Who says so.'),
    document: z.string().describe('Its name, as its author gave it.'),
    statedAt: z.string(),
    isApplied: z
      .boolean()
      .describe('Whether it takes the finding away from the gate: the source is trusted, and says so.'),
  })
  .meta({ id: 'FindingVex', description: 'What an imported VEX statement says of a finding.' });

export const Finding = z
  .object({
    id: Id,
    targetId: Id,
    fingerprint: z.string().describe('The same thing on the same target keeps it over scans and policies.'),
    kind: FindingKind,
    result: FindingResult,
    severity: Severity,
    title: Localized,
    message: Localized,
    remediation: Localized,
    fix: FindingFix.nullable().describe('How to edit what was read; null: no program can tell.'),
    check: z.string().nullable().describe('Id of the check; null for vulnerabilities.'),
    advisory: z.string().nullable().describe('The name the flaw is known by; null for checks.'),
    aliases: z.array(z.string()),
    advisories: z.array(z.string()).describe('Ids of the records that matched.'),
    component: AffectedComponent.nullable(),
    fixedVersion: z.string().nullable(),
    score: z.number().min(0).max(10).nullable(),
    isKnownExploited: z.boolean().describe("Listed in CISA's catalogue of known exploited vulnerabilities."),
    knownExploitation: KnownExploitation.nullable().describe('As the catalogue is now.'),
    exploitPrediction: ExploitPrediction.nullable().describe('As it is now; null: there is no score.'),
    location: FindingLocation.nullable(),
    element: z
      .string()
      .nullable()
      .describe('What a check found fault with, within the target; null: the target itself, or a flaw.'),
    origin: FindingOrigin.nullable().describe('Null: no layer is concerned.'),
    evidence: z.array(FindingEvidence),
    exemption: Id.nullable().describe('The exemption that covers it now.'),
    vex: FindingVex.nullable().describe('What is said of it; null: nothing.'),
    firstSeenAt: DateTime,
  })
  .meta({ id: 'Finding', description: 'A vulnerability, or a failed or undecided check, on a target.' });
export interface Finding extends z.output<typeof Finding> {}

export const FindingFilter = z
  .object({
    kind: FindingKind.optional(),
    severity: many(Severity).optional(),
    result: FindingResult.optional(),
    fixable: flag.optional().describe('Whether a fixed version exists.'),
    exempted: flag.optional(),
    dismissed: flag.optional().describe('Taken away from the gate by a trusted VEX statement.'),
    check: z.string().max(200).optional(),
    advisory: z.string().max(200).optional().describe('Any id of the flaw.'),
    knownExploited: flag.optional().describe("Whether CISA's catalogue had the flaw when it was judged."),
    owner: many(LabelField).optional().describe('Teams that answer for the target.'),
    repository: z.string().max(500).optional().describe('A repository that the target was seen in.'),
  })
  .meta({ id: 'FindingFilter' });
export interface FindingFilter extends z.output<typeof FindingFilter> {}
export const FindingOrder = z
  .enum(['severity', 'newest'])
  .meta({ id: 'FindingOrder', description: 'The worst first, or those first that were first seen last.' });
const ordered = { order: FindingOrder.default('severity') };
export const FindingQuery = z.strictObject({ ...FindingFilter.shape, ...ordered, ...PageArgs.shape });
export interface FindingQuery extends z.output<typeof FindingQuery> {}

const filtered = z.object({ filter: FindingFilter.optional(), ...ordered, ...PageArgs.shape });
export const findingGraphql = {
  ...queries({
    finding: op('read', 'One finding.', z.object({ id: Id }), Finding.nullable()),
    findings: op('read', 'Findings of every target.', filtered, connection(Finding)),
  }),
  targetFindings: fieldsOf(Target, {
    findings: op('read', 'Findings of the target.', filtered, connection(Finding)),
  }).findings,
  findingTarget: fieldsOf(Finding, { target: op('read', 'Where it was found.', z.object({}), Target) })
    .target,
};
