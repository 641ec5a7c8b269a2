import { Module } from '@nestjs/common';
import { AdvisoryDatabaseModule } from '../advisories/advisory-database.module.js';
import { TargetModule } from '../targets/target.module.js';
import { FindingContents } from './finding-contents.service.js';
import { FindingService } from './finding.service.js';
import { ScopedFindings } from './scoped-findings.service.js';

@Module({
  imports: [AdvisoryDatabaseModule, TargetModule],
  providers: [FindingContents, FindingService, ScopedFindings],
  exports: [FindingContents, FindingService, ScopedFindings],
})
export class FindingModule {}
