import { z } from 'zod';
import { hygieneIssues } from '../engine/policy/exemption-hygiene.js';
import { exemptionStates } from '../engine/policy/exemption-life.js';
import {
  ExemptionApproval,
  ExemptionAttachment,
  ExemptionComment,
  ExemptionEnd,
  ExemptionEndsWhen,
  ExemptionJustification,
  ExemptionKind,
  ExemptionText as text,
} from './exemption-parts.contract.js';
import {
  ExemptionCoverage,
  ExemptionScope,
  PreviewExemption,
  RequestedScope,
} from './exemption-scope.contract.js';
import { Finding } from './finding.contract.js';
import { fieldsOf, mutations, op, queries } from './kit/operation.js';
import { connection, DateTime, Id, inputOf, many, PageArgs } from './kit/schema.js';

export const ExemptionState = z.enum(exemptionStates).meta({
  id: 'ExemptionState',
  description:
    'approved: in force until it expires. voided: a condition of its own or of the policy ended it.',
});

const reference = z.string().min(1).max(200);
export const Exemption = z
  .object({
    id: Id,
    state: ExemptionState,
    scope: ExemptionScope,
    kind: ExemptionKind,
    justification: ExemptionJustification.nullable().describe('Of a false positive; else null.'),
    reason: z.string().min(10).max(2000).describe('Why the risk is accepted.'),
    category: reference.nullable().describe('Of the reason: one that the policy names.'),
    ticket: reference.nullable(),
    compensatingControl: text.nullable().describe('What keeps the risk low meanwhile.'),
    endsWhen: ExemptionEndsWhen,
    expiresAt: DateTime.describe('It ends by itself then.'),
    requestedBy: z.string(),
    requestedAt: DateTime,
    approvals: z.array(ExemptionApproval).describe('Given so far; asking for changes clears them.'),
    approvalsNeeded: z.int32().describe('By different keys, as the policy had it at the last step.'),
    decidedBy: z.string().nullable(),
    decidedAt: DateTime.nullable(),
    comment: z.string().nullable().describe('Of the last decision.'),
    comments: z.array(ExemptionComment).describe('The thread, oldest first.'),
    attachments: z.array(ExemptionAttachment),
    renews: Id.nullable().describe('The exemption that it takes the place of when it is approved.'),
    supersededBy: Id.nullable(),
    endedAt: DateTime.nullable().describe('When it was over: by its end, by somebody, or by a condition.'),
    endedBecause: ExemptionEnd.nullable().describe('Why it was voided.'),
    covers: ExemptionCoverage.nullable().describe('In the answer to a request; null elsewhere.'),
  })
  .meta({ id: 'Exemption', description: 'An approved, scoped, expiring waiver of findings.' });
export interface Exemption extends z.output<typeof Exemption> {}

export const ExemptionHygiene = z
  .object({
    items: z.array(
      z
        .object({
          exemption: Exemption,
          issues: z.array(
            z.enum(hygieneIssues).meta({
              id: 'HygieneIssue',
              description:
                'not-applied: the policy waives nothing of what it covers. broader: parts of its scope cover nothing.',
            }),
          ),
          findings: z.int32().describe('In its scope.'),
          shadowedBy: z.array(Id).describe('They cover all that it would cover.'),
          unusedParts: z
            .array(z.string())
            .describe('Parts of its scope that cover nothing: `checks: image-size`.'),
        })
        .meta({ id: 'ExemptionHygieneItem' }),
    ),
    isComplete: z.boolean().describe('Whether all that are in force were looked at.'),
  })
  .meta({ id: 'ExemptionHygiene', description: 'Exemptions in force with something untidy about them.' });
export interface ExemptionHygiene extends z.output<typeof ExemptionHygiene> {}

export const HygieneQuery = z.strictObject({
  days: z.coerce.number().int().min(0).max(365).default(14).describe('Expiring: within so many.'),
});
export interface HygieneQuery extends z.output<typeof HygieneQuery> {}

const parts = {
  kind: Exemption.shape.kind,
  justification: Exemption.shape.justification,
  reason: Exemption.shape.reason,
  expiresAt: Exemption.shape.expiresAt,
  category: Exemption.shape.category,
  ticket: Exemption.shape.ticket,
  compensatingControl: Exemption.shape.compensatingControl,
};
const EndsWhenInput = inputOf(ExemptionEndsWhen);

export const RequestExemption = z
  .strictObject({
    ...parts,
    scope: RequestedScope,
    kind: parts.kind.default('risk-accepted'),
    justification: parts.justification.default(null),
    category: parts.category.default(null),
    ticket: parts.ticket.default(null),
    compensatingControl: parts.compensatingControl.default(null),
    endsWhen: EndsWhenInput.default({}),
  })
  .meta({ id: 'RequestExemptionInput' });
export interface RequestExemption extends z.output<typeof RequestExemption> {}
/** As it is sent. */
export type RequestExemptionBody = z.input<typeof RequestExemption>;

const comment = text.nullable().default(null);
export const ResubmitExemption = z
  .strictObject({ ...parts, scope: RequestedScope, endsWhen: EndsWhenInput })
  .partial()
  .extend({ comment })
  .meta({ id: 'ResubmitExemptionInput', description: 'What is left out stays as it was.' });
export interface ResubmitExemption extends z.output<typeof ResubmitExemption> {}
/** As it is sent. */
export type ResubmitExemptionBody = z.input<typeof ResubmitExemption>;

export const RenewExemption = z
  .strictObject({ ...parts, endsWhen: EndsWhenInput })
  .partial()
  .required({ expiresAt: true })
  .meta({ id: 'RenewExemptionInput', description: 'What is left out is as in the one that is renewed.' });
export interface RenewExemption extends z.output<typeof RenewExemption> {}
/** As it is sent. */
export type RenewExemptionBody = z.input<typeof RenewExemption>;

export const DecideExemption = z.strictObject({ comment }).meta({ id: 'DecideExemptionInput' });
export interface DecideExemption extends z.output<typeof DecideExemption> {}

export const CommentExemption = z.strictObject({ text }).meta({ id: 'CommentExemptionInput' });
export interface CommentExemption extends z.output<typeof CommentExemption> {}

export const ExemptionFilter = z
  .object({
    state: many(ExemptionState).optional(),
    targetId: Id.optional(),
    expiringWithin: z
      .string()
      .regex(/^[1-9]\d{0,2}[hdw]$/, 'expected such as 12h, 7d or 2w')
      .optional()
      .describe('In force, and to end within that time: 12h, 7d, 2w.'),
  })
  .meta({ id: 'ExemptionFilter' });
export const ExemptionQuery = z.strictObject({ ...ExemptionFilter.shape, ...PageArgs.shape });
export interface ExemptionQuery extends z.output<typeof ExemptionQuery> {}

const byId = z.object({ id: Id });
const decision = byId.extend({ input: DecideExemption.default({ comment: null }) });
const decide = (what: string) => op('exemption:decide', what, decision, Exemption);
export const exemptionGraphql = {
  ...queries({
    exemption: op('read', 'One exemption.', byId, Exemption.nullable()),
    exemptions: op(
      'read',
      'Exemptions, newest first.',
      z.object({ filter: ExemptionFilter.optional(), ...PageArgs.shape }),
      connection(Exemption),
    ),
    previewExemption: op(
      'read',
      'What a scope would cover now.',
      z.object({ input: PreviewExemption }),
      ExemptionCoverage,
    ),
    exemptionHygiene: op(
      'read',
      'Exemptions in force that are untidy.',
      z.object(HygieneQuery.shape),
      ExemptionHygiene,
    ),
  }),
  ...mutations({
    requestExemption: op(
      'exemption:request',
      'Ask for an exemption.',
      z.object({ input: RequestExemption }),
      Exemption,
    ),
    resubmitExemption: op(
      'exemption:request',
      'Ask again, changed as was asked for; by who asked.',
      byId.extend({ input: ResubmitExemption }),
      Exemption,
    ),
    withdrawExemption: op('exemption:request', 'Take the request back; by who asked.', decision, Exemption),
    renewExemption: op(
      'exemption:request',
      'Ask for one that takes the place of an approved one.',
      byId.extend({ input: RenewExemption }),
      Exemption,
    ),
    commentExemption: op(
      'exemption:request',
      'Add to the thread.',
      byId.extend({ input: CommentExemption }),
      Exemption,
    ),
    approveExemption: decide('Approve; never by who asked.'),
    askExemptionChanges: decide('Ask for changes; never by who asked.'),
    rejectExemption: decide('Reject; never by who asked.'),
    revokeExemption: decide('End it now.'),
  }),
  findingExemption: fieldsOf(Finding, {
    coveredBy: op('read', 'The exemption that covers it now.', z.object({}), Exemption.nullable()),
  }).coveredBy,
};
