import { Module } from '@nestjs/common';
import { ExploitationService } from './exploitation.service.js';
import { AdvisoryDatabaseService } from './advisory-database.service.js';

@Module({
  providers: [AdvisoryDatabaseService, ExploitationService],
  exports: [AdvisoryDatabaseService, ExploitationService],
})
export class AdvisoryDatabaseModule {}
