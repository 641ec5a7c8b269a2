import { z } from 'zod';
import { severities } from '../model/severity.js';

const days = z.int().min(1).max(3650);
const approvers = z.int().min(1).max(5);
/** As the service's keys have them. */
const deciders = z.enum(['approver', 'admin']);
/** One value for all, or one for each severity; severities that are not named have no rule of their own. */
const bySeverity = <S extends z.ZodType>(value: S) =>
  z.strictObject(
    Object.fromEntries(severities.map((severity) => [severity, value.optional()])) as Record<
      (typeof severities)[number],
      z.ZodOptional<S>
    >,
  );

/** What a request must carry beside its reason, as a policy names it. */
export const requirable = ['category', 'ticket', 'compensating_control', 'attachment'] as const;

/** What a policy says of exemptions. */
export const exemptionRules = z.strictObject({
  max_days: z
    .union([days, bySeverity(days)])
    .optional()
    .describe(
      'Longest life of an exemption when it is approved; one for all, or by the worst severity it covers.',
    ),
  approvers: z
    .union([approvers, bySeverity(approvers)])
    .optional()
    .describe(
      'How many different keys must approve; one for all, or by the worst severity it covers. Default: one.',
    ),
  approver_roles: bySeverity(z.array(deciders).min(1))
    .optional()
    .describe('Roles one of which whoever approves must have, by the worst severity it covers.'),
  reasons: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,49}$/, 'expected kebab-case, such as "false-positive"'))
    .min(1)
    .max(50)
    .optional()
    .describe('Categories of reasons; when they are named, each request names one of them.'),
  require: z
    .array(z.enum(requirable))
    .default([])
    .describe('What each request must carry; an attachment is there when it is approved.'),
  never: z.array(z.enum(severities)).default([]).describe('Severities that cannot be waived.'),
  end_when: z
    .strictObject({
      fix_released: z.boolean().optional().describe('A version with the fix of a covered flaw is released.'),
      known_exploited: z.boolean().optional().describe("A covered flaw enters CISA's catalogue."),
      epss_min: z.number().min(0).max(1).optional().describe('The EPSS of a covered flaw reaches this.'),
      severity_rises: z
        .boolean()
        .optional()
        .describe('Something covered is more severe than at the approval.'),
      finding_gone: z.boolean().optional().describe('Nothing that it covers is found any more.'),
    })
    .default({})
    .describe('What ends every exemption, whatever it chooses itself.'),
  broad: z
    .enum(['allow', 'refuse', 'admin'])
    .default('allow')
    .describe(
      'What happens to a scope that narrows down neither what nor where: nothing, refusal, or an admin approves.',
    ),
});
export type ExemptionRules = z.output<typeof exemptionRules>;
