import { Module } from '@nestjs/common';
import { ExemptionModule } from '../exemptions/exemption.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { DecisionReportResolver } from './decision-report.resolver.js';
import { DecisionReportService } from './decision-report.service.js';
import { ExemptionExportController } from './exemption-export.controller.js';
import { ReportController } from './report.controller.js';
import { ReportService } from './report.service.js';

@Module({
  imports: [ExemptionModule, FindingModule, TargetModule, VerdictModule],
  controllers: [ExemptionExportController, ReportController],
  providers: [DecisionReportResolver, DecisionReportService, ReportService],
})
export class ReportApiModule {}
