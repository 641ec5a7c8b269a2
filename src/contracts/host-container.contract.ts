import { z } from 'zod';
import { fieldsOf, op } from './kit/operation.js';
import { connection, Id, PageArgs } from './kit/schema.js';
import { Decision, Target } from './target.contract.js';

export const HostContainer = z
  .object({
    id: z.string().describe('As the engine names it.'),
    name: z.string(),
    image: z.string().nullable().describe('The image as the container names it.'),
    imageId: z.string().nullable().describe('As the engine names the image that it was made of.'),
    status: z.string().nullable().describe('running, exited and the like, as the engine tells it.'),
    imageTargetId: Id.nullable().describe(
      'The scanned image that it runs, by digest; null: none was scanned.',
    ),
    decision: Decision.nullable().describe('On that image, under the policy in force for it.'),
  })
  .meta({ id: 'HostContainer', description: 'A container of a host, as its last bundle tells.' });
export interface HostContainer extends z.output<typeof HostContainer> {}

export const HostContainerQuery = z.strictObject(PageArgs.shape);

const ofTarget = fieldsOf(Target, {
  containers: op('read', 'Of a host: its containers, by name.', PageArgs, connection(HostContainer)),
  hosts: op(
    'read',
    'Of an image: the hosts that have a container of it, newest first.',
    PageArgs,
    connection(Target),
  ),
});
export const hostContainerGraphql = {
  targetContainers: ofTarget.containers,
  targetHosts: ofTarget.hosts,
  containerImage: fieldsOf(HostContainer, {
    imageTarget: op('read', 'The scanned image that it runs.', z.object({}), Target.nullable()),
  }).imageTarget,
};
