import { Resolver } from '@nestjs/graphql';
import type { Args } from '../contracts/kit/operation.js';
import { trendGraphql as api } from '../contracts/trend.contract.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { TrendService } from './trend.service.js';

@Resolver()
export class TrendResolver {
  constructor(private readonly trends: TrendService) {}

  @Handles(api.trends)
  async list(query: Args<typeof api.trends>) {
    return this.trends.trends(query);
  }
}
