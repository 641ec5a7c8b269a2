import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { VexDocument, VexQuery, VexStatement, VexStatementQuery } from '../contracts/vex.contract.js';
import { UnreadableFileError } from '../engine/model/file-reader.js';
import { readVex } from '../engine/vex/read-vex.js';
import type { VexDocument as ReadDocument } from '../engine/vex/vex-statement.js';
import { supersedes } from '../engine/vex/vex-version.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { storableJson, storableText } from '../platform/database/storable-json.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { AppError } from '../platform/errors/app-error.js';
import { RejudgingService } from '../verdicts/rejudging.service.js';
import { VexApproval } from './vex-approval.service.js';
import { VexTargets } from './vex-targets.service.js';
import { VexDocumentTable, VexStatementTable, type VexStatementRow } from './vex.table.js';

/** Targets judged before an answer; the rest follow in the background, and on every read. */
const judgedAtOnce = 20;

/** What others say of flaws: taken in, kept with where it came from, and taken back. */
@Injectable()
export class VexService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly concerned: VexTargets,
    private readonly rejudging: RejudgingService,
    private readonly approval: VexApproval,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a document in; verdicts follow before it returns. A newer version takes the place of older ones of the same
   * source and name. The same document again is the one that is there.
   * @throws AppError `invalid` when it cannot be read; `conflict` when a newer version of it is in force; `forbidden`
   */
  async import(actor: Actor, source: string, content: Uint8Array): Promise<VexDocument> {
    const read = readable(content);
    const digest = `sha256:${hash('sha256', content)}`;
    const document = await this.dataSource.transaction(async (manager) => {
      await judgingTurns.change(manager);
      const present = await manager.findBy(VexDocumentTable, {
        source,
        name: storableText(read.id),
        state: 'in_force',
      });
      const same = present.find((one) => one.digest === digest);
      if (same) return same;
      const newer = present.find((one) => supersedes(one, read));
      if (newer)
        throw new AppError('conflict', `Version ${newer.version} of it, ${newer.id}, is in force already.`);
      await this.approval.refuseImport(manager, actor, source);
      return this.add(manager, actor, { source, digest, read, present });
    });
    await this.rejudging.judgeMarked(judgedAtOnce);
    return document;
  }

  /** Takes a document's statements back; verdicts follow before it returns. @throws AppError `transition-refused` */
  async remove(actor: Actor, id: string): Promise<VexDocument> {
    const document = await this.dataSource.transaction(async (manager) => {
      await judgingTurns.change(manager);
      const lock = { mode: 'pessimistic_write' } as const;
      const row = await manager.findOne(VexDocumentTable, { where: { id }, lock });
      if (!row) throw missing(id);
      if (row.state !== 'in_force') {
        const detail = `The document is ${row.state}; only one that is in force can be removed.`;
        throw new AppError('transition-refused', detail, { state: row.state, allowed: [] });
      }
      const change = { state: 'removed', removedBy: actor.name, endedAt: this.clock.now() } as const;
      await manager.update(VexDocumentTable, { id }, change);
      await this.concerned.mark(manager, [id]);
      await this.note(manager, actor, 'removed', { ...row, ...change });
      return { ...row, ...change };
    });
    await this.rejudging.judgeMarked(judgedAtOnce);
    return document;
  }

  async get(id: string): Promise<VexDocument> {
    const row = await this.find(id);
    if (!row) throw missing(id);
    return row;
  }

  async find(id: string): Promise<VexDocument | null> {
    return this.documents.findOneBy({ id });
  }

  /** Newest first. */
  async list({ source, state, ...page }: VexQuery): Promise<Slice<VexDocument>> {
    const query = this.documents.createQueryBuilder('document');
    if (source !== undefined) query.andWhere('document.source = :source', { source });
    if (state) query.andWhere('document.state IN (:...state)', { state });
    return keysetPage(query, byAge, page);
  }

  /** In the order of the document. */
  async statements(id: string, page: VexStatementQuery): Promise<Slice<VexStatement>> {
    await this.get(id);
    const query = this.dataSource.getRepository(VexStatementTable).createQueryBuilder('statement');
    return keysetPage(query.andWhere('statement.documentId = :id', { id }), byPosition, page);
  }

  private async add(
    manager: EntityManager,
    actor: Actor,
    { source, digest, read, present }: Incoming,
  ): Promise<VexDocument> {
    const now = this.clock.now();
    await manager.query(addSource, [source, now, actor.name, actor.id]);
    const row = rowOf(read, {
      id: this.clock.newId(),
      source,
      digest,
      importedBy: actor.name,
      importedById: actor.id,
      importedAt: now,
    });
    await insertRow(manager, VexDocumentTable, row);
    await this.addStatements(manager, row.id, read);
    const old = present.filter((one) => supersedes(read, one)).map(({ id }) => id);
    const change = { state: 'superseded', supersededBy: row.id, endedAt: now } as const;
    if (old.length > 0) await manager.update(VexDocumentTable, { id: In(old) }, change);
    await this.concerned.mark(manager, [row.id, ...old]);
    await this.note(manager, actor, 'imported', row, old.length > 0 ? { supersedes: old } : {});
    return row;
  }

  private async addStatements(manager: EntityManager, documentId: string, read: ReadDocument): Promise<void> {
    const rows = read.statements.map((statement, position) => ({
      id: this.clock.newId(),
      document_id: documentId,
      position,
      vulnerabilities: statement.vulnerabilities,
      status: statement.status,
      justification: statement.justification,
      explanation: statement.explanation,
      action: statement.action,
      stated_at: statement.statedAt,
      products: statement.products,
    }));
    if (rows.length > 0) await manager.query(insertStatements, [storableJson(rows)]);
  }

  private async note(
    manager: EntityManager,
    actor: Actor,
    action: string,
    row: VexDocument,
    more: object = {},
  ) {
    const { id, source, format, name, version, digest, statements, problemCount } = row;
    const details = { source, format, name, version, digest, statements, problems: problemCount, ...more };
    await this.audit.record(manager, actor, {
      action: `vex.${action}`,
      entity: 'vex',
      entityId: id,
      details,
    });
  }

  private get documents() {
    return this.dataSource.getRepository(VexDocumentTable);
  }
}

interface Incoming {
  readonly source: string;
  readonly digest: string;
  readonly read: ReadDocument;
  readonly present: readonly VexDocument[];
}

const addSource = `INSERT INTO vex_source (name, trust, created_at, changed_by, changed_by_id, changed_at)
  VALUES ($1, 'advisory', $2, $3, $4, $2) ON CONFLICT (name) DO NOTHING`;
const insertStatements = `INSERT INTO vex_statement SELECT * FROM json_populate_recordset(NULL::vex_statement, $1)`;

function rowOf(
  { format, id: name, version, author, issuedAt, statements, problems, problemCount }: ReadDocument,
  own: Pick<VexDocument, 'id' | 'source' | 'digest' | 'importedBy' | 'importedById' | 'importedAt'>,
): VexDocument {
  return {
    ...own,
    state: 'in_force',
    format,
    name: storableText(name),
    version: storableText(version),
    author: author && storableText(author),
    issuedAt: new Date(issuedAt),
    statements: statements.length,
    problems: [...problems],
    problemCount,
    supersededBy: null,
    removedBy: null,
    endedAt: null,
  };
}

function readable(content: Uint8Array): ReadDocument {
  try {
    return readVex(content);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    const detail = error.message;
    throw new AppError('invalid', `The document cannot be imported: ${detail}.`, {
      errors: [{ in: 'body', path: '', detail }],
    });
  }
}

function missing(id: string): AppError {
  return new AppError('not-found', `There is no VEX document ${id}.`);
}

const byAge = newestFirst('document', 'importedAt', (row: VexDocument) => row.importedAt);
const byPosition = [
  {
    expression: 'statement.position',
    direction: 'ASC' as const,
    type: 'int',
    value: (row: VexStatementRow) => row.position,
  },
];
