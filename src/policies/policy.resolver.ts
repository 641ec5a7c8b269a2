import { Resolver } from '@nestjs/graphql';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import { policyGraphql as api, type Policy } from '../contracts/policy.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { PolicyHistoryService } from './policy-history.service.js';
import { PolicyService } from './policy.service.js';

@Resolver()
export class PolicyResolver {
  constructor(
    private readonly policies: PolicyService,
    private readonly history: PolicyHistoryService,
  ) {}

  @Handles(api.policies)
  async list() {
    return this.policies.list();
  }

  @Handles(api.policy)
  async find({ name }: Args<typeof api.policy>) {
    return this.policies.find(name);
  }

  @Handles(api.policyVersions)
  async versions(policy: Policy, page: Args<typeof api.policyVersions>, @Loaders() loaders: Loaders) {
    const load = (names: readonly string[]) => this.policies.listVersionsOfMany(names, page);
    return toConnection(await loaders.with('policy-versions', page, load).load(policy.name));
  }

  @Handles(api.publishPolicy)
  async publish({ name, input }: Args<typeof api.publishPolicy>, @CurrentActor() actor: Actor) {
    return this.policies.publish(actor, name, input);
  }

  @Handles(api.policyDiff)
  async diff({ name, from, to }: Args<typeof api.policyDiff>) {
    return this.history.diff(name, from, to);
  }

  @Handles(api.rollBackPolicy)
  async rollBack({ name, input }: Args<typeof api.rollBackPolicy>, @CurrentActor() actor: Actor) {
    return this.history.rollBack(actor, name, input);
  }

  @Handles(api.retirePolicyVersion)
  async retire({ name, version }: Args<typeof api.retirePolicyVersion>, @CurrentActor() actor: Actor) {
    return this.history.retire(actor, name, version);
  }
}
