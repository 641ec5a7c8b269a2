import { Resolver } from '@nestjs/graphql';
import { exemptionGraphql as api } from '../contracts/exemption.contract.js';
import type { Finding } from '../contracts/finding.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { Unsettled, type NoteUnsettled } from '../platform/http/unsettled.js';
import { ExemptionCoverageService } from './exemption-coverage.service.js';
import { ExemptionDecisionService } from './exemption-decision.service.js';
import { ExemptionRequestService } from './exemption-request.service.js';
import { ExemptionService } from './exemption.service.js';

@Resolver()
export class ExemptionResolver {
  constructor(
    private readonly exemptions: ExemptionService,
    private readonly requests: ExemptionRequestService,
    private readonly decisions: ExemptionDecisionService,
    private readonly coverage: ExemptionCoverageService,
  ) {}

  @Handles(api.exemption)
  async find({ id }: Args<typeof api.exemption>) {
    return this.exemptions.find(id);
  }

  @Handles(api.exemptions)
  async list({ filter, ...page }: Args<typeof api.exemptions>) {
    return toConnection(await this.exemptions.list({ ...filter, ...page }));
  }

  @Handles(api.previewExemption)
  async preview({ input }: Args<typeof api.previewExemption>, @Unsettled() note: NoteUnsettled) {
    return this.coverage.preview(input.scope, note);
  }

  @Handles(api.exemptionHygiene)
  async hygiene({ days }: Args<typeof api.exemptionHygiene>, @Unsettled() note: NoteUnsettled) {
    return this.coverage.hygiene(days, note);
  }

  @Handles(api.requestExemption)
  async request({ input }: Args<typeof api.requestExemption>, @CurrentActor() actor: Actor) {
    return this.requests.request(actor, input);
  }

  @Handles(api.resubmitExemption)
  async resubmit({ id, input }: Args<typeof api.resubmitExemption>, @CurrentActor() actor: Actor) {
    return this.requests.resubmit(actor, id, input);
  }

  @Handles(api.withdrawExemption)
  async withdraw({ id, input }: Args<typeof api.withdrawExemption>, @CurrentActor() actor: Actor) {
    return this.requests.withdraw(actor, id, input);
  }

  @Handles(api.renewExemption)
  async renew({ id, input }: Args<typeof api.renewExemption>, @CurrentActor() actor: Actor) {
    return this.requests.renew(actor, id, input);
  }

  @Handles(api.commentExemption)
  async comment({ id, input }: Args<typeof api.commentExemption>, @CurrentActor() actor: Actor) {
    return this.requests.comment(actor, id, input);
  }

  @Handles(api.approveExemption)
  async approve({ id, input }: Args<typeof api.approveExemption>, @CurrentActor() actor: Actor) {
    return this.decisions.approve(actor, id, input);
  }

  @Handles(api.askExemptionChanges)
  async askChanges({ id, input }: Args<typeof api.askExemptionChanges>, @CurrentActor() actor: Actor) {
    return this.decisions.askChanges(actor, id, input);
  }

  @Handles(api.rejectExemption)
  async reject({ id, input }: Args<typeof api.rejectExemption>, @CurrentActor() actor: Actor) {
    return this.decisions.reject(actor, id, input);
  }

  @Handles(api.revokeExemption)
  async revoke({ id, input }: Args<typeof api.revokeExemption>, @CurrentActor() actor: Actor) {
    return this.decisions.revoke(actor, id, input);
  }

  @Handles(api.findingExemption)
  async coveredBy(finding: Finding, _: Args<typeof api.findingExemption>, @Loaders() loaders: Loaders) {
    const load = (ids: readonly string[]) => this.exemptions.findMany(ids);
    return finding.exemption ? loaders.of('exemption', load).load(finding.exemption) : null;
  }
}
