import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventLog } from '../events/event-log.service.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import type { JobQueues } from '../platform/queue/job-queues.js';
import { CONFIG, QUEUES } from '../platform/tokens.js';
import { DeliveryRecords, type DueDelivery } from './delivery-records.service.js';
import { deliveryJob } from './webhook-delivery.service.js';

/** Events, or deliveries, of one step. */
const batch = 500;
/** A delivery whose next attempt is due for this long is looked after, in milliseconds. */
const lostAfter = 60_000;
const lookEvery = 30_000;

/** From what is written with the change itself to jobs: at any point it may be cut off, and begins again. */
@Injectable()
export class EventDispatch {
  private lookedAt = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly deliveries: DeliveryRecords,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(QUEUES) private readonly queues: JobQueues,
  ) {}

  async run(): Promise<void> {
    while ((await this.openSome()) === batch);
    for (let due = await this.deliveries.due(batch); due.length > 0; due = await this.deliveries.due(batch)) {
      // A job that is there already is the same job: whoever is cut off here adds them again.
      for (const delivery of due) await this.queues.add('webhook', deliveryJob(delivery));
      await this.deliveries.noteQueued(due);
    }
    await this.lookAfter();
  }

  /** Makes events visible, and with them what is to become of them; returns how many. */
  private async openSome(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const events = await this.events.open(manager, batch);
      await this.deliveries.add(manager, events);
      return events.length;
    });
  }

  /** The queue may have lost jobs, or have given up on one whose worker could not note it. */
  private async lookAfter(): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - this.lookedAt < lookEvery) return;
    this.lookedAt = now;
    const silent = await this.deliveries.silent(new Date(now - lostAfter), this.config.webhookRetrySeconds);
    for (const delivery of silent) await this.recover(delivery);
  }

  private async recover(delivery: DueDelivery): Promise<void> {
    const { state } = await this.queues.standing('webhook', deliveryJob(delivery));
    if (state === 'absent') await this.queues.add('webhook', deliveryJob(delivery));
    else if (state !== 'open') await this.queues.addAgain('webhook', deliveryJob(delivery));
  }
}
