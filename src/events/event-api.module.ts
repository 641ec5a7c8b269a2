import { Module } from '@nestjs/common';
import { EventController } from './event.controller.js';
import { EventModule } from './event.module.js';

@Module({ imports: [EventModule], controllers: [EventController] })
export class EventApiModule {}
