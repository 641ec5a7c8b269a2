import { z } from 'zod';
import { checkAreas } from '../engine/checks/check.js';
import { checkInputs } from '../engine/checks/check-subject.js';
import { severities } from '../engine/model/severity.js';
import { op, queries } from './kit/operation.js';
import { JsonObject } from './kit/schema.js';

export const Severity = z
  .enum(severities)
  .meta({ id: 'Severity', description: 'From worst to least; unknown stands apart.' });

export const CheckInput = z.enum(checkInputs).meta({
  id: 'CheckInput',
  description: 'What a check looks at: a kind of target, or of a workload the form it is defined in.',
});

export const CheckArea = z
  .enum(checkAreas)
  .meta({ id: 'CheckArea', description: 'The part of the catalogue that a check stands in.' });

export const FixSafety = z
  .enum(['safe', 'review'])
  .meta({ id: 'FixSafety', description: 'review: it may break an application.' });

export const Text = z
  .object({ en: z.string(), zh: z.string() })
  .meta({ id: 'Text', description: 'A text in English and Chinese.' });

export const Check = z
  .object({
    id: z.string().describe('Catalogue id.'),
    title: Text,
    area: CheckArea,
    inputs: z.array(CheckInput).describe('Kinds of inputs it looks at.'),
    severity: Severity.describe('Default severity; a policy may override it.'),
    parameters: JsonObject.describe('JSON Schema of its parameters, with defaults.'),
    remediation: Text,
    references: JsonObject.describe(
      'Ids of the same rule in CIS, docker-bench, Trivy, hadolint, Dockle, NIST.',
    ),
    isAttestable: z.boolean().describe('Whether somebody may vouch for it where no program can decide it.'),
    fixSafety: FixSafety.nullable().describe('Of the edits that mend it; null: no program can tell.'),
  })
  .meta({ id: 'Check', description: 'One rule of the catalogue.' });
export interface Check extends z.output<typeof Check> {}

export const CheckQuery = z.strictObject({
  area: CheckArea.optional(),
  input: CheckInput.optional().describe('Those that look at this kind of input.'),
});
export interface CheckQuery extends z.output<typeof CheckQuery> {}

export const checkGraphql = queries({
  checks: op('read', 'The catalogue of checks.', z.object(CheckQuery.shape), z.array(Check)),
  check: op('read', 'One check.', z.object({ id: z.string().max(200) }), Check.nullable()),
});
