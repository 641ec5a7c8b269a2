import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { PolicyModule } from '../policies/policy.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { ExemptionService } from './exemption.service.js';

@Module({
  imports: [AuditModule, FindingModule, PolicyModule, TargetModule, VerdictModule],
  providers: [ExemptionService],
  exports: [ExemptionService],
})
export class ExemptionModule {}
