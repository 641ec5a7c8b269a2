import { Module } from '@nestjs/common';
import { PreviewRecords } from './preview-records.service.js';

@Module({ providers: [PreviewRecords], exports: [PreviewRecords] })
export class PreviewRecordsModule {}
