import { Module } from '@nestjs/common';
import { ScanRecords } from './scan-records.service.js';

@Module({ providers: [ScanRecords], exports: [ScanRecords] })
export class ScanRecordsModule {}
