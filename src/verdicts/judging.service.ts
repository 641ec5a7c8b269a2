import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AdvisoryDatabaseService } from '../advisories/advisory-database.service.js';
import { ExploitationService } from '../advisories/exploitation.service.js';
import { AttestationRulesService } from '../attestations/attestation-rules.service.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import { groupMatches } from '../engine/advisories/vulnerability.js';
import { watchedComponentNames } from '../engine/checks/find-check.js';
import type { Vulnerability } from '../engine/model/finding.js';
import type { Judgement } from '../engine/model/verdict.js';
import { judge } from '../engine/policy/judge.js';
import { receiptInputs } from '../engine/policy/receipt.js';
import { readsComponents } from '../engine/policy/rules/reads-components.js';
import { ExemptionRulesService, rulesFor } from '../exemptions/exemption-rules.service.js';
import { MatchingService } from '../matching/matching.service.js';
import { Clock } from '../platform/clock.js';
import type { JudgingPolicy } from '../policies/judging-policy.js';
import { SnapshotService } from '../targets/snapshot.service.js';
import type { TargetRow } from '../targets/target.table.js';

/** Of packages that checks look at. */
const componentNames = watchedComponentNames();

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
    private readonly exploitation: ExploitationService,
    private readonly exemptions: ExemptionRulesService,
    private readonly attestations: AttestationRulesService,
    private readonly clock: Clock,
  ) {}

  /** Judges scanned targets under a policy, now, in the order given; stores nothing. */
  async judge(
    manager: EntityManager,
    targets: readonly TargetRow[],
    policy: JudgingPolicy,
  ): Promise<Judged[]> {
    const judgedAt = this.clock.now();
    const snapshots = await this.snapshots.load(manager, targets.map(snapshotIdOf), shownComponents(policy));
    const inventories = [...new Set([...snapshots.values()].map(({ inventoryId }) => inventoryId))];
    const vulnerabilities = await this.vulnerabilities(manager, inventories);
    const { database } = await this.advisories.state(manager);
    const rules = await this.exemptions.inForce(manager, judgedAt);
    const ids = targets.map(({ id }) => id);
    const attested = await this.attestations.inForce(manager, ids, judgedAt);
    return targets.map((target) => {
      const snapshot = snapshots.get(snapshotIdOf(target))!;
      const exemptions = rulesFor(rules, target.id);
      const attestations = attested.get(target.id) ?? [];
      const scannedAt = target.scannedAt.toISOString();
      const judgement = judge({
        facts: snapshot.facts,
        vulnerabilities: vulnerabilities.get(snapshot.inventoryId)!,
        database,
        scannedAt,
        policy: policy.document,
        exemptions,
        attestations,
        target: { id: target.id, digests: [target.digest, target.identity], references: target.references },
        now: judgedAt,
      });
      const pinned = {
        factsDigest: snapshot.digest,
        database,
        policyHash: policy.hash,
        exemptions,
        attestations,
        scannedAt,
      };
      return { target, policy, judgement, receipt: receiptInputs({ ...pinned, now: judgedAt }), judgedAt };
    });
  }

  /** The flaws in each inventory, whichever targets hold it. */
  private async vulnerabilities(
    manager: EntityManager,
    inventories: readonly string[],
  ): Promise<Map<string, Vulnerability[]>> {
    const { knownExploited } = await this.advisories.state(manager);
    const matches = await this.matching.ofInventories(manager, inventories);
    const all = [...matches.values()].flat();
    const severities = await this.matching.severitiesOf(manager, all);
    const exploitScores = await this.exploitation.scores(
      manager,
      all.map(({ advisory }) => advisory),
    );
    const known = { knownExploited, severities, exploitScores };
    return new Map([...matches].map(([id, found]) => [id, groupMatches(found, known)]));
  }
}

/** Names of the packages that a policy is shown; null: all of them. */
function shownComponents({ document }: JudgingPolicy): readonly string[] | null {
  return readsComponents(document) ? null : componentNames;
}

function snapshotIdOf({ id, snapshotId }: TargetRow): string {
  if (!snapshotId) throw new Error(`target ${id} was never scanned`);
  return snapshotId;
}
