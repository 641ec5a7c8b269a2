import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { TargetModule } from '../targets/target.module.js';
import { AdvisoryDatabaseModule } from './advisory-database.module.js';
import { AdvisoryService } from './advisory.service.js';
import { AdvisoryStore } from './advisory-store.service.js';
import { ImporterService } from './importer.service.js';
import { ImportHandler } from './import.handler.js';
import { ImportIntake } from './import-intake.service.js';
import { ImportRecords } from './import-records.service.js';

@Module({
  imports: [AuditModule, MatchingModule, TargetModule, AdvisoryDatabaseModule],
  providers: [AdvisoryService, AdvisoryStore, ImporterService, ImportHandler, ImportIntake, ImportRecords],
  exports: [AdvisoryService, ImportHandler, ImportIntake, ImportRecords],
})
export class AdvisoryModule {}
