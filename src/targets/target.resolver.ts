import { Resolver } from '@nestjs/graphql';
import { componentGraphql } from '../contracts/component.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import { targetGraphql as api, type Target } from '../contracts/target.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { AppError } from '../platform/errors/app-error.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { Unsettled, type NoteUnsettled } from '../platform/http/unsettled.js';
import { SettlingService } from '../verdicts/settling.service.js';
import { TargetLabelService } from './target-labels.service.js';
import { TargetService } from './target.service.js';

@Resolver()
export class TargetResolver {
  constructor(
    private readonly targets: TargetService,
    private readonly settling: SettlingService,
    private readonly labels: TargetLabelService,
  ) {}

  @Handles(api.target)
  async find({ id }: Args<typeof api.target>) {
    return this.targets.find(id);
  }

  @Handles(api.targets)
  async list({ filter, ...page }: Args<typeof api.targets>, @Unsettled() note: NoteUnsettled) {
    const read = () => this.targets.list({ ...filter, ...page });
    return toConnection(await this.settling.read(read, ({ rows }) => rows.map(({ id }) => id), note));
  }

  @Handles(api.labelTarget)
  async label({ id, input }: Args<typeof api.labelTarget>, @CurrentActor() actor: Actor) {
    return this.labels.label(actor, id, input);
  }

  @Handles(componentGraphql.components)
  async components(
    target: Target,
    { filter, ...page }: Args<typeof componentGraphql.components>,
    @Loaders() loaders: Loaders,
  ) {
    const query = { ...filter, ...page };
    const load = (ids: readonly string[]) => this.targets.listComponentsOfMany(ids, query);
    const slice = await loaders.with('components', query, load).load(target.id);
    if (!slice) throw new AppError('not-found', `There is no target ${target.id}.`);
    return toConnection(slice);
  }
}
