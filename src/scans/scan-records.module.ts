import { Module } from '@nestjs/common';
import { EventModule } from '../events/event.module.js';
import { ScanRecords } from './scan-records.service.js';

@Module({ imports: [EventModule], providers: [ScanRecords], exports: [ScanRecords] })
export class ScanRecordsModule {}
