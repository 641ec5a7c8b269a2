import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Event, EventQuery } from '../contracts/event.contract.js';
import { page, toPage } from '../contracts/kit/schema.js';
import { Requires } from '../platform/http/requires.js';
import { FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { EventLog } from './event-log.service.js';

@ApiTags('events')
@Controller('v1/events')
export class EventController {
  constructor(private readonly events: EventLog) {}

  @Get()
  @Requires('read')
  @ApiOperation({
    summary: 'What happened, oldest first; with `sequence`, what happened since an event.',
    operationId: 'listEvents',
  })
  @Returns(page(Event))
  async list(@FromQuery(EventQuery) query: EventQuery) {
    return toPage(await this.events.list(query));
  }
}
