import { z } from 'zod';
import { targetKinds } from '../engine/model/facts.js';
import { decisions } from '../engine/model/verdict.js';
import { bindingModes } from '../engine/policy/binding.js';
import { BigCount, connection, DateTime, Digest, Id, many, PageArgs } from './kit/schema.js';
import { mutations, op, queries } from './kit/operation.js';
import { LabelChanges, LabelField, LabelMatches, Labels } from './label.contract.js';

export const Decision = z.enum(decisions).meta({
  id: 'Decision',
  description: 'May it run: allow, deny, pending (a scan is under way) or unknown.',
});
export const TargetKind = z.enum(targetKinds).meta({
  id: 'TargetKind',
  description:
    'An image, a folder of sources by its lock files, a bill of materials (SBOM), a document that defines workloads, a Dockerfile, a host, or what docker-bench-security said of one.',
});

export const BindingMode = z.enum(bindingModes).meta({
  id: 'BindingMode',
  description:
    'What a deny or an unknown does: enforce: it counts; warn: it is allowed with a warning; dry-run: it is only noted.',
});

export const BaseImage = z
  .object({
    targetId: Id,
    digest: z.string(),
    references: z.array(z.string()),
    layerCount: z.int32().describe('Layers that both have.'),
  })
  .meta({ id: 'BaseImage', description: 'The known image that an image stands on, by its layers.' });

export const Target = z
  .object({
    id: Id,
    kind: TargetKind,
    digest: z
      .string()
      .describe(
        'Of an image: of the manifest, or of the config where there is no manifest. Else over what was observed.',
      ),
    imageId: z.string().nullable().describe('Digest of the image config; null: it is no image.'),
    references: z.array(z.string()).describe('Names it was seen under.'),
    labels: Labels.describe('Those that were set, and those that an image brings; what is set counts first.'),
    owner: z.string().nullable().describe('The team that answers for it: the label `owner`.'),
    environment: z.string().nullable().describe('Where it runs: the label `environment`.'),
    platform: z.string().nullable().describe('os/architecture[/variant]; null: it is no image.'),
    distribution: z.string().nullable().describe('As its os-release names it; null: none.'),
    sizeBytes: BigCount.nullable().describe(
      'Bytes of its regular files, or of its lock files; null: an SBOM.',
    ),
    base: BaseImage.nullable().describe('Null: no image that it stands on was ever scanned.'),
    componentCount: z.int32().describe('Packages found.'),
    isComplete: z.boolean().describe('False: some files could not be read; see the problems.'),
    problems: z.array(z.string()).describe('What could not be read.'),
    decision: Decision.describe('Under the policy in force for it.'),
    createdAt: DateTime,
    scannedAt: DateTime,
  })
  .meta({ id: 'Target', description: 'What is judged.' });
export interface Target extends z.output<typeof Target> {}

export const TargetFilter = z
  .object({
    kind: many(TargetKind).optional(),
    decision: many(Decision).optional(),
    reference: z.string().max(500).optional().describe('A name it was seen under, exactly.'),
    repository: z.string().max(500).optional().describe('A repository it was seen in, exactly.'),
    label: LabelMatches.optional().describe('All of these labels: `name=value`, or a name with any value.'),
    owner: many(LabelField).optional().describe('Teams that answer for it.'),
    environment: many(LabelField).optional().describe('Where it runs.'),
  })
  .meta({ id: 'TargetFilter' });
export const TargetQuery = z.strictObject({ ...TargetFilter.shape, ...PageArgs.shape });
export interface TargetQuery extends z.output<typeof TargetQuery> {}

/** Digest of a manifest or of an image config. */
export const ImageDigest = Digest.describe('Digest of a manifest or an image config.');

export const LabelTarget = z
  .strictObject({
    labels: LabelChanges.optional().describe('Labels to set; null takes one away. Others stay as they are.'),
    owner: LabelField.nullable().optional().describe('The label `owner`; null takes it away.'),
    environment: LabelField.nullable().optional().describe('The label `environment`; null takes it away.'),
  })
  .meta({ id: 'LabelTargetInput', description: 'What is said of a target.' });
export interface LabelTarget extends z.output<typeof LabelTarget> {}

const found = queries({
  target: op('read', 'One target.', z.object({ id: Id }), Target.nullable()),
  targets: op(
    'read',
    'Targets, newest first.',
    z.object({ filter: TargetFilter.optional(), ...PageArgs.shape }),
    connection(Target),
  ),
});
export const targetGraphql = {
  ...found,
  ...mutations({
    labelTarget: op(
      'target:label',
      'Set labels of a target, or take them away.',
      z.object({ id: Id, input: LabelTarget }),
      Target,
    ),
  }),
};
