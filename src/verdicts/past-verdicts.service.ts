import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Verdict } from '../contracts/verdict.contract.js';
import type { Text } from '../engine/model/text.js';
import { decisionIn } from '../engine/policy/binding.js';
import { textDigest, verdictText } from '../engine/policy/receipt.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { ReceiptRecords, receiptOf, type StoredReceipt } from '../receipts/receipt-records.service.js';
import { TargetTable, type TargetRow } from '../targets/target.table.js';
import { engineVersion } from './judged.js';
import { ReplayService, shownJudgement } from './replay.service.js';
import { storedVerdict, undecidedVerdict } from './verdict-view.js';
import { VerdictTable, type VerdictRow } from './verdict.table.js';

/** The verdicts of targets, as they stood at a time. */
@Injectable()
export class PastVerdicts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly receipts: ReceiptRecords,
    private readonly replays: ReplayService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `not-found`; `bad-request` for a time to come */
  async ofTarget(targetId: string, at: Date): Promise<Verdict> {
    return (await this.ofTargets([targetId], at))[0]!;
  }

  /** In the order of the ids. @throws AppError as `ofTarget` */
  async ofTargets(targetIds: readonly string[], at: Date): Promise<Verdict[]> {
    this.refuseFuture(at);
    const { manager } = this.dataSource;
    const targets = await manager.findBy(TargetTable, { id: In([...targetIds]) });
    const byId = new Map(targets.map((target) => [target.id, target]));
    const receipts = await this.receipts.at(targetIds, at);
    const ids = [...receipts.values()].map(({ row }) => row.verdictId);
    const rows = await manager.findBy(VerdictTable, { id: In(ids) });
    const verdicts = new Map(rows.map((row) => [row.id, row]));
    return Promise.all(
      targetIds.map(async (id) => {
        const target = byId.get(id);
        if (!target) throw new AppError('not-found', `There is no target ${id}.`);
        const receipt = receipts.get(id);
        if (!receipt) return undecided(target, 'not-scanned-yet', notYet(target));
        return this.stood(target, verdicts.get(receipt.row.verdictId)!, receipt, at);
      }),
    );
  }

  /** What time alone had changed by then is judged from the same inputs: nobody had asked, so nothing was stored. */
  private async stood(
    target: TargetRow,
    verdict: VerdictRow,
    receipt: StoredReceipt,
    at: Date,
  ): Promise<Verdict> {
    const { judgedAt, validUntil } = receipt.row;
    const stated = receiptOf(receipt);
    const shown = storedVerdict({ ...verdict, receipt: stated, judgedAt, validUntil }, target.digest);
    if (validUntil === null || validUntil > at) return shown;
    const judgement = await this.replays.judgedAt(receipt, at);
    if (!judgement) return undecided(target, 'not-replayable', outdated(validUntil));
    const made = {
      judgedAt: at.toISOString(),
      engine: engineVersion,
      verdictDigest: textDigest(verdictText(judgement)),
    };
    const derived = { judgedAt: at, receipt: { ...stated, ...made, id: null }, change: null };
    const judged = judgement.decision;
    const decision = decisionIn(verdict.mode, judged);
    return { ...shown, ...shownJudgement(judgement), judged, decision, ...derived };
  }

  private refuseFuture(at: Date): void {
    const now = this.clock.now();
    if (at <= now) return;
    const detail = `expected a time that has come: it is ${now.toISOString()}`;
    throw new AppError('bad-request', 'There is no verdict of a time to come.', {
      errors: [{ in: 'query', path: 'at', detail }],
    });
  }
}

function undecided(target: TargetRow, code: string, message: Text): Verdict {
  return { ...undecidedVerdict(target.digest, 'unknown', code, message, null), targetId: target.id };
}

function notYet({ createdAt }: TargetRow): Text {
  const first = createdAt.toISOString();
  return {
    en: `It had not been judged at that time: it was first seen at ${first}.`,
    zh: `当时尚未评判：首次发现于 ${first}。`,
  };
}

function outdated(validUntil: Date): Text {
  const end = validUntil.toISOString();
  return {
    en: `The verdict before held until ${end}, and what it was made from is not kept any more.`,
    zh: `此前的结论有效至 ${end}，其依据已不再保存。`,
  };
}
