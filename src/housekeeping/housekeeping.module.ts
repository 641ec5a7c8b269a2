import { Module } from '@nestjs/common';
import { AdvisoryModule } from '../advisories/advisory.module.js';
import { ScanModule } from '../scans/scan.module.js';
import { HousekeepingHandler } from './housekeeping.handler.js';

@Module({
  imports: [AdvisoryModule, ScanModule],
  providers: [HousekeepingHandler],
  exports: [HousekeepingHandler],
})
export class HousekeepingModule {}
