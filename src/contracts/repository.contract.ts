import { z } from 'zod';
import { fieldsOf, op, queries } from './kit/operation.js';
import { connection, many, PageArgs } from './kit/schema.js';
import { Decision, Target } from './target.contract.js';

export const Repository = z
  .object({
    name: z.string().describe('With its registry: `registry.example:5000/team/app`.'),
    imageCount: z.int32().describe('Images that were seen in it.'),
  })
  .meta({ id: 'Repository', description: 'Where images were seen, by their names without tag and digest.' });
export interface Repository extends z.output<typeof Repository> {}

export const DecisionCount = z
  .object({ decision: Decision, count: z.int32() })
  .meta({ id: 'DecisionCount', description: 'How many images there is this decision on.' });
export interface DecisionCount extends z.output<typeof DecisionCount> {}

const RepositoryFilter = z
  .object({ prefix: z.string().max(500).optional().describe('What its name begins with.') })
  .meta({ id: 'RepositoryFilter' });
export const RepositoryQuery = z.strictObject({ ...RepositoryFilter.shape, ...PageArgs.shape });
export interface RepositoryQuery extends z.output<typeof RepositoryQuery> {}

const RepositoryImages = z.object({
  decision: many(Decision).optional().describe('Only those with one of these.'),
  ...PageArgs.shape,
});
export interface RepositoryImages extends z.output<typeof RepositoryImages> {}

const ofRepository = fieldsOf(Repository, {
  images: op('read', 'Its images, newest first.', RepositoryImages, connection(Target)),
  decisions: op('read', 'How many of its images may run.', z.object({}), z.array(DecisionCount)),
});
export const repositoryGraphql = {
  ...queries({
    repositories: op(
      'read',
      'Repositories, by name.',
      z.object({ filter: RepositoryFilter.optional(), ...PageArgs.shape }),
      connection(Repository),
    ),
    repository: op('read', 'One repository.', z.object({ name: z.string().max(500) }), Repository.nullable()),
  }),
  repositoryImages: ofRepository.images,
  repositoryDecisions: ofRepository.decisions,
};
