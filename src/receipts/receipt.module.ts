import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { SecretBoxModule } from '../platform/secrets/secret-box.module.js';
import { PinnedInputs } from './pinned-inputs.service.js';
import { ReceiptRecords } from './receipt-records.service.js';
import { ReceiptRetention } from './receipt-retention.service.js';
import { SigningKeys } from './signing-keys.service.js';

@Module({
  imports: [AuditModule, SecretBoxModule],
  providers: [PinnedInputs, ReceiptRecords, ReceiptRetention, SigningKeys],
  exports: [PinnedInputs, ReceiptRecords, ReceiptRetention, SigningKeys],
})
export class ReceiptModule {}
