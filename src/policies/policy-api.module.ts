import { Module } from '@nestjs/common';
import { PolicyController } from './policy.controller.js';
import { PolicyDraftController } from './policy-draft.controller.js';
import { PolicyModule } from './policy.module.js';
import { PolicyResolver } from './policy.resolver.js';

@Module({
  imports: [PolicyModule],
  controllers: [PolicyController, PolicyDraftController],
  providers: [PolicyResolver],
})
export class PolicyApiModule {}
