import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Exemption } from '../contracts/exemption.contract.js';
import {
  approversNeeded,
  isBroadScope,
  longestDays,
  missingParts,
  rolesNeeded,
} from '../engine/policy/exemption-limits.js';
import { justificationFault } from '../engine/policy/exemption-kind.js';
import type { ExemptionSubject } from '../engine/policy/exemption-rule.js';
import type { Actor } from '../platform/auth/actor.js';
import { AppError } from '../platform/errors/app-error.js';
import { PolicyService } from '../policies/policy.service.js';

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

/** What the policy in force wants of whoever approves. */
export interface Approvers {
  readonly needed: number;
  /** Of each list whoever approves has one. */
  readonly roles: readonly (readonly string[])[];
}

/** Holds exemptions against the rules of the policy in force. */
@Injectable()
export class ExemptionPolicyService {
  constructor(private readonly policies: PolicyService) {}

  /**
   * @param covered what it covers now
   * @param isAttached whether anything is attached; what is asked for cannot have it yet
   * @throws AppError `invalid`, with the field and the rule
   */
  async hold(
    manager: EntityManager,
    request: Request,
    covered: readonly ExemptionSubject[],
    now: Date,
    isAttached = true,
  ): Promise<Approvers> {
    const { name, document } = await this.policies.resolve(null, manager);
    const rules = document.exemptions;
    const severities = [...new Set(covered.map(({ severity }) => severity))];
    refuseBadEnd(request.expiresAt, longestDays(rules, severities), name, now);
    const { kind, justification, category, ticket, compensatingControl } = request;
    const fault = justificationFault(kind, justification);
    if (fault !== null) refuse('justification', fault);
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

  /** @throws AppError `forbidden` */
  refuseRoles({ roles }: Approvers, actor: Actor): void {
    const lacking = roles.find((wanted) => !actor.roles.some((role) => wanted.includes(role)));
    if (!lacking) return;
    throw new AppError('forbidden', `The policy has this exemption approved by: ${lacking.join(' or ')}.`);
  }
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
