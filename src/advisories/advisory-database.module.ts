import { Module } from '@nestjs/common';
import { AdvisoryDatabaseService } from './advisory-database.service.js';

@Module({ providers: [AdvisoryDatabaseService], exports: [AdvisoryDatabaseService] })
export class AdvisoryDatabaseModule {}
