import { z } from 'zod';
import { Finding, FindingEvidence, FindingVex } from './finding.contract.js';
import { Localized } from './kit/localized.js';
import { DateTime, Id } from './kit/schema.js';
import { fieldsOf, op } from './kit/operation.js';

export const RangeResult = z.enum(['affected', 'not_affected', 'unknown']).meta({ id: 'RangeResult' });

export const ExplainedRange = z
  .object({
    ecosystem: z.string(),
    package: z.string().describe('As the record names it; of a distribution the source package.'),
    introduced: z.string().nullable(),
    fixed: z.string().nullable(),
    lastAffected: z.string().nullable(),
    result: RangeResult,
    comparison: z.string().describe('What decided, in one sentence.'),
  })
  .meta({ id: 'ExplainedRange', description: 'One range of a record, held against the component.' });

export const ExplainedRecord = z
  .object({
    id: z.string(),
    url: z.string().describe('Where the record can be read.'),
    summary: z.string(),
    modifiedAt: DateTime,
    ranges: z.array(ExplainedRange),
  })
  .meta({ id: 'ExplainedRecord', description: 'An advisory record that matched.' });

export const ExplainedComponent = z
  .object({
    ecosystem: z.string(),
    name: z.string(),
    version: z.string(),
    purl: z.string(),
    comparedName: z.string().describe('The name that records are looked up by.'),
    comparedVersion: z.string().describe('The version that is compared: of the source where there is one.'),
  })
  .meta({ id: 'ExplainedComponent' });

export const Explanation = z
  .object({
    findingId: Id,
    summary: Localized.describe('Why there is this finding, in plain words.'),
    component: ExplainedComponent.nullable().describe('Null for checks.'),
    records: z.array(ExplainedRecord).describe('Empty for checks.'),
    evidence: z.array(FindingEvidence),
    vex: FindingVex.nullable().describe('What VEX says of it; null: nothing.'),
  })
  .meta({ id: 'Explanation', description: 'What a finding rests on, down to the comparison that decided.' });
export interface Explanation extends z.output<typeof Explanation> {}

export const explanationGraphql = fieldsOf(Finding, {
  explanation: op('read', 'What it rests on.', z.object({}), Explanation),
});
