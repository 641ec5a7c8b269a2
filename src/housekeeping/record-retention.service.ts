import { Injectable } from '@nestjs/common';
import { EventRetention } from '../events/event-retention.service.js';
import { FindingContents } from '../findings/finding-contents.service.js';
import { ReceiptRetention } from '../receipts/receipt-retention.service.js';
import { WebhookSecrets } from '../webhooks/webhook-secrets.service.js';

/** Removes what is kept for a time only, and what nothing needs any more. */
@Injectable()
export class RecordRetention {
  constructor(
    private readonly receipts: ReceiptRetention,
    private readonly contents: FindingContents,
    private readonly events: EventRetention,
    private readonly webhookSecrets: WebhookSecrets,
  ) {}

  async clear(): Promise<void> {
    await this.receipts.clear();
    await this.contents.clear();
    await this.events.clear();
    await this.webhookSecrets.endDue();
  }
}
