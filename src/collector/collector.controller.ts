import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Requires } from '../platform/http/requires.js';
import { readCollectorScript } from './collector-script.js';

/** Serves the collector to hosts. Anyone may have it: it is a part of the product, and a host that fetches it has no key yet. */
@ApiTags('scans')
@Controller('v1')
export class CollectorController {
  @Get('collector.sh')
  @Requires('public')
  @ApiOperation({
    summary:
      'The collector for hosts, a POSIX shell script that reads and never writes; needs no key. ' +
      'What it prints goes to POST /v1/scans/host.',
    operationId: 'getCollector',
  })
  @ApiProduces('text/x-shellscript')
  @ApiResponse({ status: 200, description: 'The script; its ETag changes with it.' })
  @ApiResponse({ status: 304, description: 'The same as the one that If-None-Match names.' })
  async script(
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { text, entityTag } = await readCollectorScript();
    // Asked for again each time: after an upgrade no host may run the script of before.
    void reply.headers({ etag: entityTag, 'cache-control': 'public, no-cache' });
    if (isNamed(entityTag, known)) await reply.code(304).send();
    else await reply.header('content-type', 'text/x-shellscript; charset=utf-8').send(text);
  }
}

/** Whether a list of entity tags names it, compared weakly (RFC 9110, 13.1.2). */
function isNamed(entityTag: string, list: string | undefined): boolean {
  const tags = list?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes('*') || tags.includes(entityTag);
}
