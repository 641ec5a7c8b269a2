import { Module } from '@nestjs/common';
import { AdvisoryModule } from '../advisories/advisory.module.js';
import { ReceiptModule } from '../receipts/receipt.module.js';
import { ScanModule } from '../scans/scan.module.js';
import { HousekeepingHandler } from './housekeeping.handler.js';

@Module({
  imports: [AdvisoryModule, ReceiptModule, ScanModule],
  providers: [HousekeepingHandler],
  exports: [HousekeepingHandler],
})
export class HousekeepingModule {}
