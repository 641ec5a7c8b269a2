import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiKey, CreatedKey, CreateKey, KeyQuery } from '../contracts/key.contract.js';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { AnsweredOnce } from '../platform/http/idempotency.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { KeyService } from './key.service.js';

@ApiTags('keys')
@Controller('v1/keys')
export class KeyController {
  constructor(private readonly keys: KeyService) {}

  @Get()
  @Requires('key:manage')
  @ApiOperation({ summary: 'API keys, newest first; never the keys themselves.', operationId: 'listKeys' })
  @Returns(page(ApiKey))
  async list(@FromQuery(KeyQuery) query: KeyQuery) {
    return toPage(await this.keys.list(query));
  }

  @Post()
  @Requires('key:manage')
  @AnsweredOnce()
  @ApiOperation({ summary: 'Make a key. Its text is shown this once.', operationId: 'createKey' })
  @Returns(CreatedKey, 201, 'Made.')
  async create(@FromBody(CreateKey) body: CreateKey, @CurrentActor() actor: Actor) {
    return this.keys.create(actor, body);
  }

  @Delete(':id')
  @Requires('key:manage')
  @ApiOperation({ summary: 'Revoke a key, at once and for good.', operationId: 'revokeKey' })
  @Returns(ApiKey)
  async revoke(@FromPath('id', Id) id: string, @CurrentActor() actor: Actor) {
    return this.keys.revoke(actor, id);
  }
}
