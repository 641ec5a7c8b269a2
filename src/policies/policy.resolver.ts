import { Resolver } from '@nestjs/graphql';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import { policyGraphql as api, type Policy } from '../contracts/policy.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { PolicyService } from './policy.service.js';

@Resolver()
export class PolicyResolver {
  constructor(private readonly policies: PolicyService) {}

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
}
