import { Inject } from '@nestjs/common';
import { Resolver } from '@nestjs/graphql';
import type { Logger } from 'pino';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import {
  policyPreviewGraphql as api,
  type PreviewedFinding,
  type PreviewedTarget,
} from '../contracts/policy-preview.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { subscriptionStream } from '../platform/graphql/subscription-stream.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { LOGGER } from '../platform/tokens.js';
import { TargetService } from '../targets/target.service.js';
import { PreviewRecords } from './preview-records.service.js';
import { PreviewService } from './preview.service.js';

@Resolver()
export class PreviewResolver {
  constructor(
    private readonly previews: PreviewService,
    private readonly records: PreviewRecords,
    private readonly targets: TargetService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Handles(api.policyPreview)
  async find({ id }: Args<typeof api.policyPreview>) {
    return this.records.find(id);
  }

  @Handles(api.policyPreviews)
  async list(query: Args<typeof api.policyPreviews>) {
    return toConnection(await this.records.list(query));
  }

  @Handles(api.previewedTargets)
  async listTargets({ id, ...query }: Args<typeof api.previewedTargets>) {
    return toConnection(await this.records.targets(id, query));
  }

  @Handles(api.previewedFindings)
  async listFindings({ id, ...query }: Args<typeof api.previewedFindings>) {
    return toConnection(await this.records.findings(id, query));
  }

  @Handles(api.previewPolicy)
  async ask({ name, input }: Args<typeof api.previewPolicy>, @CurrentActor() actor: Actor) {
    return this.previews.ask(actor, name, input);
  }

  @Handles(api.policyPreviewChanged)
  async changed({ id }: Args<typeof api.policyPreviewChanged>) {
    await this.records.get(id);
    return subscriptionStream((signal) => this.records.changes(id, signal), this.logger);
  }

  @Handles(api.previewedTargetTarget)
  async ofTarget(
    { targetId }: PreviewedTarget,
    _: Args<typeof api.previewedTargetTarget>,
    @Loaders() loaders: Loaders,
  ) {
    return this.target(targetId, loaders);
  }

  @Handles(api.previewedFindingTarget)
  async ofFinding(
    { targetId }: PreviewedFinding,
    _: Args<typeof api.previewedFindingTarget>,
    @Loaders() loaders: Loaders,
  ) {
    return this.target(targetId, loaders);
  }

  private target(id: string, loaders: Loaders) {
    return loaders.of('target', (ids) => this.targets.findMany(ids)).load(id);
  }
}
