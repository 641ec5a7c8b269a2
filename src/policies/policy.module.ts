import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BindingRulesModule } from '../bindings/binding-rules.module.js';
import { PolicyDrafts } from './policy-drafts.service.js';
import { PolicyHistoryService } from './policy-history.service.js';
import { PreviewRecordsModule } from '../previews/preview-records.module.js';
import { PublishRules } from './publish-rules.service.js';
import { PolicyService } from './policy.service.js';

@Module({
  imports: [AuditModule, BindingRulesModule, PreviewRecordsModule],
  providers: [PolicyDrafts, PolicyHistoryService, PolicyService, PublishRules],
  exports: [PolicyDrafts, PolicyHistoryService, PolicyService],
})
export class PolicyModule {}
