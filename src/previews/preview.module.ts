import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BindingModule } from '../bindings/binding.module.js';
import { ExemptionRulesModule } from '../exemptions/exemption-rules.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { PolicyModule } from '../policies/policy.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { PreviewEffects } from './preview-effects.service.js';
import { PreviewPlan } from './preview-plan.service.js';
import { PreviewRecordsModule } from './preview-records.module.js';
import { PreviewRunner } from './preview-runner.service.js';
import { PreviewStore } from './preview-store.service.js';
import { PreviewHandler } from './preview.handler.js';
import { PreviewService } from './preview.service.js';

@Module({
  imports: [
    AuditModule,
    BindingModule,
    ExemptionRulesModule,
    FindingModule,
    PolicyModule,
    PreviewRecordsModule,
    TargetModule,
    VerdictModule,
  ],
  providers: [PreviewEffects, PreviewHandler, PreviewPlan, PreviewRunner, PreviewService, PreviewStore],
  exports: [PreviewHandler, PreviewRecordsModule, PreviewService],
})
export class PreviewModule {}
