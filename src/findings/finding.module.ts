import { Module } from '@nestjs/common';
import { AdvisoryDatabaseModule } from '../advisories/advisory-database.module.js';
import { FindingService } from './finding.service.js';

@Module({ imports: [AdvisoryDatabaseModule], providers: [FindingService], exports: [FindingService] })
export class FindingModule {}
