import { Resolver } from '@nestjs/graphql';
import { checkGraphql as api } from '../contracts/check.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { CheckService } from './check.service.js';

@Resolver()
export class CheckResolver {
  constructor(private readonly checks: CheckService) {}

  @Handles(api.checks)
  async list() {
    return [...this.checks.list()];
  }

  @Handles(api.check)
  async find({ id }: Args<typeof api.check>) {
    return this.checks.find(id);
  }
}
