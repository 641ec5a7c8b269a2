import { z } from 'zod';
import { endCodes } from '../engine/model/verdict.js';
import { exemptionKinds } from '../engine/policy/exemption-kind.js';
import { vexJustifications } from '../engine/vex/vex-statement.js';
import { Localized } from './kit/localized.js';
import { DateTime, Id } from './kit/schema.js';

export const ExemptionKind = z.enum(exemptionKinds).meta({
  id: 'ExemptionKind',
  description:
    'What is decided. false-positive: what is found does not apply; mitigated: something else keeps the risk low; fix-pending: a fix is on its way.',
});
export const ExemptionJustification = z
  .enum(vexJustifications)
  .meta({ id: 'ExemptionJustification', description: 'Why a flaw does not affect, in the words of VEX.' });

export const ExemptionEndsWhen = z
  .object({
    fixReleased: z.boolean().optional().describe('A version with the fix of a covered flaw is released.'),
    knownExploited: z.boolean().optional().describe("A covered flaw enters CISA's catalogue."),
    exploitScore: z.number().min(0).max(1).optional().describe('The EPSS of a covered flaw reaches this.'),
    severityRises: z.boolean().optional().describe('Something covered is more severe than at the approval.'),
    findingGone: z.boolean().optional().describe('Nothing that it covers is found any more.'),
  })
  .meta({ id: 'ExemptionEndsWhen', description: 'What ends it before its time; a policy may add to it.' });

export const ExemptionEndCode = z.enum(endCodes).meta({ id: 'ExemptionEndCode' });
export const ExemptionEnd = z
  .object({
    code: ExemptionEndCode,
    message: Localized.describe('As part of a sentence.'),
  })
  .meta({ id: 'ExemptionEnd', description: 'Which condition ended it.' });

export const ExemptionApproval = z.object({ by: z.string(), at: DateTime }).meta({ id: 'ExemptionApproval' });

/** What people write. */
export const ExemptionText = z.string().min(1).max(2000);
export const ExemptionComment = z
  .object({ author: z.string(), at: DateTime, text: ExemptionText })
  .meta({ id: 'ExemptionComment' });

export const ExemptionAttachment = z
  .object({
    id: Id,
    name: z.string(),
    mediaType: z.string(),
    size: z.int32().describe('In bytes.'),
    sha256: z.string().describe('Of its content: 64 hexadecimal digits.'),
    addedBy: z.string(),
    addedAt: DateTime,
  })
  .meta({ id: 'ExemptionAttachment', description: 'A small file that speaks for an exemption.' });
export interface ExemptionAttachment extends z.output<typeof ExemptionAttachment> {}

/** What is attached is sent as the body. */
export const AttachQuery = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}/\\]+$/u, 'expected the name of a file, without a path'),
});
export interface AttachQuery extends z.output<typeof AttachQuery> {}
