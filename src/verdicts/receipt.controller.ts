import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id } from '../contracts/kit/schema.js';
import { JsonWebKey, JsonWebKeySet, Replay, SignedReceipt } from '../contracts/receipt.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Requires } from '../platform/http/requires.js';
import { FromPath, Returns } from '../platform/http/rest-decorators.js';
import { ReceiptRecords } from '../receipts/receipt-records.service.js';
import { SigningKeys } from '../receipts/signing-keys.service.js';
import { ReplayService } from './replay.service.js';

@ApiTags('receipts')
@Controller()
export class ReceiptController {
  constructor(
    private readonly receipts: ReceiptRecords,
    private readonly replays: ReplayService,
    private readonly keys: SigningKeys,
  ) {}

  @Get('v1/receipts/:id')
  @Requires('read')
  @ApiOperation({
    summary: 'What a stored verdict was made from, signed.',
    operationId: 'getReceipt',
  })
  @Returns(SignedReceipt)
  async get(@FromPath('id', Id) id: string) {
    return this.receipts.show(await this.receipts.get(id));
  }

  @Post('v1/receipts/:id/replay')
  @HttpCode(200)
  @Requires('read')
  @ApiOperation({
    summary: 'Judge again from what a verdict was made from: does the same come out, byte for byte?',
    operationId: 'replayReceipt',
  })
  @Returns(Replay)
  async replay(@FromPath('id', Id) id: string) {
    return this.replays.replay(id);
  }

  @Post('v1/receipt-keys')
  @Requires('key:manage')
  @ApiOperation({
    summary: 'Make a new key, which signs receipts from now on. The public keys of before stay.',
    operationId: 'createReceiptKey',
  })
  @Returns(JsonWebKey, 201, 'Made.')
  async rotate(@CurrentActor() actor: Actor) {
    return this.keys.rotate(actor);
  }

  @Get('.well-known/jwks.json')
  @Requires('public')
  @ApiOperation({
    summary: 'The public keys that receipts are, or were, signed with; needs no key.',
    operationId: 'getReceiptKeys',
  })
  @Returns(JsonWebKeySet)
  async jwks() {
    return { keys: await this.keys.publicKeys() };
  }
}
