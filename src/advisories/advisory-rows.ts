import { createHash } from 'node:crypto';
import { baseEcosystem } from '../engine/advisories/ecosystems.js';
import type { Advisory } from '../engine/model/advisory.js';
import { versionOrders } from '../engine/versions/index.generated.js';

/** Raised when what is stored of a record changes: records are written again although they are the same. */
const format = 5;

/** Names how records are read: what another way of reading left behind is read again. */
const recordSignature = `format=${format} ${versionOrders.map(({ id }) => id).join(' ')}`;

/** A record, and the name of the bytes it was read from; null: they hold more than the record. */
export interface ReadRecord {
  readonly advisory: Advisory;
  readonly origin: string | null;
}

/** What a record comes to in the tables. */
export type RecordRows = ReturnType<typeof rowOf>;

/** A record as rows. */
export function rowOf({ advisory, origin }: ReadRecord) {
  const content = {
    id: advisory.id,
    summary: advisory.summary,
    details: advisory.details,
    severity: advisory.severity,
    score: advisory.score,
    vector: advisory.vector,
    aliases: advisory.aliases,
    upstream: advisory.upstream,
    references: advisory.references,
    modified_at: advisory.modifiedAt,
    published_at: advisory.publishedAt,
    withdrawn_at: advisory.withdrawnAt,
    ecosystems: [...new Set(advisory.affected.map(({ ecosystem }) => baseEcosystem(ecosystem)))].sort(),
  };
  const affected = affectedRows(advisory);
  const contentHash = createHash('sha256')
    .update(JSON.stringify([format, content, affected]))
    .digest('hex');
  const record = { ...content, content_hash: contentHash, origin: origin && originHash(origin) };
  return { record, relations: relationRows(advisory), affected };
}

/** The name of bytes as it is stored, for this way of reading them. */
export function originHash(origin: string): string {
  return createHash('sha256').update(`${recordSignature}\n${origin}`).digest('base64').slice(0, 32);
}

function relationRows({ id, aliases, upstream }: Advisory) {
  return [
    ...aliases.map((related) => ({ advisory_id: id, related_id: related, relation: 'alias' })),
    ...upstream.map((related) => ({ advisory_id: id, related_id: related, relation: 'upstream' })),
  ];
}

function affectedRows({ id, affected }: Advisory) {
  return affected.map((range) => ({
    advisory_id: id,
    ecosystem: range.ecosystem,
    name: range.name,
    lower_key: range.lowerKey && hex(range.lowerKey),
    upper_key: range.upperKey && hex(range.upperKey),
    is_upper_inclusive: range.isUpperInclusive,
    introduced: range.introduced,
    fixed: range.fixed,
    last_affected: range.lastAffected,
    undecidable: range.undecidable,
    modules: range.modules,
    severity: range.rating?.severity ?? null,
    score: range.rating?.score ?? null,
  }));
}

const hex = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
