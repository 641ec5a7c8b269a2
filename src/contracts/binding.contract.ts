import { z } from 'zod';
import { bindingOutcomes } from '../engine/policy/explain-binding.js';
import { policyReference } from '../engine/policy/policy-reference.js';
import { DateTime, Id } from './kit/schema.js';
import { Localized } from './kit/localized.js';
import { fieldsOf, op, queries } from './kit/operation.js';
import { LabelField, Labels } from './label.contract.js';
import { BindingMode, Target, TargetKind } from './target.contract.js';

export const BindingName = z
  .string()
  .regex(/^[a-z][a-z0-9.-]{0,99}$/, 'expected kebab-case: lower-case letters, digits, dots and hyphens')
  .refine((name) => name !== 'resolve', '"resolve" is no name of a binding');

export const PolicyInUse = z
  .string()
  .max(110)
  .refine((text) => policyReference(text) !== null, 'expected a policy name, or name@version');

const few = <S extends z.ZodType>(item: S) => z.array(item).min(1).max(100).optional();
const selectorShape = {
  repositories: few(z.string().min(1).max(500)).describe(
    'Globs over the repositories that a target is referred to by: `registry.example/team/**`.',
  ),
  kinds: few(TargetKind).describe('Kinds of targets.'),
  labels: Labels.optional().describe('Labels that were set on the target: all of them.'),
  environments: few(LabelField).describe('Values of the label `environment`, as it was set.'),
};
export const BindingSelectors = z.object(selectorShape).meta({
  id: 'BindingSelectors',
  description: 'Which targets: all that are given must fit; within one any value does, but for labels.',
});

const shape = {
  policy: PolicyInUse.describe('`name`: its newest version that is not retired; or `name@version`.'),
  selectors: BindingSelectors,
  priority: z.int32().describe('The higher comes first; then the more specific one, then the name.'),
  mode: BindingMode,
};
export const Binding = z
  .object({
    name: z.string(),
    ...shape,
    author: z.string().describe('Who wrote it last.'),
    createdAt: DateTime,
    updatedAt: DateTime,
    etag: z.string().describe('Names what it is now; sent back as If-Match with the next change.'),
  })
  .meta({
    id: 'Binding',
    description: 'Says which policy judges the targets it selects, and in which mode.',
  });
export interface Binding extends z.output<typeof Binding> {}

export const ChosenTargets = z
  .strictObject(selectorShape)
  .refine(({ labels }) => !labels || Object.keys(labels).length > 0, {
    message: 'expected at least one label',
    path: ['labels'],
  })
  .meta({ id: 'BindingSelectorsInput' });

const written = {
  policy: shape.policy,
  selectors: ChosenTargets.default({}).describe('None: every target.'),
  priority: shape.priority.min(-1_000_000).max(1_000_000).default(0),
  mode: BindingMode.default('enforce'),
};
export const WriteBinding = z.strictObject(written).meta({ id: 'WriteBindingInput' });
export interface WriteBinding extends z.output<typeof WriteBinding> {}

export const CreateBinding = z
  .strictObject({ name: BindingName, ...written })
  .meta({ id: 'CreateBindingInput' });
export interface CreateBinding extends z.output<typeof CreateBinding> {}

const Explained = z
  .object({
    binding: z.string(),
    outcome: z.enum(bindingOutcomes).meta({ id: 'BindingOutcome' }),
    reason: Localized,
  })
  .meta({ id: 'BindingExplanation', description: 'What became of one binding for a target.' });

export const BindingResolution = z
  .object({
    target: z.string().describe('As it was asked for.'),
    targetId: Id.nullable().describe(
      'Null: no target of this name was scanned; it was judged by its name alone.',
    ),
    binding: z
      .string()
      .nullable()
      .describe('Null: no binding fits, so that the standard policy is enforced.'),
    mode: BindingMode,
    policy: z.string().describe('As the binding or the setting names it.'),
    version: z
      .int32()
      .nullable()
      .describe('The version that judges; null: none is in use, so that nothing is decided.'),
    explanation: z.array(Explained).describe('Every binding, in their order.'),
  })
  .meta({ id: 'BindingResolution', description: 'Which policy judges a target, in which mode, and why.' });
export interface BindingResolution extends z.output<typeof BindingResolution> {}

const asked = z
  .string()
  .min(1)
  .max(500)
  .describe('Id of a target, a digest, or a reference; of what was never scanned, a reference.');
export const ResolutionQuery = z.strictObject({ target: asked });

export const bindingGraphql = {
  ...queries({
    bindings: op('read', 'Bindings, in the order in which they count.', z.object({}), z.array(Binding)),
    bindingResolution: op(
      'read',
      'Which policy judges a target, and why.',
      z.object({ target: asked }),
      BindingResolution,
    ),
  }),
  targetBinding: fieldsOf(Target, {
    binding: op('read', 'Which policy judges it, in which mode.', z.object({}), BindingResolution),
  }).binding,
};
