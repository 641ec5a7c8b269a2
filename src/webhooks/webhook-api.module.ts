import { Module } from '@nestjs/common';
import { WebhookController } from './webhook.controller.js';
import { WebhookModule } from './webhook.module.js';

@Module({ imports: [WebhookModule], controllers: [WebhookController] })
export class WebhookApiModule {}
