import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { JobHandler } from '../platform/queue/job-handler.js';
import { LOGGER } from '../platform/tokens.js';
import { RejudgingService } from './rejudging.service.js';

/** Targets judged between two looks at whether to stop. */
const batch = 100;
/** Batches under way at a time: while the database works for one, this process works on the other. */
const lanes = 2;

/** Judges what is marked or whose time has come: every few seconds, and when asked. A job has no input. */
@Injectable()
export class JudgeHandler implements JobHandler {
  readonly queue = 'judge';
  readonly every = 5_000;
  readonly concurrency = 1;

  constructor(
    private readonly rejudging: RejudgingService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(_id: string, signal: AbortSignal): Promise<void> {
    const lane = async () => {
      while (!signal.aborted && (await this.rejudging.judgeMarked(batch)) > 0);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  isFinal(): boolean {
    return false;
  }

  async gaveUp(_id: string, error: unknown): Promise<void> {
    this.logger.error({ err: error }, 'judging failed; the next round tries again');
  }
}
