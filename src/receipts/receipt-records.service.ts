import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { Receipt, SignedReceipt } from '../contracts/receipt.contract.js';
import { canonicalJson } from '../engine/policy/canonical-json.js';
import { pinnedNames, type PinnedInput, type PinnedName, type Pins } from '../engine/policy/receipt.js';
import type { Decision } from '../engine/model/verdict.js';
import { Clock } from '../platform/clock.js';
import { storableJson } from '../platform/database/storable-json.js';
import { AppError } from '../platform/errors/app-error.js';
import { PinnedInputs } from './pinned-inputs.service.js';
import { ReceiptTable, type ReceiptRow } from './receipt.table.js';
import { compactJws } from './signing-key.js';
import { SigningKeys } from './signing-keys.service.js';

/** A judgement that is stored, and what it was made from. */
export interface ReceiptEntry {
  readonly receipt: Receipt & { readonly id: string };
  readonly pins: Pins;
  readonly targetId: string;
  readonly verdictId: string;
  readonly decision: Decision;
  readonly policy: { readonly name: string; readonly version: number };
  readonly judgedAt: Date;
  readonly validUntil: Date | null;
}

/** What is signed. */
type Payload = Omit<SignedReceipt, 'keyId' | 'jws' | 'isReplayable' | 'missingInputs'>;

/** A receipt with the row that holds it. */
export interface StoredReceipt {
  readonly row: ReceiptRow;
  readonly content: Payload;
}

/** The receipts of judgements: signed when they are made, and kept for good. */
@Injectable()
export class ReceiptRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inputs: PinnedInputs,
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
  ) {}

  /** Writes the receipts of judgements, and keeps what they were made from, in the transaction that stores them. */
  async add(manager: EntityManager, entries: readonly ReceiptEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const key = await this.keys.signing();
    const pinned = entries.flatMap(({ pins }): PinnedInput[] => Object.values(pins));
    await this.inputs.keep(manager, pinned, this.clock.now());
    const rows = entries.map((entry) => {
      const payload = canonicalJson(payloadOf(entry));
      const { receipt, targetId, verdictId, judgedAt, validUntil } = entry;
      const signature = `\\x${key.sign(payload).toString('hex')}`;
      const ids = { id: receipt.id, target_id: targetId, verdict_id: verdictId };
      return { ...ids, judged_at: judgedAt, valid_until: validUntil, payload, signature };
    });
    await manager.query(insertReceipts, [storableJson(rows), key.publicKey.kid]);
  }

  /** @throws AppError `not-found` */
  async get(id: string): Promise<StoredReceipt> {
    const receipt = await this.find(id);
    if (!receipt) throw new AppError('not-found', `There is no receipt ${id}.`);
    return receipt;
  }

  async find(id: string): Promise<StoredReceipt | null> {
    const row = await this.dataSource.manager.findOneBy(ReceiptTable, { id });
    return row && stored(row);
  }

  /** By target: of its last judgement up to that time. A target that had none yet is left out. */
  async at(targetIds: readonly string[], time: Date): Promise<Map<string, StoredReceipt>> {
    const ids = await this.dataSource.query<{ id: string }[]>(selectLast, [targetIds, time]);
    const rows = await this.dataSource.manager.findBy(ReceiptTable, { id: In(ids.map(({ id }) => id)) });
    return new Map(rows.map((row) => [row.targetId, stored(row)]));
  }

  /** As the API shows it: with its signature, and whether it can be replayed. */
  async show({ row, content }: StoredReceipt): Promise<SignedReceipt> {
    const digests = digestsOf(content);
    const kept = await this.inputs.kept(this.dataSource.manager, Object.values(digests));
    const missingInputs = pinnedNames.filter((name) => !kept.has(digests[name]));
    const jws = compactJws(row.keyId, row.payload, row.signature);
    return { ...content, keyId: row.keyId, jws, isReplayable: missingInputs.length === 0, missingInputs };
  }

  /** What it was made from, by name. Absent: it is not kept any more. */
  async inputsOf({ content }: StoredReceipt): Promise<Partial<Record<PinnedName, unknown>>> {
    const digests = digestsOf(content);
    const found = await this.inputs.load(this.dataSource.manager, Object.values(digests));
    return Object.fromEntries(
      pinnedNames.flatMap((name) => (found.has(digests[name]) ? [[name, found.get(digests[name])]] : [])),
    );
  }
}

const selectLast = `SELECT last.id FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
    SELECT id FROM receipt WHERE target_id = wanted.id AND judged_at <= $2
    ORDER BY judged_at DESC, number DESC LIMIT 1) last`;
const insertReceipts = `INSERT INTO receipt (id, target_id, verdict_id, judged_at, valid_until, payload, signature, key_id)
  SELECT r.*, $2 FROM jsonb_to_recordset($1)
  AS r(id uuid, target_id uuid, verdict_id uuid, judged_at timestamptz, valid_until timestamptz, payload text, signature bytea)`;

/** What was part of the judgement, as the receipt on its verdict names it. */
export function receiptOf({ content }: StoredReceipt): Receipt & { readonly id: string } {
  const { targetId: _, verdictId: __, decision: ___, policy: ____, validUntil: _____, ...receipt } = content;
  return receipt;
}

function digestsOf(content: Payload): Record<PinnedName, string> {
  return {
    vulnerabilities: content.vulnerabilitiesDigest,
    database: content.databaseDigest,
    exemptions: content.exemptionsDigest,
    attestations: content.attestationsDigest,
    vex: content.vexDigest,
    target: content.targetDigest,
  };
}

/** Keys in their order: its canonical JSON is made at once then. */
function payloadOf({ receipt, targetId, verdictId, decision, policy, validUntil }: ReceiptEntry) {
  const payload: Record<keyof Payload, unknown> = {
    advisorySnapshot: receipt.advisorySnapshot,
    attestationsDigest: receipt.attestationsDigest,
    binding: receipt.binding,
    databaseDigest: receipt.databaseDigest,
    decision,
    engine: receipt.engine,
    exemptionsDigest: receipt.exemptionsDigest,
    factsDigest: receipt.factsDigest,
    id: receipt.id,
    judgedAt: receipt.judgedAt,
    missingPolicy: receipt.missingPolicy,
    mode: receipt.mode,
    policy: { name: policy.name, version: policy.version },
    policyHash: receipt.policyHash,
    scannedAt: receipt.scannedAt,
    targetDigest: receipt.targetDigest,
    targetId,
    validUntil: validUntil?.toISOString() ?? null,
    verdictDigest: receipt.verdictDigest,
    verdictId,
    vexDigest: receipt.vexDigest,
    vulnerabilitiesDigest: receipt.vulnerabilitiesDigest,
  };
  return payload;
}

function stored(row: ReceiptRow): StoredReceipt {
  const content = JSON.parse(row.payload) as Omit<Payload, 'validUntil'>;
  return { row, content: { ...content, validUntil: row.validUntil } };
}
