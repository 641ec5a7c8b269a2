import { Resolver } from '@nestjs/graphql';
import { checkGraphql as api } from '../contracts/check.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { CheckService } from './check.service.js';

@Resolver()
export class CheckResolver {
  constructor(private readonly checks: CheckService) {}

  @Handles(api.checks)
  async list(query: Args<typeof api.checks>) {
    return this.checks.list(query);
  }

  @Handles(api.check)
  async find({ id }: Args<typeof api.check>) {
    return this.checks.find(id);
  }
}
