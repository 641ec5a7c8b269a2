import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { EventModule } from '../events/event.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { TargetModule } from '../targets/target.module.js';
import { ExemptionEndsService } from './exemption-ends.service.js';
import { ExemptionRulesService } from './exemption-rules.service.js';

@Module({
  imports: [AuditModule, EventModule, FindingModule, TargetModule],
  providers: [ExemptionEndsService, ExemptionRulesService],
  exports: [ExemptionEndsService, ExemptionRulesService],
})
export class ExemptionRulesModule {}
