import { z } from 'zod';
import { connection, DateTime, Id, many, PageArgs } from './kit/schema.js';
import { fieldsOf, mutations, op, queries } from './kit/operation.js';
import { Finding } from './finding.contract.js';

export const ExemptionState = z
  .enum(['requested', 'approved', 'rejected', 'revoked', 'expired'])
  .meta({ id: 'ExemptionState', description: 'approved: in force until it expires.' });

const names = (what: string) => z.array(z.string().min(1).max(500)).min(1).max(100).optional().describe(what);
export const ExemptionScope = z
  .object({
    findings: names('Fingerprints.'),
    checks: names('Ids of checks.'),
    vulnerabilities: names('Any id of a flaw.'),
    components: names('Package URLs; without a version: every version.'),
    targets: z.array(Id).min(1).max(100).optional().describe('Ids of targets.'),
  })
  .meta({
    id: 'ExemptionScope',
    description: 'What it covers: all that are given must match; within one, any value does.',
  });
export interface ExemptionScope extends z.output<typeof ExemptionScope> {}

export const Exemption = z
  .object({
    id: Id,
    state: ExemptionState,
    scope: ExemptionScope,
    reason: z.string().min(10).max(2000).describe('Why the risk is accepted.'),
    expiresAt: DateTime.describe('It ends by itself then.'),
    requestedBy: z.string(),
    requestedAt: DateTime,
    decidedBy: z.string().nullable(),
    decidedAt: DateTime.nullable(),
    comment: z.string().nullable().describe('Of the last decision.'),
  })
  .meta({ id: 'Exemption', description: 'An approved, scoped, expiring waiver of findings.' });
export interface Exemption extends z.output<typeof Exemption> {}

export const RequestExemption = z
  .strictObject({
    scope: z
      .strictObject(ExemptionScope.shape)
      .meta({ id: 'ExemptionScopeInput' })
      .refine((scope) => scope.findings ?? scope.checks ?? scope.vulnerabilities ?? scope.components, {
        message: 'name at least one finding, check, vulnerability or component',
      }),
    reason: Exemption.shape.reason,
    expiresAt: Exemption.shape.expiresAt,
  })
  .meta({ id: 'RequestExemptionInput' });
export interface RequestExemption extends z.output<typeof RequestExemption> {}

export const DecideExemption = z
  .strictObject({ comment: z.string().min(1).max(2000).nullable().default(null) })
  .meta({ id: 'DecideExemptionInput' });
export interface DecideExemption extends z.output<typeof DecideExemption> {}

export const ExemptionFilter = z
  .object({ state: many(ExemptionState).optional(), targetId: Id.optional() })
  .meta({ id: 'ExemptionFilter' });
export const ExemptionQuery = z.strictObject({ ...ExemptionFilter.shape, ...PageArgs.shape });
export interface ExemptionQuery extends z.output<typeof ExemptionQuery> {}

const decision = z.object({ id: Id, input: DecideExemption.default({ comment: null }) });
export const exemptionGraphql = {
  ...queries({
    exemption: op('read', 'One exemption.', z.object({ id: Id }), Exemption.nullable()),
    exemptions: op(
      'read',
      'Exemptions, newest first.',
      z.object({ filter: ExemptionFilter.optional(), ...PageArgs.shape }),
      connection(Exemption),
    ),
  }),
  ...mutations({
    requestExemption: op(
      'exemption:request',
      'Ask for an exemption.',
      z.object({ input: RequestExemption }),
      Exemption,
    ),
    approveExemption: op('exemption:decide', 'Approve; never by who asked.', decision, Exemption),
    rejectExemption: op('exemption:decide', 'Reject.', decision, Exemption),
    revokeExemption: op('exemption:decide', 'End it now.', decision, Exemption),
  }),
  findingExemption: fieldsOf(Finding, {
    coveredBy: op('read', 'The exemption that covers it now.', z.object({}), Exemption.nullable()),
  }).coveredBy,
};
