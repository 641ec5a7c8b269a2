import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Component, ComponentQuery } from '../contracts/component.contract.js';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import { Target, TargetQuery } from '../contracts/target.contract.js';
import { Requires } from '../platform/http/requires.js';
import { FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { TargetService } from './target.service.js';

@ApiTags('targets')
@Controller('v1/targets')
export class TargetController {
  constructor(private readonly targets: TargetService) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Targets, newest first.', operationId: 'listTargets' })
  @Returns(page(Target))
  async list(@FromQuery(TargetQuery) query: TargetQuery) {
    return toPage(await this.targets.list(query));
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One target.', operationId: 'getTarget' })
  @Returns(Target)
  async get(@FromPath('id', Id) id: string) {
    return this.targets.get(id);
  }

  @Get(':id/components')
  @Requires('read')
  @ApiOperation({ summary: 'Packages in a target, by name.', operationId: 'listTargetComponents' })
  @Returns(page(Component))
  async components(@FromPath('id', Id) id: string, @FromQuery(ComponentQuery) query: ComponentQuery) {
    return toPage(await this.targets.listComponents(id, query));
  }
}
