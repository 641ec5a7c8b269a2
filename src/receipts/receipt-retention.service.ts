import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Config } from '../platform/config/config.js';
import { Clock } from '../platform/clock.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { CONFIG } from '../platform/tokens.js';
import { PinnedInputs } from './pinned-inputs.service.js';

const day = 24 * 3_600_000;

/** Removes what verdicts of the past were made from, when the configuration says after how many days. */
@Injectable()
export class ReceiptRetention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inputs: PinnedInputs,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async clear(): Promise<void> {
    const { receiptDays } = this.config;
    if (receiptDays === null) return;
    const before = new Date(this.clock.now().getTime() - receiptDays * day);
    if (!(await this.inputs.hasUnused(this.dataSource.manager, before))) return;
    await this.dataSource.transaction(async (manager) => {
      await judgingTurns.change(manager);
      await this.inputs.removeUnused(manager, before);
    });
  }
}
