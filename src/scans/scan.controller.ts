import type { Readable } from 'node:stream';
import { applyDecorators, Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentKind } from '../contracts/document.contract.js';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import {
  ArchiveQuery,
  DockerfileQuery,
  DocumentQuery,
  Scan,
  ScanQuery,
  ScanRequest,
  WorkloadQuery,
} from '../contracts/scan.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import type { Config } from '../platform/config/config.js';
import { sendEvents } from '../platform/http/event-stream.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { streamedBody, streamedRoute } from '../platform/http/streamed-body.js';
import { CONFIG } from '../platform/tokens.js';
import { DocumentIntake } from './document-intake.service.js';
import { ScanIntake } from './scan-intake.service.js';
import { ScanRecords } from './scan-records.service.js';

/** A route that takes what is to be scanned as its body, as it is. */
function TakesBody(path: string, operationId: string, summary: string) {
  return <M extends (...args: never[]) => Promise<Scan>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    applyDecorators(
      Post(path),
      HttpCode(202),
      Requires('scan'),
      RouteConfig(streamedRoute),
      ApiOperation({ summary, operationId }),
      ApiConsumes('application/octet-stream'),
      ApiBody({ schema: { type: 'string', format: 'binary' } }),
    )(target, key, descriptor);
    Returns(Scan, 202, 'Queued; follow the Location.')(target, key, descriptor);
  };
}

@ApiTags('scans')
@Controller('v1/scans')
export class ScanController {
  constructor(
    private readonly scans: ScanRecords,
    private readonly intake: ScanIntake,
    private readonly documents: DocumentIntake,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Scans, newest first.', operationId: 'listScans' })
  @Returns(page(Scan))
  async list(@FromQuery(ScanQuery) query: ScanQuery) {
    return toPage(await this.scans.list(query));
  }

  @Post()
  @HttpCode(202)
  @Requires('scan')
  @ApiOperation({
    summary:
      'Scan a document that defines workloads or a Dockerfile, with the files it refers to; a host by its bundle, or by what docker-bench-security said of it.',
    operationId: 'scanDocument',
  })
  @Returns(Scan, 202, 'Queued; follow the Location.')
  async request(
    @FromBody(ScanRequest) body: ScanRequest,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return located(reply, await this.documents.request(actor, body));
  }

  @TakesBody(
    'archive',
    'scanArchive',
    'Scan an image archive: docker save or OCI layout, as tar, tar.gz or tar.zst, sent as the body.',
  )
  async submit(
    @FromQuery(ArchiveQuery) query: ArchiveQuery,
    @Body() body: Readable,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { handover } = query;
    const limit = this.config.maxUploadBytes;
    const scan = await (handover === undefined
      ? this.intake.submitArchive(actor, streamedBody(body), query, limit)
      : this.intake.submitHandedOver(actor, handover, query, limit));
    return located(reply, scan);
  }

  @TakesBody(
    'source',
    'scanSource',
    'Scan a folder by its lock files, with the project files beside them that say what is only for development: a tar of it as the body, plain, gzip or zstd; other files are passed over.',
  )
  async submitSource(
    @FromQuery(DocumentQuery) query: DocumentQuery,
    @Body() body: Readable,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.submitDocument('source', query, body, actor, reply);
  }

  @TakesBody(
    'sbom',
    'scanSbom',
    'Scan a bill of materials: CycloneDX as JSON or XML, SPDX 2.2 or 2.3 as JSON or tag-value, also in an attestation (in-toto), as the body.',
  )
  async submitSbom(
    @FromQuery(DocumentQuery) query: DocumentQuery,
    @Body() body: Readable,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.submitDocument('sbom', query, body, actor, reply);
  }

  @TakesBody(
    'workload',
    'scanWorkload',
    'Scan a document that defines workloads, as the body: a docker run line, docker inspect, compose, manifests.',
  )
  async submitWorkload(
    @FromQuery(WorkloadQuery) query: WorkloadQuery,
    @Body() body: Readable,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.submitText('workload', query, body, actor, reply);
  }

  @TakesBody('dockerfile', 'scanDockerfile', 'Scan a Dockerfile, as the body.')
  async submitDockerfile(
    @FromQuery(DockerfileQuery) query: WorkloadQuery,
    @Body() body: Readable,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.submitText('dockerfile', query, body, actor, reply);
  }

  @TakesBody(
    'host',
    'scanHost',
    'Scan a host by what ironhull collect brought of it, as the body; or by its daemon.json alone.',
  )
  async submitHost(
    @FromQuery(DockerfileQuery) query: WorkloadQuery,
    @Body() body: Readable,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.submitText('host', query, body, actor, reply);
  }

  @TakesBody(
    'docker-bench',
    'scanDockerBench',
    'Scan a host by what docker-bench-security said of it, as the body: its JSON, or its log.',
  )
  async submitDockerBench(
    @FromQuery(DockerfileQuery) query: WorkloadQuery,
    @Body() body: Readable,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.submitText('docker-bench', query, body, actor, reply);
  }

  @Get(':id')
  @Requires('read')
  @ApiOperation({ summary: 'One scan: state, progress, target, error.', operationId: 'getScan' })
  @Returns(Scan)
  async get(@FromPath('id', Id) id: string) {
    return this.scans.get(id);
  }

  @Get(':id/events')
  @Requires('read')
  @ApiOperation({
    summary: 'The scan as it stands and after each change, as server-sent events, until it has ended.',
    operationId: 'followScan',
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'Events named `scan`; their data is the scan as JSON.' })
  async follow(@FromPath('id', Id) id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.scans.get(id);
    await sendEvents(request, reply, { event: 'scan', schema: Scan }, (signal) =>
      this.scans.changes(id, signal),
    );
  }

  private async submitDocument(
    kind: 'source' | 'sbom',
    query: DocumentQuery,
    body: Readable,
    actor: Actor,
    reply: FastifyReply,
  ): Promise<Scan> {
    const limit = this.config.maxDocumentBytes;
    const scan = await this.documents.submit(actor, kind, streamedBody(body), query, limit);
    return located(reply, scan);
  }
  private async submitText(
    kind: DocumentKind,
    query: WorkloadQuery,
    body: Readable,
    actor: Actor,
    reply: FastifyReply,
  ): Promise<Scan> {
    const limit = this.config.maxDocumentBytes;
    return located(reply, await this.documents.submitText(actor, kind, streamedBody(body), query, limit));
  }
}

function located(reply: FastifyReply, scan: Scan): Scan {
  void reply.header('location', `/v1/scans/${scan.id}`);
  return scan;
}
