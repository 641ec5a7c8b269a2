import { Resolver } from '@nestjs/graphql';
import { fixGraphql as api } from '../contracts/fix.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { FixService } from './fix.service.js';

@Resolver()
export class FixResolver {
  constructor(private readonly fixes: FixService) {}

  @Handles(api.fixes)
  async fix({ input }: Args<typeof api.fixes>) {
    return this.fixes.fix(input);
  }
}
