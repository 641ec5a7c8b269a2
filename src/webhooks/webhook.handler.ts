import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { JobHandler } from '../platform/queue/job-handler.js';
import { LOGGER } from '../platform/tokens.js';
import { DeliveryError, WebhookDelivery } from './webhook-delivery.service.js';

/** Delivers events to webhooks: a job is a delivery. Many at a time, for they wait for others. */
@Injectable()
export class WebhookHandler implements JobHandler {
  readonly queue = 'webhook';
  readonly every = null;
  readonly concurrency = 16;

  constructor(
    private readonly delivery: WebhookDelivery,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(id: string, signal: AbortSignal): Promise<void> {
    await this.delivery.attempt(id, signal);
  }

  isFinal(error: unknown): boolean {
    return error instanceof DeliveryError && error.isFinal;
  }

  async gaveUp(id: string, error: unknown): Promise<void> {
    if (!(error instanceof DeliveryError)) this.logger.error({ err: error, job: id }, 'delivery failed');
    await this.delivery.gaveUp(id, error instanceof DeliveryError ? error.message : 'an internal error');
  }
}
