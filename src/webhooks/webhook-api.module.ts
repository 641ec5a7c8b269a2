import { Module } from '@nestjs/common';
import { EventModule } from '../events/event.module.js';
import { WebhookController } from './webhook.controller.js';
import { WebhookModule } from './webhook.module.js';
import { WebhookResolver } from './webhook.resolver.js';

@Module({
  imports: [EventModule, WebhookModule],
  controllers: [WebhookController],
  providers: [WebhookResolver],
})
export class WebhookApiModule {}
