import { Injectable } from '@nestjs/common';
import { EventRetention } from '../events/event-retention.service.js';
import { ReceiptRetention } from '../receipts/receipt-retention.service.js';

/** Removes what is kept for a number of days only. */
@Injectable()
export class RecordRetention {
  constructor(
    private readonly receipts: ReceiptRetention,
    private readonly events: EventRetention,
  ) {}

  async clear(): Promise<void> {
    await this.receipts.clear();
    await this.events.clear();
  }
}
