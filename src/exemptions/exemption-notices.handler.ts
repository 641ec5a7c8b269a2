import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { RoundHandler } from '../platform/queue/round-handler.js';
import { LOGGER } from '../platform/tokens.js';
import { ExemptionNotices } from './exemption-notices.service.js';

/** Notes ends of exemptions that are near or have come: every ten seconds. */
@Injectable()
export class ExemptionNoticesHandler extends RoundHandler {
  readonly queue = 'exemption-notices';
  readonly every = 10_000;

  constructor(
    private readonly notices: ExemptionNotices,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, 'noting ends of exemptions');
  }

  async handle(_id: string, signal: AbortSignal): Promise<void> {
    await this.notices.noteDue(signal);
  }
}
