import { Resolver } from '@nestjs/graphql';
import { explanationGraphql as explanationApi } from '../contracts/explanation.contract.js';
import { findingGraphql as api, type Finding } from '../contracts/finding.contract.js';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import type { Target } from '../contracts/target.contract.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { TargetService } from '../targets/target.service.js';
import { Unsettled, type NoteUnsettled } from '../platform/http/unsettled.js';
import { SettlingService } from '../verdicts/settling.service.js';
import { VerdictService } from '../verdicts/verdict.service.js';
import { ExplanationService } from './explanation.service.js';
import { FindingService, targetsOfFindings } from './finding.service.js';

@Resolver()
export class FindingResolver {
  constructor(
    private readonly findings: FindingService,
    private readonly targets: TargetService,
    private readonly verdicts: VerdictService,
    private readonly settling: SettlingService,
  ) {}

  @Handles(api.finding)
  async find({ id }: Args<typeof api.finding>) {
    const finding = await this.findings.find(id);
    if (finding) await this.verdicts.ofTarget(finding.targetId);
    return finding && this.findings.find(id);
  }

  @Handles(api.findings)
  async list({ filter, ...page }: Args<typeof api.findings>, @Unsettled() note: NoteUnsettled) {
    const read = () => this.findings.list(null, { ...filter, ...page });
    return toConnection(await this.settling.read(read, targetsOfFindings, note));
  }

  @Handles(api.findingTarget)
  async target(finding: Finding, _: Args<typeof api.findingTarget>, @Loaders() loaders: Loaders) {
    const target = await loaders.of('target', (ids) => this.targets.findMany(ids)).load(finding.targetId);
    if (!target) throw new Error(`finding ${finding.id} has no target`);
    return target;
  }
}

/** What findings rest on, as a field of theirs. */
@Resolver()
export class ExplanationResolver {
  constructor(private readonly explanations: ExplanationService) {}

  @Handles(explanationApi.explanation)
  async explain(finding: Finding) {
    return this.explanations.explain(finding.id);
  }
}

/** Findings as a field of their target: what is shown is what its verdict was made with. */
@Resolver()
export class TargetFindingsResolver {
  constructor(
    private readonly findings: FindingService,
    private readonly verdicts: VerdictService,
  ) {}

  @Handles(api.targetFindings)
  async list(
    target: Target,
    { filter, ...page }: Args<typeof api.targetFindings>,
    @Loaders() loaders: Loaders,
  ) {
    await loaders.of('verdict', (ids) => this.verdicts.ofTargets(ids)).load(target.id);
    const query = { ...filter, ...page };
    const load = (ids: readonly string[]) => this.findings.listMany(ids, query);
    return toConnection(await loaders.with('findings', query, load).load(target.id));
  }
}
