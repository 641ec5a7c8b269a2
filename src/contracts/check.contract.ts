import { z } from 'zod';
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

export const Text = z
  .object({ en: z.string(), zh: z.string() })
  .meta({ id: 'Text', description: 'A text in English and Chinese.' });

export const Check = z
  .object({
    id: z.string().describe('Catalogue id.'),
    title: Text,
    area: z.string(),
    inputs: z.array(CheckInput).describe('Kinds of inputs it looks at.'),
    severity: Severity.describe('Default severity; a policy may override it.'),
    parameters: JsonObject.describe('JSON Schema of its parameters, with defaults.'),
    remediation: Text,
    references: JsonObject.describe(
      'Ids of the same rule in CIS, docker-bench, Trivy, hadolint, Dockle, NIST.',
    ),
  })
  .meta({ id: 'Check', description: 'One rule of the catalogue.' });
export interface Check extends z.output<typeof Check> {}

export const checkGraphql = queries({
  checks: op('read', 'The catalogue of checks.', z.object({}), z.array(Check)),
  check: op('read', 'One check.', z.object({ id: z.string().max(200) }), Check.nullable()),
});
