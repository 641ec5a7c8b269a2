import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { JobHandler } from '../platform/queue/job-handler.js';
import { LOGGER } from '../platform/tokens.js';
import { ExemptionNotices } from './exemption-notices.service.js';

/** Notes ends of exemptions that are near or have come: every ten seconds. A job has no input. */
@Injectable()
export class ExemptionNoticesHandler implements JobHandler {
  readonly queue = 'exemption-notices';
  readonly every = 10_000;
  readonly concurrency = 1;

  constructor(
    private readonly notices: ExemptionNotices,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(_id: string, signal: AbortSignal): Promise<void> {
    await this.notices.noteDue(signal);
  }

  isFinal(): boolean {
    return false;
  }

  async gaveUp(_id: string, error: unknown): Promise<void> {
    this.logger.error({ err: error }, 'noting ends of exemptions failed; the next round tries again');
  }
}
