import { Module } from '@nestjs/common';
import { AdvisoryModule } from '../advisories/advisory.module.js';
import { EventModule } from '../events/event.module.js';
import { FindingModule } from '../findings/finding.module.js';
import { PreviewRecordsModule } from '../previews/preview-records.module.js';
import { ReceiptModule } from '../receipts/receipt.module.js';
import { ScanModule } from '../scans/scan.module.js';
import { WebhookModule } from '../webhooks/webhook.module.js';
import { HousekeepingHandler } from './housekeeping.handler.js';
import { RecordRetention } from './record-retention.service.js';

@Module({
  imports: [
    AdvisoryModule,
    EventModule,
    FindingModule,
    PreviewRecordsModule,
    ReceiptModule,
    ScanModule,
    WebhookModule,
  ],
  providers: [HousekeepingHandler, RecordRetention],
  exports: [HousekeepingHandler],
})
export class HousekeepingModule {}
