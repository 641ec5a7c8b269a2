import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { JobHandler } from '../platform/queue/job-handler.js';
import { LOGGER } from '../platform/tokens.js';
import { EventDispatch } from './event-dispatch.service.js';

/** Makes events visible and sets their deliveries on their way: every second. A job has no input. */
@Injectable()
export class EventHandler implements JobHandler {
  readonly queue = 'event';
  readonly every = 1_000;
  readonly concurrency = 1;

  constructor(
    private readonly dispatch: EventDispatch,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(): Promise<void> {
    await this.dispatch.run();
  }

  isFinal(): boolean {
    return false;
  }

  async gaveUp(_id: string, error: unknown): Promise<void> {
    this.logger.error({ err: error }, 'events could not be told; the next round tries again');
  }
}
