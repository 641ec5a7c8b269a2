import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AdvisoryDatabaseService } from '../advisories/advisory-database.service.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import { groupMatches } from '../engine/advisories/vulnerability.js';
import type { Judgement } from '../engine/model/verdict.js';
import { judge } from '../engine/policy/judge.js';
import { receiptInputs } from '../engine/policy/receipt.js';
import { ExemptionRulesService } from '../exemptions/exemption-rules.service.js';
import { MatchingService } from '../matching/matching.service.js';
import { Clock } from '../platform/clock.js';
import type { JudgingPolicy } from '../policies/judging-policy.js';
import { SnapshotService } from '../targets/snapshot.service.js';
import type { TargetRow } from '../targets/target.table.js';

/** A judgement with what it was made from. */
export interface Judged {
  readonly target: TargetRow;
  readonly policy: JudgingPolicy;
  readonly judgement: Judgement;
  readonly receipt: NonNullable<Verdict['receipt']>;
  readonly judgedAt: Date;
}

/** Judges targets from what is stored: nothing is pulled or scanned. The one evaluator of every path. */
@Injectable()
export class JudgingService {
  constructor(
    private readonly snapshots: SnapshotService,
    private readonly matching: MatchingService,
    private readonly advisories: AdvisoryDatabaseService,
    private readonly exemptions: ExemptionRulesService,
    private readonly clock: Clock,
  ) {}

  /** Judges a scanned target under a policy, now; stores nothing. */
  async judge(manager: EntityManager, target: TargetRow, policy: JudgingPolicy): Promise<Judged> {
    if (!target.snapshotId) throw new Error(`target ${target.id} was never scanned`);
    const now = this.clock.now();
    const { facts, digest, rootfsId } = await this.snapshots.load(manager, target.snapshotId);
    const { database, knownExploited } = await this.advisories.state(manager);
    const matches = await this.matching.ofRootfs(manager, rootfsId);
    const severities = await this.matching.severitiesOf(manager, matches);
    const exemptions = await this.exemptions.inForce(manager, target.id, now);
    const judgement = judge({
      facts,
      vulnerabilities: groupMatches(matches, { knownExploited, severities }),
      database,
      policy: policy.document,
      exemptions,
      target: { id: target.id, digests: [target.digest, target.imageId], references: target.references },
      now,
    });
    const receipt = receiptInputs({
      factsDigest: digest,
      database,
      policyHash: policy.hash,
      exemptions,
      now,
    });
    return { target, policy, judgement, receipt, judgedAt: now };
  }
}
