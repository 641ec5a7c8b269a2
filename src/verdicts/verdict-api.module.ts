import { Module } from '@nestjs/common';
import { PolicyModule } from '../policies/policy.module.js';
import { TrendController } from './trend.controller.js';
import { TrendResolver } from './trend.resolver.js';
import { VerdictController } from './verdict.controller.js';
import { VerdictModule } from './verdict.module.js';
import { VerdictResolver } from './verdict.resolver.js';

@Module({
  imports: [PolicyModule, VerdictModule],
  controllers: [TrendController, VerdictController],
  providers: [TrendResolver, VerdictResolver],
})
export class VerdictApiModule {}
