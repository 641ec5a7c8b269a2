import { Module } from '@nestjs/common';
import { EventLog } from './event-log.service.js';
import { EventRetention } from './event-retention.service.js';

@Module({ providers: [EventLog, EventRetention], exports: [EventLog, EventRetention] })
export class EventModule {}
