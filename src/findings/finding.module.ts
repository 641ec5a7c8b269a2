import { Module } from '@nestjs/common';
import { AdvisoryDatabaseModule } from '../advisories/advisory-database.module.js';
import { TargetModule } from '../targets/target.module.js';
import { FindingService } from './finding.service.js';
import { ScopedFindings } from './scoped-findings.service.js';

@Module({
  imports: [AdvisoryDatabaseModule, TargetModule],
  providers: [FindingService, ScopedFindings],
  exports: [FindingService, ScopedFindings],
})
export class FindingModule {}
