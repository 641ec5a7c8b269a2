import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AttachQuery } from '../contracts/exemption-parts.contract.js';
import { Exemption } from '../contracts/exemption.contract.js';
import { Id } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { collectedBody } from '../platform/http/collected-body.js';
import { Requires } from '../platform/http/requires.js';
import { FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { streamedBody, streamedRoute } from '../platform/http/streamed-body.js';
import { ExemptionAttachments } from './exemption-attachments.service.js';

/** Bytes of one file. */
const mostBytes = 5 * 2 ** 20;

@ApiTags('exemptions')
@Controller('v1/exemptions/:id/attachments')
export class ExemptionAttachmentController {
  constructor(private readonly attachments: ExemptionAttachments) {}

  @Post()
  @Requires('exemption:request')
  @RouteConfig(streamedRoute)
  @ApiOperation({
    summary: 'Attach a file of up to 5 MiB, sent as the body: a document, an image or a text.',
    operationId: 'attachToExemption',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Returns(Exemption, 201, 'Attached.')
  async attach(
    @FromPath('id', Id) id: string,
    @FromQuery(AttachQuery) { name }: AttachQuery,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ) {
    return this.attachments.add(actor, id, name, await collectedBody(streamedBody(body), mostBytes));
  }

  @Get(':attachmentId')
  @Requires('read')
  @ApiOperation({ summary: 'What is attached, to be saved.', operationId: 'getExemptionAttachment' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file as it was attached.' })
  async read(
    @FromPath('id', Id) id: string,
    @FromPath('attachmentId', Id) attachmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { attachment, content } = await this.attachments.read(id, attachmentId);
    await reply
      .headers({
        'content-type': attachment.mediaType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name).replaceAll("'", '%27')}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
        digest: `sha-256=${Buffer.from(attachment.sha256, 'hex').toString('base64')}`,
      })
      .send(content);
  }
}
