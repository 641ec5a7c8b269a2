import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { AppError } from '../platform/errors/app-error.js';
import type { JobHandler } from '../platform/queue/job-handler.js';
import { LOGGER } from '../platform/tokens.js';
import { PreviewRecords } from './preview-records.service.js';
import { PreviewRunner } from './preview-runner.service.js';

/** Does previews: a job is the id of one. */
@Injectable()
export class PreviewHandler implements JobHandler {
  readonly queue = 'policy-preview';
  readonly every = null;
  readonly concurrency = 1;

  constructor(
    private readonly runner: PreviewRunner,
    private readonly records: PreviewRecords,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(id: string, signal: AbortSignal): Promise<void> {
    await this.runner.run(id, signal);
  }

  /** A document that this release cannot read stays one. */
  isFinal(error: unknown): boolean {
    return error instanceof AppError && error.code === 'policy-invalid';
  }

  async gaveUp(id: string, error: unknown): Promise<void> {
    this.logger.error({ err: error, previewId: id }, 'a policy preview failed');
    const isInvalid = this.isFinal(error) && error instanceof AppError;
    const message = isInvalid ? error.message : 'The preview failed; the log of the service says why.';
    await this.records.fail(id, { code: isInvalid ? 'policy-invalid' : 'internal', message });
  }
}
