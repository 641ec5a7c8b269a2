import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { undecided, type Assignment } from '../bindings/assignment.js';
import type { Replay } from '../contracts/receipt.contract.js';
import type { Judgement } from '../engine/model/verdict.js';
import { judge, type JudgeInput } from '../engine/policy/judge.js';
import { pinnedNames, textDigest, verdictText, type PinnedName } from '../engine/policy/receipt.js';
import { PolicyService } from '../policies/policy.service.js';
import { InputChangedError } from '../receipts/pinned-inputs.service.js';
import { ReceiptRecords, type StoredReceipt } from '../receipts/receipt-records.service.js';
import { SnapshotService } from '../targets/snapshot.service.js';
import { engineVersion } from './judged.js';
import { shownComponents } from './judging.service.js';
import { shownReason } from './verdict-view.js';
import { VerdictTable } from './verdict.table.js';

/** What a judgement of the past was made from, or what of it is not kept any more. */
type Restored =
  | { readonly input: JudgeInput; readonly assignment: Assignment }
  | { readonly missing: PinnedName[]; readonly reason: string };

/** Judges again what was judged before, from what its receipt pins. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly receipts: ReceiptRecords,
    private readonly snapshots: SnapshotService,
    private readonly policies: PolicyService,
  ) {}

  /** Whether the very same verdict comes out again. @throws AppError `not-found` */
  async replay(receiptId: string): Promise<Replay> {
    const receipt = await this.receipts.get(receiptId);
    const { engine, verdictDigest } = receipt.content;
    const known = { receiptId, verdictDigest, engine: { judged: engine, replayed: engineVersion } };
    const restored = await this.restore(receipt);
    if ('missing' in restored) {
      const nothing = { replayedDigest: null, verdict: null };
      const { missing: missingInputs, reason } = restored;
      return { ...known, ...nothing, outcome: 'not-replayable', reason, missingInputs };
    }
    const judgement = undecided(restored.assignment, judge(restored.input));
    const replayedDigest = textDigest(verdictText(judgement));
    const isSame = replayedDigest === verdictDigest;
    return {
      ...known,
      outcome: isSame ? 'same' : 'different',
      reason: isSame ? null : whyDifferent(engine),
      missingInputs: [],
      replayedDigest,
      verdict: shownJudgement(judgement),
    };
  }

  /** The judgement from the same inputs at another time; null: they are not kept any more. */
  async judgedAt(receipt: StoredReceipt, now: Date): Promise<Judgement | null> {
    const restored = await this.restore(receipt);
    if ('missing' in restored) return null;
    return undecided(restored.assignment, judge({ ...restored.input, now }));
  }

  private async restore(receipt: StoredReceipt): Promise<Restored> {
    const { manager } = this.dataSource;
    const { targetId, verdictId, factsDigest, policyHash, scannedAt, judgedAt } = receipt.content;
    const inputs = await this.receipts.inputsOf(receipt).catch(changedInput);
    if (inputs instanceof InputChangedError) return { missing: [], reason: inputs.message };
    const missing = pinnedNames.filter((name) => !(name in inputs));
    if (missing.length > 0) return { missing, reason: removed };
    const { policyVersionId } = await manager.findOneByOrFail(VerdictTable, { id: verdictId });
    const policy = await this.policies.ofVersion(policyVersionId);
    const snapshotId = await this.snapshots.idOf(manager, targetId, factsDigest);
    const snapshots = await this.snapshots.load(
      manager,
      snapshotId ? [snapshotId] : [],
      shownComponents([policy.document]),
    );
    const snapshot = snapshots.get(snapshotId ?? '');
    if (!snapshot) return { missing, reason: 'The facts are not kept any more.' };
    if (policy.hash !== policyHash)
      return {
        missing,
        reason: 'The policy reads as another one today: its hash is not that of the receipt.',
      };
    const given = { ...Pinned.parse(inputs), scannedAt };
    const { facts } = snapshot;
    const { binding, mode, missingPolicy } = receipt.content;
    const input = { ...given, facts, policy: policy.document, now: new Date(judgedAt) };
    return { input, assignment: { policy, binding, mode, missing: missingPolicy } };
  }
}

function changedInput(error: unknown): InputChangedError {
  if (error instanceof InputChangedError) return error;
  throw error;
}

const removed = 'What it was made from was removed after the days of IRONHULL_RECEIPT_DAYS.';

/** Their digests say that they are what was written: only their outer shape is looked at. */
const Pinned = z.object({
  vulnerabilities: z.custom<JudgeInput['vulnerabilities']>(Array.isArray),
  database: z.custom<JudgeInput['database']>(isObject),
  exemptions: z.custom<JudgeInput['exemptions']>(Array.isArray),
  attestations: z.custom<NonNullable<JudgeInput['attestations']>>(Array.isArray),
  vex: z.custom<NonNullable<JudgeInput['vex']>>(Array.isArray),
  target: z.custom<JudgeInput['target']>(isObject),
});

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function whyDifferent(engine: string): string {
  return engine === engineVersion
    ? 'Something that it was made from was changed: the facts or the policy.'
    : `Version ${engine} judged, version ${engineVersion} judges otherwise.`;
}

/** What a judgement says, as a verdict shows it. */
export function shownJudgement(judgement: Judgement) {
  const { decision, reasons, counts, exemptedCount, dismissedCount, score, validUntil } = judgement;
  return {
    decision,
    reasons: reasons.map(shownReason),
    counts,
    exemptedCount,
    dismissedCount,
    score,
    validUntil: validUntil === null ? null : new Date(validUntil),
  };
}
