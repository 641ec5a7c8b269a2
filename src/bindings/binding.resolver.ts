import { Resolver } from '@nestjs/graphql';
import { bindingGraphql as api } from '../contracts/binding.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import type { Target } from '../contracts/target.contract.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { BindingService } from './binding.service.js';

@Resolver()
export class BindingResolver {
  constructor(private readonly bindings: BindingService) {}

  @Handles(api.bindings)
  async list() {
    return this.bindings.list();
  }

  @Handles(api.bindingResolution)
  async resolve({ target }: Args<typeof api.bindingResolution>) {
    return this.bindings.resolve(target);
  }

  @Handles(api.targetBinding)
  async ofTarget(target: Target, _: Args<typeof api.targetBinding>, @Loaders() loaders: Loaders) {
    return loaders.of('binding', (ids) => this.bindings.resolveMany(ids)).load(target.id);
  }
}
