import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Assignments } from '../bindings/assignments.service.js';
import type { Exemption } from '../contracts/exemption.contract.js';
import type { Severity } from '../engine/model/severity.js';
import {
  approversNeeded,
  isBroadScope,
  longestDays,
  missingParts,
  rolesNeeded,
} from '../engine/policy/exemption-limits.js';
import { justificationFault } from '../engine/policy/exemption-kind.js';
import type { Actor } from '../platform/auth/actor.js';
import { AppError } from '../platform/errors/app-error.js';
import type { ScopedFinding } from '../findings/scoped-findings.service.js';
import type { JudgingPolicy } from '../policies/judging-policy.js';

const day = 86_400_000;
/** The fields of a request, by what a policy calls them. */
const fields = {
  category: 'category',
  ticket: 'ticket',
  compensating_control: 'compensatingControl',
  attachment: 'attachments',
} as const;

/** What is asked for. */
type Request = Pick<
  Exemption,
  'scope' | 'kind' | 'justification' | 'expiresAt' | 'category' | 'ticket' | 'compensatingControl'
>;

/** What the policies want of whoever approves. */
export interface Approvers {
  readonly needed: number;
  /** Of each list whoever approves has one. */
  readonly roles: readonly (readonly string[])[];
}

/** Holds exemptions against the rules of the policies that judge what they cover. */
@Injectable()
export class ExemptionPolicyService {
  constructor(private readonly assignments: Assignments) {}

  /**
   * Against the rules of every policy that judges a target it covers something on; where it covers nothing yet, of those
   * that judge the targets it names, or of the standard one.
   * @param covered what it covers now
   * @param isAttached whether anything is attached; what is asked for cannot have it yet
   * @throws AppError `invalid`, with the field and the rule
   */
  async hold(
    manager: EntityManager,
    request: Request,
    covered: readonly ScopedFinding[],
    now: Date,
    isAttached = true,
  ): Promise<Approvers> {
    const fault = justificationFault(request.kind, request.justification);
    if (fault !== null) refuse('justification', fault);
    const asked = { ...request, isAttached };
    const judged = [...new Set(covered.map(({ row }) => row.target_id))];
    const targetIds = judged.length > 0 ? judged : (request.scope.targets ?? []);
    const groups = await this.assignments.policiesOf(manager, targetIds);
    if (groups.length === 0) return held(asked, await this.assignments.standard(manager), [], now);
    const all = groups.map(({ policy, targetIds: ids }) =>
      held(
        asked,
        policy,
        covered.filter(({ row }) => ids.has(row.target_id)).map(({ subject }) => subject.severity),
        now,
      ),
    );
    return { needed: Math.max(...all.map(({ needed }) => needed)), roles: all.flatMap(({ roles }) => roles) };
  }

  /** @throws AppError `forbidden` */
  refuseRoles({ roles }: Approvers, actor: Actor): void {
    const lacking = roles.find((wanted) => !actor.roles.some((role) => wanted.includes(role)));
    if (!lacking) return;
    throw new AppError('forbidden', `The policy has this exemption approved by: ${lacking.join(' or ')}.`);
  }
}

/**
 * Against the rules of one policy.
 * @param covered severities of what it covers on the targets of this policy
 */
function held(
  request: Request & { readonly isAttached: boolean },
  { name, document }: JudgingPolicy,
  covered: readonly Severity[],
  now: Date,
): Approvers {
  const rules = document.exemptions;
  const severities = [...new Set(covered)];
  refuseBadEnd(request.expiresAt, longestDays(rules, severities), name, now);
  const { category, ticket, compensatingControl, isAttached } = request;
  const given = {
    category,
    ticket,
    compensating_control: compensatingControl,
    attachment: isAttached ? 'attached' : null,
  };
  for (const part of missingParts(rules, given)) refuse(fields[part], `policy "${name}" requires it`);
  if (rules.reasons && category !== null && !rules.reasons.includes(category))
    refuse('category', `policy "${name}" knows ${rules.reasons.join(', ')}`);
  const isBroad = isBroadScope(request.scope);
  if (isBroad && rules.broad === 'refuse')
    refuse(
      'scope',
      `policy "${name}" refuses a scope that narrows down neither what nor where; name targets, repositories, a version or a flaw`,
    );
  return { needed: approversNeeded(rules, severities), roles: rolesNeeded(rules, severities, isBroad) };
}

function refuseBadEnd(expiresAt: Date, longest: number | null, policy: string, now: Date): void {
  if (expiresAt <= now) refuse('expiresAt', 'the time has passed');
  if (longest !== null && expiresAt.getTime() > now.getTime() + longest * day)
    refuse('expiresAt', `policy "${policy}" allows at most ${longest} days`);
}

function refuse(path: string, detail: string): never {
  throw new AppError('invalid', `The exemption cannot be so: ${path}: ${detail}.`, {
    errors: [{ in: 'body', path, detail }],
  });
}
