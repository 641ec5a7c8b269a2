import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import {
  ImportVexQuery,
  TrustVexSource,
  VexDocument,
  VexQuery,
  VexSource,
  VexSourceName,
  VexSources,
  VexStatement,
  VexStatementQuery,
} from '../contracts/vex.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { collectedBody } from '../platform/http/collected-body.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { streamedBody, streamedRoute } from '../platform/http/streamed-body.js';
import { VexSourceService } from './vex-source.service.js';
import { VexService } from './vex.service.js';

/** Bytes of one document. */
const mostBytes = 32 * 2 ** 20;

@ApiTags('vex')
@Controller('v1')
export class VexController {
  constructor(
    private readonly documents: VexService,
    private readonly sources: VexSourceService,
  ) {}

  @Get('vex')
  @Requires('read')
  @ApiOperation({ summary: 'Imported VEX documents, newest first.', operationId: 'listVex' })
  @Returns(page(VexDocument))
  async list(@FromQuery(VexQuery) query: VexQuery) {
    return toPage(await this.documents.list(query));
  }

  @Post('vex')
  @Requires('vex:write')
  @RouteConfig(streamedRoute)
  @ApiOperation({
    summary: 'Import a VEX document: OpenVEX, CSAF 2.0 or CycloneDX as JSON, sent as the body.',
    operationId: 'importVex',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Returns(VexDocument, 201, 'Imported; what it is about was judged again.')
  async import(
    @FromQuery(ImportVexQuery) { source }: ImportVexQuery,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ) {
    return this.documents.import(actor, source, await collectedBody(streamedBody(body), mostBytes));
  }

  @Get('vex/:id')
  @Requires('read')
  @ApiOperation({ summary: 'One imported VEX document.', operationId: 'getVex' })
  @Returns(VexDocument)
  async get(@FromPath('id', Id) id: string) {
    return this.documents.get(id);
  }

  @Get('vex/:id/statements')
  @Requires('read')
  @ApiOperation({
    summary: 'The statements of a VEX document, in its order.',
    operationId: 'listVexStatements',
  })
  @Returns(page(VexStatement))
  async statements(@FromPath('id', Id) id: string, @FromQuery(VexStatementQuery) query: VexStatementQuery) {
    return toPage(await this.documents.statements(id, query));
  }

  @Delete('vex/:id')
  @HttpCode(200)
  @Requires('vex:write')
  @ApiOperation({ summary: 'Take the statements of a VEX document back.', operationId: 'removeVex' })
  @Returns(VexDocument)
  async remove(@FromPath('id', Id) id: string, @CurrentActor() actor: Actor) {
    return this.documents.remove(actor, id);
  }

  @Get('vex-sources')
  @Requires('read')
  @ApiOperation({
    summary: 'Who VEX documents came from, and whose word counts.',
    operationId: 'listVexSources',
  })
  @Returns(VexSources)
  async listSources() {
    return { items: await this.sources.list() };
  }

  @Put('vex-sources/:name')
  @Requires('vex:write')
  @ApiOperation({ summary: 'Say whether a source is trusted.', operationId: 'trustVexSource' })
  @Returns(VexSource)
  async trust(
    @FromPath('name', VexSourceName) name: string,
    @FromBody(TrustVexSource) { trust }: TrustVexSource,
    @CurrentActor() actor: Actor,
  ) {
    return this.sources.trust(actor, name, trust);
  }
}
