import { Module } from '@nestjs/common';
import { ReceiptModule } from '../receipts/receipt.module.js';
import { ReceiptController } from './receipt.controller.js';
import { ReceiptResolver } from './receipt.resolver.js';
import { VerdictController } from './verdict.controller.js';
import { VerdictModule } from './verdict.module.js';
import { VerdictResolver } from './verdict.resolver.js';

@Module({
  imports: [ReceiptModule, VerdictModule],
  controllers: [ReceiptController, VerdictController],
  providers: [ReceiptResolver, VerdictResolver],
})
export class VerdictApiModule {}
