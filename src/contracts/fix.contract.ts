import { z } from 'zod';
import { workloadInputs } from '../engine/model/workload-document.js';
import { refusalReasons } from '../engine/remediation/fix-refusal.js';
import { remainders } from '../engine/remediation/fix-report.js';
import { FixSafety, Severity } from './check.contract.js';
import { WorkloadFields } from './document.contract.js';
import { FindingLocation } from './finding.contract.js';
import { Localized } from './kit/localized.js';
import { op, queries } from './kit/operation.js';
import { JsonObject } from './kit/schema.js';

/** Characters of the text that is mended. */
const longestText = 262_144;
const mostChecks = 300;

export const FixableKind = z
  .enum([...workloadInputs, 'dockerfile', 'host'])
  .meta({ id: 'FixableKind', description: 'What a text is.' });

export const FixCheck = z
  .strictObject({
    id: z.string().min(1).max(200),
    parameters: JsonObject.optional().describe("Replace the check's defaults, one by one."),
  })
  .meta({ id: 'FixCheckInput' });

export const NamedFix = z
  .strictObject({
    check: z.string().min(1).max(200),
    element: z.string().max(1000).optional().describe('As a finding names it; absent: every element.'),
  })
  .meta({ id: 'NamedFixInput' });

export const FixRequest = z
  .strictObject({
    ...WorkloadFields.shape,
    text: z.string().min(1).max(longestText),
    kind: FixableKind.optional().describe('Recognised by its name and its form unless told.'),
    policy: z
      .string()
      .max(200)
      .optional()
      .describe(
        'Policy (`name` or `name@version`) whose checks count. Without it and `checks`: every check.',
      ),
    checks: z
      .array(FixCheck)
      .min(1)
      .max(mostChecks)
      .optional()
      .describe('Checks that count, instead of those of a policy.'),
    review: z
      .array(NamedFix)
      .max(mostChecks)
      .default([])
      .describe('Fixes for review that are to be made. Safe ones are made together, unasked.'),
  })
  .meta({ id: 'FixRequestInput' });
export interface FixRequest extends z.output<typeof FixRequest> {}

export const FixedFile = z
  .object({
    path: z.string(),
    isNew: z.boolean(),
    text: z.string().describe('The whole new text.'),
    diff: z.string().describe('Unified, from the text as it was.'),
  })
  .meta({ id: 'FixedFile', description: 'A text that fixes changed.' });

const fix = {
  check: z.string(),
  element: z.string().describe('Names what is wrong within the text.'),
  severity: Severity,
  safety: FixSafety,
  title: Localized,
  message: Localized.describe('What was wrong.'),
  risk: Localized.nullable().describe('What it can break; null: nothing that is written correctly.'),
};
export const AppliedFix = z.object(fix).meta({ id: 'AppliedFix', description: 'A fix that was made.' });

export const FixRefusalReason = z.enum(refusalReasons).meta({ id: 'FixRefusalReason' });
export const RefusedFix = z
  .object({ ...fix, reason: FixRefusalReason, detail: Localized })
  .meta({ id: 'RefusedFix', description: 'A fix that was asked for and not made.' });

export const FixRemainder = z.enum(remainders).meta({
  id: 'FixRemainder',
  description:
    'by_hand: no program can tell how; review: its fix is to be named; undecided: it is not known.',
});
export const RemainingFault = z
  .object({
    check: z.string(),
    element: z.string().nullable().describe('Null: the check could not be decided.'),
    severity: Severity,
    title: Localized,
    message: Localized,
    remediation: Localized.describe('What to do by hand.'),
    risk: Localized.nullable().describe('What its fix can break.'),
    location: FindingLocation.nullable().describe('In the new text.'),
    remainder: FixRemainder,
  })
  .meta({ id: 'RemainingFault', description: 'What the checks say of the new texts.' });

export const FixReport = z
  .object({
    kind: FixableKind,
    files: z.array(FixedFile).describe('The text itself first; empty: nothing changed.'),
    applied: z.array(AppliedFix).describe('In the order made.'),
    refused: z.array(RefusedFix),
    remaining: z.array(RemainingFault),
  })
  .meta({ id: 'FixReport', description: 'A text mended, and evaluated again.' });
export interface FixReport extends z.output<typeof FixReport> {}

export const fixGraphql = queries({
  fixes: op(
    'read',
    'Mends a text of a Dockerfile, a manifest, a compose file or a docker run line. Nothing is stored.',
    z.object({ input: FixRequest }),
    FixReport,
  ),
});
