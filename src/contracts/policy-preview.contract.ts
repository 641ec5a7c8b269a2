import { z } from 'zod';
import { findingChangeKinds } from '../engine/policy/compare-judgements.js';
import { BindingSelectors, ChosenTargets } from './binding.contract.js';
import { Severity } from './check.contract.js';
import { ExemptionEndCode } from './exemption-parts.contract.js';
import { FindingKind } from './finding.contract.js';
import { Localized } from './kit/localized.js';
import { fieldsOf, mutations, op, queries, subscriptions } from './kit/operation.js';
import { connection, DateTime, Id, PageArgs } from './kit/schema.js';
import { PolicyName } from './policy.contract.js';
import { BindingMode, Decision, Target } from './target.contract.js';
import { LabelField } from './label.contract.js';
import { Reason } from './reason.contract.js';

export const PreviewPolicy = z
  .strictObject({
    text: z.string().min(1).max(262_144).optional().describe('A policy document (YAML).'),
    version: z.int32().min(1).optional().describe('A published version, as a rollback would bring it back.'),
    selectors: ChosenTargets.optional().describe(
      'Targets that are judged as if a binding, before all others and in mode enforce, gave them the policy: `{}` is every target. Absent: only those that bindings give it.',
    ),
  })
  .refine(
    ({ text, version }) => text === undefined || version === undefined,
    'give a text or a version, not both',
  )
  .meta({
    id: 'PreviewPolicyInput',
    description: 'What is to be previewed; nothing: the draft that is stored.',
  });
export interface PreviewPolicy extends z.output<typeof PreviewPolicy> {}

export const PreviewState = z
  .enum(['queued', 'running', 'succeeded', 'failed'])
  .meta({ id: 'PreviewState', description: 'Where a preview stands.' });

export const FindingChangeKind = z.enum(findingChangeKinds).meta({
  id: 'FindingChangeKind',
  description:
    'A finding appears or vanishes, an exemption ceases or begins to cover it, or it gets another severity or result.',
});

const count = z.int32().min(0);
export const PolicyPreview = z
  .object({
    id: Id,
    policy: PolicyName,
    hash: z.string().describe('sha256 of the content that is previewed.'),
    source: z.string().describe('`draft`, `text` or `version <n>`.'),
    selectors: BindingSelectors.nullable().describe(
      'Targets that are judged as if they were bound to it; null: none but those that are.',
    ),
    state: PreviewState,
    done: count.describe('Targets judged so far.'),
    total: count.nullable().describe('Targets to judge; null: not counted yet.'),
    flips: count.describe('Targets whose decision becomes another one, as callers act on it.'),
    judgedFlips: count.describe(
      'Targets of which the policy says something else, whatever their mode makes of it.',
    ),
    turns: z
      .array(z.object({ from: Decision, to: Decision, targets: count }).meta({ id: 'PreviewTurn' }))
      .describe('Flips by what becomes of what, the most first.'),
    findings: z
      .object({ appears: count, vanishes: count, uncovered: count, covered: count, changed: count })
      .meta({ id: 'PreviewFindingCounts' }),
    names: z
      .array(
        z
          .object({
            change: FindingChangeKind,
            kind: FindingKind,
            name: z.string().describe('Id of the check, or what people call the flaw.'),
            count: count,
            targets: count,
          })
          .meta({ id: 'PreviewName' }),
      )
      .describe('Findings that change, by check and flaw, the most first; no more than 500.'),
    owners: z
      .array(
        z
          .object({
            owner: z.string().nullable().describe('Null: targets of nobody.'),
            targets: count,
            flips: count,
            appears: count,
            vanishes: count,
          })
          .meta({ id: 'PreviewOwner' }),
      )
      .describe('The most flips first; no more than 1,000.'),
    exemptions: z
      .array(
        z
          .object({
            exemption: Id,
            effect: z.enum(['unused', 'refused', 'ended']).meta({
              id: 'PreviewExemptionEffect',
              description: 'It covers nothing any more; the policy refuses it on some findings; it ends.',
            }),
            before: count.describe('Findings it covers now, on the targets that were judged.'),
            after: count,
            code: ExemptionEndCode.nullable().describe('Why it ends.'),
            reason: Localized.nullable(),
          })
          .meta({ id: 'PreviewExemption' }),
      )
      .describe('Empty until it succeeded.'),
    error: z.object({ code: z.string(), message: z.string() }).meta({ id: 'PreviewError' }).nullable(),
    requestedBy: z.string(),
    createdAt: DateTime,
    finishedAt: DateTime.nullable(),
  })
  .meta({
    id: 'PolicyPreview',
    description: 'What a document would do to every target that it would judge.',
  });
export interface PolicyPreview extends z.output<typeof PolicyPreview> {}

export const PreviewedTarget = z
  .object({
    targetId: Id,
    name: z.string().describe('The first name it was seen under, or its digest.'),
    owner: z.string().nullable(),
    binding: z.string().nullable(),
    mode: BindingMode,
    from: Decision,
    to: Decision,
    judgedFrom: Decision.describe('Before the mode.'),
    judgedTo: Decision,
    reasons: z.array(Reason).describe('Of the new decision; the first ones.'),
  })
  .meta({ id: 'PreviewedTarget', description: 'A target of which the document says something else.' });
export interface PreviewedTarget extends z.output<typeof PreviewedTarget> {}

export const PreviewedFinding = z
  .object({
    targetId: Id,
    owner: z.string().nullable(),
    change: FindingChangeKind,
    fingerprint: z.string(),
    kind: FindingKind,
    name: z.string(),
    component: z.string().nullable().describe('Name and version; null for checks.'),
    severity: Severity,
  })
  .meta({
    id: 'PreviewedFinding',
    description: 'A finding that changes; of very many only the first are kept.',
  });
export interface PreviewedFinding extends z.output<typeof PreviewedFinding> {}

export const PreviewQuery = z.strictObject({
  policy: PolicyName.optional(),
  state: PreviewState.optional(),
  ...PageArgs.shape,
});
export interface PreviewQuery extends z.output<typeof PreviewQuery> {}

export const PreviewedTargetQuery = z.strictObject({ owner: LabelField.optional(), ...PageArgs.shape });
export interface PreviewedTargetQuery extends z.output<typeof PreviewedTargetQuery> {}
export const PreviewedFindingQuery = z.strictObject({
  owner: LabelField.optional(),
  change: FindingChangeKind.optional(),
  name: z.string().max(500).optional(),
  ...PageArgs.shape,
});
export interface PreviewedFindingQuery extends z.output<typeof PreviewedFindingQuery> {}

const byId = z.object({ id: Id });
const target = op('read', 'What is judged; null: it is not there any more.', z.object({}), Target.nullable());
export const policyPreviewGraphql = {
  ...queries({
    policyPreview: op('read', 'One preview: progress, totals, by owner.', byId, PolicyPreview.nullable()),
    policyPreviews: op('read', 'Previews, newest first.', PreviewQuery, connection(PolicyPreview)),
    previewedTargets: op(
      'read',
      'Targets of which the document of a preview says something else.',
      byId.extend(PreviewedTargetQuery.shape),
      connection(PreviewedTarget),
    ),
    previewedFindings: op(
      'read',
      'Findings that the document of a preview changes.',
      byId.extend(PreviewedFindingQuery.shape),
      connection(PreviewedFinding),
    ),
  }),
  ...mutations({
    previewPolicy: op(
      'policy:write',
      'Find out what a document would do to everything stored; follow it with `policyPreviewChanged`.',
      z.object({ name: PolicyName, input: PreviewPolicy }),
      PolicyPreview,
    ),
  }),
  ...subscriptions({
    policyPreviewChanged: op(
      'read',
      'Each step of a preview, from where it stands to its end.',
      byId,
      PolicyPreview,
    ),
  }),
  previewedTargetTarget: fieldsOf(PreviewedTarget, { target }).target,
  previewedFindingTarget: fieldsOf(PreviewedFinding, { target }).target,
};
