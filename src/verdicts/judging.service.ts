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
import { judge, type JudgeInput } from '../engine/policy/judge.js';
import { receiptInputs } from '../engine/policy/receipt.js';
import { ExemptionRulesService, rulesFor } from '../exemptions/exemption-rules.service.js';
import { MatchingService } from '../matching/matching.service.js';
import { Clock } from '../platform/clock.js';
import { undecided, type Assignment } from '../bindings/assignment.js';
import type { JudgingPolicy } from '../policies/judging-policy.js';
import { SnapshotService } from '../targets/snapshot.service.js';
import type { TargetRow } from '../targets/target.table.js';

/** Of packages that checks look at. */
const componentNames = watchedComponentNames();

/** A judgement with what it was made from. */
export interface Judged {
  readonly target: TargetRow;
  readonly policy: JudgingPolicy;
  readonly assignment: Assignment;
  readonly judgement: Judgement;
  readonly receipt: NonNullable<Verdict['receipt']>;
  readonly judgedAt: Date;
}

/** All but the policy that a judgement of one target rests on. */
export interface Grounds {
  readonly input: Omit<Required<JudgeInput>, 'policy' | 'scannedAt'> & { readonly scannedAt: string };
  readonly factsDigest: string;
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

  /** Judges scanned targets under what is assigned to each, now, in the order given; stores nothing. */
  async judge(
    manager: EntityManager,
    targets: readonly TargetRow[],
    assignmentOf: (target: TargetRow) => Assignment,
  ): Promise<Judged[]> {
    const grounds = await this.gather(manager, targets);
    return targets.map((target) => judgedOn(grounds.get(target.id)!, target, assignmentOf(target)));
  }

  /** All but the policy that judgements of scanned targets rest on now, by target. */
  async gather(manager: EntityManager, targets: readonly TargetRow[]): Promise<Map<string, Grounds>> {
    const now = this.clock.now();
    const snapshots = await this.snapshots.load(manager, targets.map(snapshotIdOf), componentNames);
    const inventories = [...new Set([...snapshots.values()].map(({ inventoryId }) => inventoryId))];
    const vulnerabilities = await this.vulnerabilities(manager, inventories);
    const { database } = await this.advisories.state(manager);
    const rules = await this.exemptions.inForce(manager, now);
    const ids = targets.map(({ id }) => id);
    const attested = await this.attestations.inForce(manager, ids, now);
    const grounds = targets.map((target): [string, Grounds] => {
      const { id, digest, identity, references, scannedAt } = target;
      const snapshot = snapshots.get(snapshotIdOf(target))!;
      const input = {
        facts: snapshot.facts,
        vulnerabilities: vulnerabilities.get(snapshot.inventoryId)!,
        database,
        scannedAt: scannedAt.toISOString(),
        exemptions: rulesFor(rules, id),
        attestations: attested.get(id) ?? [],
        target: { id, digests: [digest, identity], references },
        now,
      };
      return [id, { input, factsDigest: snapshot.digest }];
    });
    return new Map(grounds);
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

/** What comes of the grounds under the policy that is assigned. */
export function judgementOn({ input }: Grounds, assignment: Assignment): Judgement {
  return undecided(assignment, judge({ ...input, policy: assignment.policy.document }));
}

function judgedOn(grounds: Grounds, target: TargetRow, assignment: Assignment): Judged {
  const { input, factsDigest } = grounds;
  const { policy } = assignment;
  const { database, exemptions, attestations, scannedAt, now } = input;
  const judgement = judgementOn(grounds, assignment);
  const pinned = { factsDigest, database, policyHash: policy.hash, exemptions, attestations, scannedAt, now };
  return { target, policy, assignment, judgement, receipt: receiptInputs(pinned), judgedAt: now };
}

function snapshotIdOf({ id, snapshotId }: TargetRow): string {
  if (!snapshotId) throw new Error(`target ${id} was never scanned`);
  return snapshotId;
}
