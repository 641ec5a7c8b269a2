import { Module } from '@nestjs/common';
import { AdvisoryModule } from '../advisories/advisory.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { TargetModule } from '../targets/target.module.js';
import { VerdictModule } from '../verdicts/verdict.module.js';
import { BlobCleaner } from './blob-cleaner.service.js';
import { DocumentIntake } from './document-intake.service.js';
import { DocumentObserver } from './document-observer.service.js';
import { ImageObserver } from './image-observer.service.js';
import { ScanHandler } from './scan.handler.js';
import { ScanIntake } from './scan-intake.service.js';
import { ScanRecordsModule } from './scan-records.module.js';
import { ScanRunner } from './scan-runner.service.js';

@Module({
  imports: [AdvisoryModule, AuditModule, InventoryModule, ScanRecordsModule, TargetModule, VerdictModule],
  providers: [
    BlobCleaner,
    DocumentIntake,
    DocumentObserver,
    ImageObserver,
    ScanHandler,
    ScanIntake,
    ScanRunner,
  ],
  exports: [BlobCleaner, DocumentIntake, ScanHandler, ScanIntake, ScanRecordsModule],
})
export class ScanModule {}
