import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AdvisoryDatabaseService } from '../advisories/advisory-database.service.js';
import { AttestationRulesService } from '../attestations/attestation-rules.service.js';
import { undecided, type Assignment } from '../bindings/assignment.js';
import type { AdvisoryDatabase } from '../engine/checks/check.js';
import { watchedComponentNames } from '../engine/checks/find-check.js';
import type { Facts } from '../engine/model/facts.js';
import type { Vulnerability } from '../engine/model/finding.js';
import type { Judgement } from '../engine/model/verdict.js';
import type { AttestationRule } from '../engine/policy/attestation.js';
import type { ExemptionRule, JudgedTarget } from '../engine/policy/exemption-rule.js';
import { judge, prepare, type JudgeInput } from '../engine/policy/judge.js';
import type { Policy } from '../engine/policy/policy-schema.js';
import { readsComponents } from '../engine/policy/rules/reads-components.js';
import type { VexRule } from '../engine/vex/vex-statement.js';
import { flawNames, VexWords } from '../engine/vex/vex-words.js';
import { ExemptionRulesService, rulesFor } from '../exemptions/exemption-rules.service.js';
import { Clock } from '../platform/clock.js';
import { together } from '../platform/database/together.js';
import { SnapshotService } from '../targets/snapshot.service.js';
import type { TargetRow } from '../targets/target.table.js';
import { VexRulesService } from '../vex/vex-rules.service.js';
import { ComponentFlaws } from './component-flaws.service.js';
import type { Judged } from './judged.js';

/** Of packages that checks look at. */
const watchedNames = watchedComponentNames();
const noAttestations: AttestationRule[] = [];
const noVex: VexRule[] = [];

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
    private readonly flaws: ComponentFlaws,
    private readonly advisories: AdvisoryDatabaseService,
    private readonly exemptions: ExemptionRulesService,
    private readonly attestations: AttestationRulesService,
    private readonly vex: VexRulesService,
    private readonly clock: Clock,
  ) {}

  /** Judges scanned targets under what is assigned to each, now, in the order given; stores nothing. */
  async judge(
    manager: EntityManager,
    targets: readonly TargetRow[],
    assignmentOf: (target: TargetRow) => Assignment,
  ): Promise<Judged[]> {
    const assignments = targets.map(assignmentOf);
    const policies = assignments.map(({ policy }) => policy.document);
    const grounds = await this.gather(manager, targets, policies);
    return targets.map((target, index) => judgedOn(grounds.get(target.id)!, target, assignments[index]!));
  }

  /**
   * All but the policy that judgements of scanned targets rest on now, by target.
   * @param policies all that they will be judged by
   */
  async gather(
    manager: EntityManager,
    targets: readonly TargetRow[],
    policies: readonly Policy[],
  ): Promise<Map<string, Grounds>> {
    const now = this.clock.now();
    const ids = targets.map(({ id }) => id);
    const [snapshots, state, rules, attested] = await together(
      this.snapshots.load(manager, targets.map(snapshotIdOf), shownComponents(policies)),
      this.advisories.state(manager),
      this.exemptions.inForce(manager, now),
      this.attestations.inForce(manager, ids, now),
    );
    const inventories = [...new Set([...snapshots.values()].map(({ inventoryId }) => inventoryId))];
    const { database } = state;
    const vulnerabilities = await this.flaws.ofInventories(manager, inventories, state);
    const general = rules.filter(({ scope }) => !scope.targets);
    const given = {
      database,
      rules,
      general,
      now,
      words: await this.words(manager, vulnerabilities),
    };
    const grounds = targets.map((target): [string, Grounds] => {
      const snapshot = snapshots.get(snapshotIdOf(target))!;
      const flaws = vulnerabilities.get(snapshot.inventoryId)!;
      return [
        target.id,
        groundsOf(target, snapshot, flaws, attested.get(target.id) ?? noAttestations, given),
      ];
    });
    return new Map(grounds);
  }

  /** All that is said of any of the flaws. */
  private async words(
    manager: EntityManager,
    flaws: ReadonlyMap<string, readonly Vulnerability[]>,
  ): Promise<VexWords> {
    const namesOf = () => {
      const distinct = new Set([...flaws.values()].flat());
      return [...new Set([...distinct].flatMap((flaw) => questionOf(flaw).vulnerabilities))];
    };
    return new VexWords(await this.vex.inForce(manager, namesOf));
  }
}

/** What the judgements of one call share. */
interface Shared {
  readonly database: AdvisoryDatabase;
  readonly rules: readonly ExemptionRule[];
  /** Those of them that are not of certain targets. */
  readonly general: readonly ExemptionRule[];
  readonly words: VexWords;
  readonly now: Date;
}

function groundsOf(
  target: TargetRow,
  { facts, digest: factsDigest }: { readonly facts: Facts; readonly digest: string },
  vulnerabilities: readonly Vulnerability[],
  attestations: readonly AttestationRule[],
  { database, rules, general, words, now }: Shared,
): Grounds {
  const own = rulesFor(rules, target.id);
  const named = judgedTarget(target);
  const about = words.isEmpty ? noVex : words.aboutAny(vulnerabilities.map(questionOf), named);
  const vex = about.length === 0 ? noVex : about;
  const input = {
    facts,
    vulnerabilities,
    database,
    scannedAt: target.scannedAt.toISOString(),
    // One list for all that have none of their own: it is pinned once.
    exemptions: own.length === general.length ? general : own,
    attestations,
    vex,
    target: named,
    now,
    prepared: prepare({ vulnerabilities, vex, target: named }),
  };
  return { input, factsDigest };
}

/** Names of the packages that policies are shown; null: all of them. */
export function shownComponents(policies: readonly Policy[]): readonly string[] | null {
  return policies.some(readsComponents) ? null : watchedNames;
}

/** What comes of the grounds under the policy that is assigned. */
export function judgementOn({ input }: Grounds, assignment: Assignment): Judgement {
  return undecided(assignment, judge({ ...input, policy: assignment.policy.document }));
}

function judgedOn(grounds: Grounds, target: TargetRow, assignment: Assignment): Judged {
  const { input, factsDigest } = grounds;
  const { policy } = assignment;
  const judgement = judgementOn(grounds, assignment);
  const sources = { ...input, factsDigest, policyHash: policy.hash, assignment };
  return { target, policy, assignment, judgement, sources, judgedAt: input.now };
}

/** The target as the judge names it. */
function judgedTarget({ id, digest, identity, references, setLabels }: TargetRow): JudgedTarget {
  // Keys in their order: its canonical JSON is made at once then.
  return { digests: [digest, identity], id, labels: setLabels, references };
}

function questionOf({ id, aliases, advisories, component }: Vulnerability) {
  return { vulnerabilities: flawNames([id, ...aliases, ...advisories]), component };
}

function snapshotIdOf({ id, snapshotId }: TargetRow): string {
  if (!snapshotId) throw new Error(`target ${id} was never scanned`);
  return snapshotId;
}
