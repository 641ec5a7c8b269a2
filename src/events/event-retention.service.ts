import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/tokens.js';
import { EventLog } from './event-log.service.js';

const day = 24 * 3_600_000;

/** Removes events after the days that the configuration says. */
@Injectable()
export class EventRetention {
  constructor(
    private readonly events: EventLog,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async clear(): Promise<void> {
    await this.events.clear(new Date(this.clock.now().getTime() - this.config.eventDays * day));
  }
}
