import { generateKeyPairSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { AppError } from '../platform/errors/app-error.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { CONFIG } from '../platform/tokens.js';
import { SigningKey, type PublicKey } from './signing-key.js';

/** Another process's new key is used after this time at the latest, in milliseconds. */
const lookAgainAfter = 60_000;
const context = 'receipt signing key';

/**
 * The keys that receipts are signed with: the one of IRONHULL_RECEIPT_KEY, or one that is made once and shared through the
 * database, sealed. The public halves of all that were ever used stay.
 */
@Injectable()
export class SigningKeys {
  private current: { readonly key: SigningKey; readonly readAt: number } | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The key to sign with now. */
  async signing(): Promise<SigningKey> {
    const now = this.clock.now().getTime();
    if (this.current && now - this.current.readAt < lookAgainAfter) return this.current.key;
    const key = await this.read();
    this.current = { key, readAt: now };
    return key;
  }

  /** Newest first. */
  async publicKeys(): Promise<PublicKey[]> {
    await this.signing();
    const rows = await this.dataSource.query<{ public_key: PublicKey }[]>(
      'SELECT public_key FROM signing_key ORDER BY created_at DESC, kid',
    );
    return rows.map((row) => row.public_key);
  }

  /** Makes a new key, which signs from now on. @throws AppError `conflict` when the configuration gives the key */
  async rotate(actor: Actor): Promise<PublicKey> {
    if (this.config.receiptKey !== null) {
      const detail =
        'The key comes from IRONHULL_RECEIPT_KEY: change that setting; the old public key stays.';
      throw new AppError('conflict', detail);
    }
    const key = await this.dataSource.transaction(async (manager) => {
      await alone(manager);
      const made = await this.make(manager);
      const { kid } = made.publicKey;
      await this.audit.record(manager, actor, {
        action: 'receipt-key.made',
        entity: 'receipt-key',
        entityId: kid,
      });
      return made;
    });
    this.current = null;
    return key.publicKey;
  }

  private async read(): Promise<SigningKey> {
    const { receiptKey } = this.config;
    if (receiptKey !== null) {
      const key = await SigningKey.from(receiptKey);
      await this.insert(this.dataSource.manager, key, null);
      return key;
    }
    return (
      (await this.newest(this.dataSource.manager)) ??
      this.dataSource.transaction(async (manager) => {
        await alone(manager);
        return (await this.newest(manager)) ?? this.make(manager);
      })
    );
  }

  private async newest(manager: EntityManager): Promise<SigningKey | null> {
    const rows: { sealed: Buffer }[] = await manager.query(
      'SELECT sealed FROM signing_key WHERE sealed IS NOT NULL ORDER BY created_at DESC, kid LIMIT 1',
    );
    if (!rows[0]) return null;
    return SigningKey.from((await this.box.open(rows[0].sealed, context, manager)).toString());
  }

  private async make(manager: EntityManager): Promise<SigningKey> {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const key = await SigningKey.from(pem);
    await this.insert(manager, key, await this.box.seal(Buffer.from(pem), context, manager));
    return key;
  }

  private async insert(manager: EntityManager, { publicKey }: SigningKey, sealed: Buffer | null) {
    await manager.query(
      `INSERT INTO signing_key (kid, public_key, sealed, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (kid) DO NOTHING`,
      [publicKey.kid, publicKey, sealed, this.clock.now()],
    );
  }
}

/** Processes that start together make one key. */
async function alone(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('ironhull:receipt-key'))`);
}
