import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { EventModule } from '../events/event.module.js';
import { ExemptionRulesModule } from '../exemptions/exemption-rules.module.js';
import { SecretBoxModule } from '../platform/secrets/secret-box.module.js';
import { DeliveryRecords } from './delivery-records.service.js';
import { EventDispatch } from './event-dispatch.service.js';
import { EventHandler } from './event.handler.js';
import { WebhookDelivery } from './webhook-delivery.service.js';
import { WebhookHandler } from './webhook.handler.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhookSender } from './webhook-sender.service.js';
import { WebhookService } from './webhook.service.js';

@Module({
  imports: [AuditModule, EventModule, ExemptionRulesModule, SecretBoxModule],
  providers: [
    DeliveryRecords,
    EventDispatch,
    EventHandler,
    WebhookDelivery,
    WebhookHandler,
    WebhookSecrets,
    WebhookSender,
    WebhookService,
  ],
  exports: [DeliveryRecords, EventHandler, WebhookHandler, WebhookSecrets, WebhookService],
})
export class WebhookModule {}
