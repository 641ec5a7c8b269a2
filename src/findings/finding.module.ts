import { Module } from '@nestjs/common';
import { AdvisoryDatabaseModule } from '../advisories/advisory-database.module.js';
import { TargetModule } from '../targets/target.module.js';
import { FindingService } from './finding.service.js';

@Module({
  imports: [AdvisoryDatabaseModule, TargetModule],
  providers: [FindingService],
  exports: [FindingService],
})
export class FindingModule {}
