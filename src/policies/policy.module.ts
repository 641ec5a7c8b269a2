import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BindingRulesModule } from '../bindings/binding-rules.module.js';
import { EventModule } from '../events/event.module.js';
import { PreviewRecordsModule } from '../previews/preview-records.module.js';
import { PolicyDrafts } from './policy-drafts.service.js';
import { PolicyHistoryService } from './policy-history.service.js';
import { PolicyReader } from './policy-reader.service.js';
import { PolicyService } from './policy.service.js';
import { PublishRules } from './publish-rules.service.js';

@Module({
  imports: [AuditModule, BindingRulesModule, EventModule, PreviewRecordsModule],
  providers: [PolicyDrafts, PolicyHistoryService, PolicyReader, PolicyService, PublishRules],
  exports: [PolicyDrafts, PolicyHistoryService, PolicyService],
})
export class PolicyModule {}
