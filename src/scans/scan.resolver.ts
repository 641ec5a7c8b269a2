import { Inject } from '@nestjs/common';
import { Resolver } from '@nestjs/graphql';
import type { Logger } from 'pino';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import { scanGraphql as api, type Scan } from '../contracts/scan.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { subscriptionStream } from '../platform/graphql/subscription-stream.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { LOGGER } from '../platform/tokens.js';
import { TargetService } from '../targets/target.service.js';
import { DocumentIntake } from './document-intake.service.js';
import { ScanRecords } from './scan-records.service.js';

@Resolver()
export class ScanResolver {
  constructor(
    private readonly scans: ScanRecords,
    private readonly documents: DocumentIntake,
    private readonly targets: TargetService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Handles(api.scan)
  async find({ id }: Args<typeof api.scan>) {
    return this.scans.find(id);
  }

  @Handles(api.scans)
  async list({ filter, ...page }: Args<typeof api.scans>) {
    return toConnection(await this.scans.list({ ...filter, ...page }));
  }

  @Handles(api.scanDocument)
  async submit({ input }: Args<typeof api.scanDocument>, @CurrentActor() actor: Actor) {
    return this.documents.request(actor, input);
  }

  @Handles(api.scanChanged)
  async changed({ id }: Args<typeof api.scanChanged>) {
    await this.scans.get(id);
    return subscriptionStream((signal) => this.scans.changes(id, signal), this.logger);
  }

  @Handles(api.scanTarget)
  async target(scan: Scan, _: Args<typeof api.scanTarget>, @Loaders() loaders: Loaders) {
    return scan.targetId
      ? loaders.of('target', (ids) => this.targets.findMany(ids)).load(scan.targetId)
      : null;
  }
}
