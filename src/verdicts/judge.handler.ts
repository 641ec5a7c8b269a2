import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { RoundHandler } from '../platform/queue/round-handler.js';
import { LOGGER } from '../platform/tokens.js';
import { RejudgingService } from './rejudging.service.js';

/** Targets judged between two looks at whether to stop. */
const batch = 100;
/** Batches under way at a time: while the database works for one, this process works on the other. */
const lanes = 2;

/** Judges what is marked or whose time has come: every few seconds, and when asked. */
@Injectable()
export class JudgeHandler extends RoundHandler {
  readonly queue = 'judge';
  readonly every = 5_000;

  constructor(
    private readonly rejudging: RejudgingService,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, 'judging');
  }

  async handle(_id: string, signal: AbortSignal): Promise<void> {
    const lane = async () => {
      while (!signal.aborted && (await this.rejudging.judgeMarked(batch)) > 0);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }
}
