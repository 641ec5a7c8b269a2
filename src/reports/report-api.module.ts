import { Module } from '@nestjs/common';
import { ExemptionModule } from '../exemptions/exemption.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { ReportController } from './report.controller.js';
import { ReportService } from './report.service.js';

@Module({
  imports: [ExemptionModule, FindingModule, TargetModule, VerdictModule],
  controllers: [ReportController],
  providers: [ReportService],
})
export class ReportApiModule {}
