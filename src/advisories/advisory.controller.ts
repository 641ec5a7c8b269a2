import type { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  AdvisoryId,
  AdvisoryImport,
  AdvisoryStatus,
  AdvisoryWithRanges,
  ImportQuery,
} from '../contracts/advisory.contract.js';
import { Id, page, PageArgs, toPage } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import type { Config } from '../platform/config/config.js';
import { Requires } from '../platform/http/requires.js';
import { FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { streamedBody, streamedRoute } from '../platform/http/streamed-body.js';
import { CONFIG } from '../platform/tokens.js';
import { AdvisoryService } from './advisory.service.js';
import { ImportIntake } from './import-intake.service.js';
import { RefreshService } from './refresh.service.js';
import { ImportRecords } from './import-records.service.js';

const ImportPageQuery = z.strictObject(PageArgs.shape);

@ApiTags('advisories')
@Controller('v1/advisories')
export class AdvisoryController {
  constructor(
    private readonly advisories: AdvisoryService,
    private readonly imports: ImportRecords,
    private readonly intake: ImportIntake,
    private readonly refreshes: RefreshService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('status')
  @Requires('read')
  @ApiOperation({
    summary: 'What the advisory database can speak about, and how old it is.',
    operationId: 'getAdvisoryStatus',
  })
  @Returns(AdvisoryStatus)
  async status() {
    return this.advisories.status();
  }

  @Get('imports')
  @Requires('read')
  @ApiOperation({ summary: 'Imports, newest first.', operationId: 'listAdvisoryImports' })
  @Returns(page(AdvisoryImport))
  async listImports(@FromQuery(ImportPageQuery) query: PageArgs) {
    return toPage(await this.imports.list(query));
  }

  @Post('imports')
  @HttpCode(202)
  @Requires('advisory:import')
  @RouteConfig(streamedRoute)
  @ApiOperation({
    summary:
      "Import OSV records or CISA's catalogue from a zip or JSON, or FIRST's scores (EPSS) from CSV, sent as the body.",
    operationId: 'importAdvisories',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Returns(AdvisoryImport, 202, 'Queued; follow the Location.')
  async import(
    @FromQuery(ImportQuery) { source }: ImportQuery,
    @Body() body: Readable,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const queued = await this.intake.submit(actor, streamedBody(body), source, this.config.maxUploadBytes);
    void reply.header('location', `/v1/advisories/imports/${queued.id}`);
    return queued;
  }

  @Post('refresh')
  @HttpCode(202)
  @Requires('advisory:import')
  @ApiOperation({
    summary: 'Look for new advisories in the configured sources now; the status tells when it is done.',
    operationId: 'refreshAdvisories',
  })
  @Returns(AdvisoryStatus, 202, 'Queued.')
  async refresh(@CurrentActor() actor: Actor) {
    await this.refreshes.request(actor);
    return this.advisories.status();
  }

  @Get('imports/:id')
  @Requires('read')
  @ApiOperation({ summary: 'One import.', operationId: 'getAdvisoryImport' })
  @Returns(AdvisoryImport)
  async getImport(@FromPath('id', Id) id: string) {
    return this.imports.get(id);
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One advisory with the versions it affects.', operationId: 'getAdvisory' })
  @Returns(AdvisoryWithRanges)
  async get(@FromPath('id', AdvisoryId) id: string) {
    return this.advisories.get(id);
  }
}
