import { z } from 'zod';
import { connection, PageArgs } from './kit/schema.js';
import { fieldsOf, op } from './kit/operation.js';
import { Target } from './target.contract.js';

export const SourcePackage = z
  .object({ name: z.string(), version: z.string() })
  .meta({ id: 'SourcePackage', description: 'What a distribution package was built from.' });

export const Component = z
  .object({
    id: z.string(),
    ecosystem: z.string().describe('OSV ecosystem with its release: Debian:12, Alpine:v3.18, npm.'),
    name: z.string(),
    version: z.string(),
    architecture: z.string().nullable(),
    purl: z.string().describe('Package URL.'),
    source: SourcePackage.nullable().describe('Null: the same as the package.'),
    licence: z.string().nullable(),
    paths: z.array(z.string()).describe('Files that say it is there.'),
    layer: z.string().nullable().describe('Diff id of the layer that brought it; null: there are no layers.'),
    isDevelopment: z.boolean().describe('Only needed to develop or to test; a lock file says so.'),
    isComparable: z.boolean().describe('False: its version has no key, so its matches are unknown.'),
  })
  .meta({ id: 'Component', description: 'A package at a version, as one target holds it.' });
export interface Component extends z.output<typeof Component> {}

export const ComponentFilter = z
  .object({
    ecosystem: z.string().max(100).optional().describe('With its release.'),
    name: z.string().max(300).optional(),
  })
  .meta({ id: 'ComponentFilter' });
export const ComponentQuery = z.strictObject({ ...ComponentFilter.shape, ...PageArgs.shape });
export interface ComponentQuery extends z.output<typeof ComponentQuery> {}

export const componentGraphql = fieldsOf(Target, {
  components: op(
    'read',
    'Packages in the target, by name.',
    z.object({ filter: ComponentFilter.optional(), ...PageArgs.shape }),
    connection(Component),
  ),
});
