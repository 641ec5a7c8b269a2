import { Module } from '@nestjs/common';
import { AdvisoryModule } from '../advisories/advisory.module.js';
import { PreviewRecordsModule } from '../previews/preview-records.module.js';
import { ScanModule } from '../scans/scan.module.js';
import { HousekeepingHandler } from './housekeeping.handler.js';

@Module({
  imports: [AdvisoryModule, PreviewRecordsModule, ScanModule],
  providers: [HousekeepingHandler],
  exports: [HousekeepingHandler],
})
export class HousekeepingModule {}
