import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { pinnedNames, textDigest, type PinnedInput } from '../engine/policy/receipt.js';

/** Fast, and already a twentieth of the size: the texts repeat themselves. */
const compression = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
/** No input of a judgement is larger when it is read back, in bytes. */
const largest = 512 * 1_048_576;

/** What is kept under a digest is not what the digest names. */
export class InputChangedError extends Error {
  override readonly name = 'InputChangedError';

  constructor(digest: string) {
    super(`What is kept as ${digest} was changed: it is not what the digest names.`);
  }
}

/** What judgements were made from, once however many were: named by its digest, compressed, never changed. */
@Injectable()
export class PinnedInputs {
  /** Keeps those that are not kept yet, and notes that the others are still used. */
  async keep(manager: EntityManager, inputs: readonly PinnedInput[], now: Date): Promise<void> {
    const distinct = new Map(inputs.map((input) => [input.digest, input]));
    // In one order, so that two transactions never wait for each other.
    const digests = [...distinct.keys()].sort();
    const today = now.toISOString().slice(0, 10);
    const known: { digest: string; is_dated: boolean }[] = await manager.query(
      'SELECT digest, used_on < $2::date AS is_dated FROM pinned_input WHERE digest = ANY($1)',
      [digests, today],
    );
    const dated = known.flatMap((row) => (row.is_dated ? [row.digest] : []));
    const stored = new Set(known.map((row) => row.digest));
    const added = digests.filter((digest) => !stored.has(digest));
    if (dated.length > 0) await manager.query(noteUse, [dated, today]);
    if (added.length === 0) return;
    const contents = added.map((digest) => brotliCompressSync(distinct.get(digest)!.text, compression));
    await manager.query(
      `INSERT INTO pinned_input (digest, content, used_on) SELECT digest, content, $3::date
       FROM unnest($1::text[], $2::bytea[]) AS given (digest, content) ON CONFLICT DO NOTHING`,
      [added, contents, today],
    );
  }

  /** The inputs by their digests, but for those that are not kept any more. @throws InputChangedError */
  async load(manager: EntityManager, digests: readonly string[]): Promise<Map<string, unknown>> {
    const rows: { digest: string; content: Buffer }[] = await manager.query(
      'SELECT digest, content FROM pinned_input WHERE digest = ANY($1)',
      [digests],
    );
    return new Map(
      rows.map(({ digest, content }) => {
        const text = textOf(content);
        if (text === null || textDigest(text) !== digest) throw new InputChangedError(digest);
        return [digest, JSON.parse(text) as unknown];
      }),
    );
  }

  /** Which of the inputs are kept. */
  async kept(manager: EntityManager, digests: readonly string[]): Promise<Set<string>> {
    const rows: { digest: string }[] = await manager.query(
      'SELECT digest FROM pinned_input WHERE digest = ANY($1)',
      [digests],
    );
    return new Set(rows.map((row) => row.digest));
  }

  /**
   * Removes what no judgement was made from since that day, but for what verdicts that are current rest on. In a turn that
   * is alone: a judgement under way may use any of them.
   */
  async removeUnused(manager: EntityManager, before: Date): Promise<void> {
    await manager.query(`DELETE FROM pinned_input p WHERE ${isUnused}`, [before.toISOString().slice(0, 10)]);
  }

  /** Whether there is anything to remove. */
  async hasUnused(manager: EntityManager, before: Date): Promise<boolean> {
    const day = before.toISOString().slice(0, 10);
    const rows: unknown[] = await manager.query(`SELECT 1 FROM pinned_input p WHERE ${isUnused} LIMIT 1`, [
      day,
    ]);
    return rows.length > 0;
  }
}

function textOf(content: Buffer): string | null {
  try {
    return brotliDecompressSync(content, { maxOutputLength: largest }).toString();
  } catch {
    return null;
  }
}

/** Those that another transaction notes at the moment are passed over: it writes the same. */
const noteUse = `UPDATE pinned_input SET used_on = $2 WHERE digest IN (
  SELECT digest FROM pinned_input WHERE digest = ANY($1) FOR UPDATE SKIP LOCKED)`;

const isUnused = `p.used_on < $1::date AND NOT EXISTS (
  SELECT FROM (SELECT used.digest FROM verdict, LATERAL (VALUES
      ${pinnedNames.map((name) => `(receipt ->> '${name}Digest')`).join(', ')}) AS used (digest)
    WHERE is_current) AS current WHERE current.digest = p.digest)`;
