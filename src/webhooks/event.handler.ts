import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { RoundHandler } from '../platform/queue/round-handler.js';
import { LOGGER } from '../platform/tokens.js';
import { EventDispatch } from './event-dispatch.service.js';

/** Makes events visible and sets their deliveries on their way: every second. */
@Injectable()
export class EventHandler extends RoundHandler {
  readonly queue = 'event';
  readonly every = 1_000;

  constructor(
    private readonly dispatch: EventDispatch,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, 'telling of events');
  }

  async handle(): Promise<void> {
    await this.dispatch.run();
  }
}
