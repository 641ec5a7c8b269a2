import { Controller, Get, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Component, ComponentQuery } from '../contracts/component.contract.js';
import { HostContainer, HostContainerQuery } from '../contracts/host-container.contract.js';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import { LabelTarget, Target, TargetQuery } from '../contracts/target.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { Unsettled, type NoteUnsettled } from '../platform/http/unsettled.js';
import { SettlingService } from '../verdicts/settling.service.js';
import { HostContainers } from './host-container.service.js';
import { TargetLabelService } from './target-labels.service.js';
import { TargetService } from './target.service.js';

@ApiTags('targets')
@Controller('v1/targets')
export class TargetController {
  constructor(
    private readonly targets: TargetService,
    private readonly hosts: HostContainers,
    private readonly settling: SettlingService,
    private readonly labels: TargetLabelService,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Targets, newest first.', operationId: 'listTargets' })
  @Returns(page(Target))
  async list(@FromQuery(TargetQuery) query: TargetQuery, @Unsettled() note: NoteUnsettled) {
    const read = () => this.targets.list(query);
    return toPage(await this.settling.read(read, ({ rows }) => rows.map(({ id }) => id), note));
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One target.', operationId: 'getTarget' })
  @Returns(Target)
  async get(@FromPath('id', Id) id: string) {
    return this.targets.get(id);
  }

  @Patch(':id')
  @Requires('target:label')
  @ApiOperation({
    summary: 'Set labels of a target, its owner and its environment, or take them away; it is judged again.',
    operationId: 'labelTarget',
  })
  @Returns(Target)
  async label(
    @FromPath('id', Id) id: string,
    @FromBody(LabelTarget) body: LabelTarget,
    @CurrentActor() actor: Actor,
  ) {
    return this.labels.label(actor, id, body);
  }

  @Get(':id/components')
  @Requires('read')
  @ApiOperation({ summary: 'Packages in a target, by name.', operationId: 'listTargetComponents' })
  @Returns(page(Component))
  async components(@FromPath('id', Id) id: string, @FromQuery(ComponentQuery) query: ComponentQuery) {
    return toPage(await this.targets.listComponents(id, query));
  }

  @Get(':id/containers')
  @Requires('read')
  @ApiOperation({
    summary: 'Containers of a host, by name, with the scanned image that each runs and the decision on it.',
    operationId: 'listTargetContainers',
  })
  @Returns(page(HostContainer))
  async containers(
    @FromPath('id', Id) id: string,
    @FromQuery(HostContainerQuery) query: z.output<typeof HostContainerQuery>,
  ) {
    return toPage(await this.hosts.ofHost(id, query));
  }

  @Get(':id/hosts')
  @Requires('read')
  @ApiOperation({ summary: 'Hosts that run an image, newest first.', operationId: 'listTargetHosts' })
  @Returns(page(Target))
  async running(
    @FromPath('id', Id) id: string,
    @FromQuery(HostContainerQuery) query: z.output<typeof HostContainerQuery>,
  ) {
    return toPage(await this.hosts.hostsOf(id, query));
  }
}
