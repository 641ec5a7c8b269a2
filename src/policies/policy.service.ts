import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { BindingRules, type PolicyInUse } from '../bindings/binding-rules.service.js';
import type { Policy, PolicyVersion, PublishPolicy } from '../contracts/policy.contract.js';
import type { PageArgs, Slice } from '../contracts/kit/schema.js';
import { policyReference, type PolicyReference } from '../engine/policy/policy-reference.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { insertRow } from '../platform/database/insert.js';
import { keysetPages } from '../platform/database/keyset.js';
import { readRows } from '../platform/database/select-list.js';
import { AppError } from '../platform/errors/app-error.js';
import { CONFIG } from '../platform/tokens.js';
import { EventLog } from '../events/event-log.service.js';
import type { JudgingPolicy } from './judging-policy.js';
import { publishedEvent, refuseOtherName, type PublishOptions } from './policy-publication.js';
import { PolicyReader, publishedPolicy, refuseFailingTests } from './policy-reader.service.js';
import { PublishRules } from './publish-rules.service.js';
import { PolicyTable, PolicyVersionTable, type PolicyVersionRow } from './policy.table.js';

/** Policies: names under which immutable, content-hashed versions stand. */
@Injectable()
export class PolicyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: PolicyReader,
    private readonly audit: AuditService,
    private readonly events: EventLog,
    private readonly bindings: BindingRules,
    private readonly rules: PublishRules,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(): Promise<Policy[]> {
    const rows = await this.dataSource.query<Omit<Policy, 'isInForce'>[]>(
      `${selectPolicies} ORDER BY p.name`,
    );
    return rows.map((row) => this.present(row));
  }

  async find(name: string): Promise<Policy | null> {
    const rows = await this.dataSource.query<Omit<Policy, 'isInForce'>[]>(
      `${selectPolicies} WHERE p.name = $1`,
      [name],
    );
    return rows[0] ? this.present(rows[0]) : null;
  }

  async get(name: string): Promise<Policy> {
    const policy = await this.find(name);
    if (!policy) throw new AppError('not-found', `There is no policy "${name}". ${await this.knownNames()}`);
    return policy;
  }

  /** Newest first. */
  async listVersions(name: string, page: PageArgs): Promise<Slice<PolicyVersion>> {
    await this.get(name);
    return (await this.listVersionsOfMany([name], page))[0]!;
  }

  /** The same page of each policy's versions, in the order of the names. */
  async listVersionsOfMany(names: readonly string[], page: PageArgs): Promise<Slice<PolicyVersion>[]> {
    const order = { expression: 'version.version', direction: 'DESC', type: 'int' } as const;
    const columns = [{ ...order, value: (row: PolicyVersionRow) => row.version }];
    const ofPolicy = { expression: 'version.policy', of: (row: PolicyVersionRow) => row.policy };
    return keysetPages(this.versions.createQueryBuilder('version'), columns, page, ofPolicy, names);
  }

  async getVersion(name: string, version: number): Promise<PolicyVersion> {
    const row = await this.versions.findOneBy({ policy: name, version });
    if (!row) throw new AppError('not-found', `There is no version ${version} of a policy "${name}".`);
    return row;
  }

  /** Of `name@version` each, in their order; null: there is none. */
  async findVersions(references: readonly string[]): Promise<(PolicyVersion | null)[]> {
    const asked = references.map(policyReference);
    const where = asked.flatMap((one) =>
      one?.version == null ? [] : { policy: one.name, version: one.version },
    );
    const rows = where.length === 0 ? [] : await this.versions.findBy(where);
    return asked.map(
      (one) => rows.find(({ policy, version }) => policy === one?.name && version === one.version) ?? null,
    );
  }

  /** What to judge by: a name (its newest version), `name@version`, or null for the policy in force. */
  async resolve(
    reference: string | null,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<JudgingPolicy> {
    const asked = reference ?? this.config.policy;
    const parsed = policyReference(asked);
    const policy = parsed && (await this.inForce(parsed, manager));
    if (policy) return policy;
    const retired = asked.includes('@') ? ', or its version is retired' : '';
    throw new AppError('not-found', `There is no policy "${asked}"${retired}. ${await this.knownNames()}`);
  }

  /** A version by its own id, retired or not: for judgements of the past. */
  async ofVersion(versionId: string): Promise<JudgingPolicy> {
    return judging(await this.versions.findOneByOrFail({ id: versionId }));
  }

  /** What a name, or a version of it, stands for now; null: nothing that is in use. */
  async inForce(
    { name, version }: PolicyReference,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<JudgingPolicy | null> {
    const [row] = await readRows(manager, PolicyVersionTable, newestInForce, [name, version]);
    return row ? judging(row) : null;
  }

  /** Every version that is not retired. */
  async inUse(manager: EntityManager): Promise<PolicyInUse[]> {
    const select = { policy: true, version: true } as const;
    return manager.find(PolicyVersionTable, { where: { retiredAt: IsNull() }, select });
  }

  /** Reads a document without storing it. */
  async preview(text: string): Promise<JudgingPolicy> {
    const { policy, hash } = await this.reader.readOrRefuse(text, { field: 'policy' });
    return { versionId: null, name: policy.name, version: 0, hash, document: policy };
  }

  /**
   * Publishes the text as the policy's next version, with the version that it extends then; the very same content again
   * is the version it already is.
   * @param pinned What it extends, whatever the text says.
   * @throws AppError `policy-invalid`; `policy-test-failed`; `transition-refused` when a preview or an approval is demanded
   *   first.
   */
  async publish(
    actor: Actor,
    name: string,
    { text, message, pinned }: PublishPolicy & { readonly pinned?: string | null },
    { within = this.dataSource.manager, isApproved = false }: PublishOptions = {},
  ): Promise<PolicyVersion> {
    const { policy, hash, parent } = await this.reader.readOrRefuse(text, { manager: within, pinned });
    refuseOtherName(policy.name, name);
    refuseFailingTests(policy, () => this.clock.now().getTime());
    return within.transaction(async (manager) => {
      const now = this.clock.now();
      await manager.upsert(PolicyTable, { name, title: policy.title, createdAt: now }, ['name']);
      await manager.query('SELECT 1 FROM policy WHERE name = $1 FOR UPDATE', [name]);
      const latest = await this.newest(manager, name);
      if (latest?.hash === hash && latest.retiredAt === null) return latest;
      await this.rules.refuseUnready(manager, actor, name, hash, isApproved);
      const row: PolicyVersionRow = {
        id: this.clock.newId(),
        policy: name,
        version: (latest?.version ?? 0) + 1,
        hash,
        text,
        parent,
        document: policy,
        author: actor.name,
        message,
        publishedAt: now,
        retiredAt: null,
      };
      // Its turn comes before the audit log's: whoever ends exemptions waits for them in that order.
      await this.bindings.markPolicy(manager, row, await this.inUse(manager));
      await insertRow(manager, PolicyVersionTable, row);
      await this.events.record(manager, [publishedEvent(row)]);
      const details = { version: row.version, hash, message };
      const change = { action: 'policy.published', entity: 'policy', entityId: name, details };
      await this.audit.record(manager, actor, change);
      return row;
    });
  }

  /**
   * Publishes a policy that comes with the product, unless its content was published before or somebody else's version
   * is the newest one.
   */
  async publishShipped(actor: Actor, text: string): Promise<void> {
    const { policy, hash } = await this.reader.readOrRefuse(text);
    const latest = await this.newest(this.dataSource.manager, policy.name);
    if (latest && latest.author !== actor.name) return;
    if (await this.versions.existsBy({ policy: policy.name, hash })) return;
    await this.publish(actor, policy.name, { text, message: 'Comes with the product.' });
  }

  /** The scores (EPSS) from which on published policies count a flaw as exploited, or end exemptions of it. */
  async exploitThresholds(manager: EntityManager): Promise<number[]> {
    const rows: { least: number }[] = await manager.query(selectThresholds);
    return rows.map(({ least }) => least);
  }

  private newest(manager: EntityManager, name: string): Promise<PolicyVersionRow | null> {
    return manager.findOne(PolicyVersionTable, { where: { policy: name }, order: { version: 'DESC' } });
  }

  private present(row: Omit<Policy, 'isInForce'>): Policy {
    return { ...row, isInForce: row.name === this.config.policy };
  }

  private async knownNames(): Promise<string> {
    const names = (await this.list()).map((policy) => policy.name);
    return names.length > 0 ? `There are: ${names.join(', ')}.` : 'None is published yet.';
  }

  private get versions() {
    return this.dataSource.getRepository(PolicyVersionTable);
  }
}

const selectThresholds = `SELECT DISTINCT (found #>> '{}')::double precision AS least
  FROM policy_version, jsonb_path_query(document, '$.checks."image-exploited-vulnerability".parameters.epss_min') AS found
  WHERE jsonb_typeof(found) = 'number'
  UNION SELECT (document #>> '{exemptions,end_when,epss_min}')::double precision FROM policy_version
  WHERE jsonb_typeof(document #> '{exemptions,end_when,epss_min}') = 'number'`;

/** A policy extends a version that is pinned, and may find a newer one. */
const selectPolicies = `SELECT p.name, p.title, p.created_at AS "createdAt", l.version AS "latestVersion", l.parent,
  (SELECT v.policy || '@' || max(v.version) FROM policy_version v
   WHERE v.policy = split_part(l.parent, '@', 1) AND v.version > split_part(l.parent, '@', 2)::int
     AND v.retired_at IS NULL GROUP BY v.policy) AS "newerParent"
  FROM policy p CROSS JOIN LATERAL
    (SELECT version, parent FROM policy_version v WHERE v.policy = p.name ORDER BY version DESC LIMIT 1) l`;

/** Published documents were valid when they were published; their defaults are applied again here. */
const newestInForce = `WHERE policy = $1 AND retired_at IS NULL AND ($2::int IS NULL OR version = $2)
  ORDER BY version DESC LIMIT 1`;

function judging(row: PolicyVersionRow): JudgingPolicy {
  const document = publishedPolicy(row);
  return { versionId: row.id, name: row.policy, version: row.version, hash: row.hash, document };
}
