import { Module } from '@nestjs/common';
import { PolicyModule } from '../policies/policy.module.js';
import { TrendController } from './trend.controller.js';
import { TrendResolver } from './trend.resolver.js';
import { ReceiptModule } from '../receipts/receipt.module.js';
import { ReceiptController } from './receipt.controller.js';
import { ReceiptResolver } from './receipt.resolver.js';
import { VerdictController } from './verdict.controller.js';
import { VerdictModule } from './verdict.module.js';
import { VerdictResolver } from './verdict.resolver.js';

@Module({
  imports: [PolicyModule, ReceiptModule, VerdictModule],
  controllers: [ReceiptController, TrendController, VerdictController],
  providers: [ReceiptResolver, TrendResolver, VerdictResolver],
})
export class VerdictApiModule {}
