import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BindingRulesModule } from '../bindings/binding-rules.module.js';
import { PolicyDrafts } from './policy-drafts.service.js';
import { PolicyHistoryService } from './policy-history.service.js';
import { PolicyService } from './policy.service.js';

@Module({
  imports: [AuditModule, BindingRulesModule],
  providers: [PolicyDrafts, PolicyHistoryService, PolicyService],
  exports: [PolicyDrafts, PolicyHistoryService, PolicyService],
})
export class PolicyModule {}
