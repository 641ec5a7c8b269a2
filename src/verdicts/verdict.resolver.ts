import { Inject } from '@nestjs/common';
import { Resolver } from '@nestjs/graphql';
import type { Logger } from 'pino';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import type { Target } from '../contracts/target.contract.js';
import { verdictGraphql as api, type Verdict } from '../contracts/verdict.contract.js';
import { subscriptionStream } from '../platform/graphql/subscription-stream.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { LOGGER } from '../platform/tokens.js';
import { GateService } from './gate.service.js';
import { PolicyService } from '../policies/policy.service.js';
import { PastVerdicts } from './past-verdicts.service.js';
import { VerdictService } from './verdict.service.js';

@Resolver()
export class VerdictResolver {
  constructor(
    private readonly gate: GateService,
    private readonly verdicts: VerdictService,
    private readonly policies: PolicyService,
    private readonly past: PastVerdicts,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Handles(api.verdict)
  async ofDigest({ digest }: Args<typeof api.verdict>) {
    return this.gate.verdictOf(digest);
  }

  @Handles(api.verdictPolicyVersion)
  async policyVersion(
    { policy }: Verdict,
    _: Args<typeof api.verdictPolicyVersion>,
    @Loaders() loaders: Loaders,
  ) {
    if (!policy) return null;
    return loaders
      .of('policy version', (hashes) => this.policies.findVersions(hashes))
      .load(`${policy.name}@${policy.version}`);
  }

  @Handles(api.verdictsChanged)
  async changedAny() {
    return subscriptionStream((signal) => this.verdicts.changesOfAny(signal), this.logger);
  }

  @Handles(api.verdictChanged)
  async changed({ targetId }: Args<typeof api.verdictChanged>) {
    await this.verdicts.ofTarget(targetId);
    return subscriptionStream((signal) => this.verdicts.changes(targetId, signal), this.logger);
  }

  @Handles(api.targetVerdict)
  async ofTarget(target: Target, { at }: Args<typeof api.targetVerdict>, @Loaders() loaders: Loaders) {
    if (at) return loaders.with('verdict at', { at }, (ids) => this.past.ofTargets(ids, at)).load(target.id);
    return loaders.of('verdict', (ids) => this.verdicts.ofTargets(ids)).load(target.id);
  }

  @Handles(api.targetHistory)
  async history(target: Target, page: Args<typeof api.targetHistory>, @Loaders() loaders: Loaders) {
    const load = (ids: readonly string[]) => this.verdicts.histories(ids, page);
    return toConnection(await loaders.with('history', page, load).load(target.id));
  }
}
