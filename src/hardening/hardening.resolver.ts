import { Resolver } from '@nestjs/graphql';
import { hardeningGraphql as api } from '../contracts/hardening.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { HardeningService } from './hardening.service.js';

@Resolver()
export class HardeningResolver {
  constructor(private readonly hardening: HardeningService) {}

  @Handles(api.hardening)
  async harden({ input }: Args<typeof api.hardening>) {
    return this.hardening.harden(input);
  }
}
