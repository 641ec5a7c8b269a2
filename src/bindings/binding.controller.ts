import { Controller, Delete, Get, Headers, HttpCode, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  Binding,
  BindingName,
  BindingResolution,
  CreateBinding,
  ResolutionQuery,
  WriteBinding,
} from '../contracts/binding.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { BindingService } from './binding.service.js';

const ifMatch = {
  name: 'If-Match',
  required: true,
  description: 'ETag of the binding as it was read.',
  schema: { type: 'string' as const },
};

@ApiTags('bindings')
@Controller('v1/bindings')
export class BindingController {
  constructor(private readonly bindings: BindingService) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Bindings, in the order in which they count.', operationId: 'listBindings' })
  @Returns(z.array(Binding))
  async list() {
    return this.bindings.list();
  }

  @Post()
  @HttpCode(201)
  @Requires('policy:write')
  @ApiOperation({
    summary: 'Bind targets to a policy; those whose policy or mode it changes are judged again.',
    operationId: 'createBinding',
  })
  @Returns(Binding, 201, 'Created.')
  async create(
    @FromBody(CreateBinding) body: CreateBinding,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.bindings.create(actor, body));
  }

  @Get('resolve')
  @Requires('read')
  @ApiOperation({
    summary:
      'Which policy judges a target, in which mode, and for every binding why it won, lost or does not fit.',
    operationId: 'resolveBinding',
  })
  @Returns(BindingResolution)
  async resolve(@FromQuery(ResolutionQuery) { target }: z.output<typeof ResolutionQuery>) {
    return this.bindings.resolve(target);
  }

  @Get(':name')
  @Requires('read')
  @ApiOperation({ summary: 'One binding.', operationId: 'getBinding' })
  @Returns(Binding)
  async get(@FromPath('name', BindingName) name: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return tagged(reply, await this.bindings.get(name));
  }

  @Put(':name')
  @Requires('policy:write')
  @ApiOperation({
    summary: 'Replace a binding: with If-Match, so that nobody overwrites what they have not seen.',
    operationId: 'replaceBinding',
  })
  @ApiHeader(ifMatch)
  @Returns(Binding)
  async replace(
    @FromPath('name', BindingName) name: string,
    @FromBody(WriteBinding) body: WriteBinding,
    @Headers('if-match') seen: string | undefined,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return tagged(reply, await this.bindings.replace(actor, name, body, seen ?? null));
  }

  @Delete(':name')
  @Requires('policy:write')
  @ApiOperation({ summary: 'Delete a binding.', operationId: 'deleteBinding' })
  @ApiHeader(ifMatch)
  @Returns(Binding)
  async delete(
    @FromPath('name', BindingName) name: string,
    @Headers('if-match') seen: string | undefined,
    @CurrentActor() actor: Actor,
  ) {
    return this.bindings.delete(actor, name, seen ?? null);
  }
}

function tagged(reply: FastifyReply, binding: Binding): Binding {
  void reply.header('etag', binding.etag);
  return binding;
}
