import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Config } from '../config/config.js';
import { CONFIG } from '../tokens.js';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const nameBytes = 8;
const format = 1;

/** The box cannot be opened with any key that this process has. */
export class SealedError extends Error {
  override readonly name = 'SealedError';
}

/**
 * Seals what must be stored and used again (AES-256-GCM), under a key from IRONHULL_SECRETS_KEY, or else under one that is
 * made once and kept in the database itself: then whoever has a copy of the database has what is sealed as well.
 */
@Injectable()
export class SecretBox {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @param context what it is the secret of: it opens in that context only. */
  async seal(secret: Buffer, context: string, manager?: EntityManager): Promise<Buffer> {
    const key = this.configured() ?? (await this.storedKey(manager));
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.from([format]), nameOf(key), nonce, sealed, cipher.getAuthTag()]);
  }

  /** @throws SealedError when it was sealed under a key that is not known, for something else, or was changed. */
  async open(box: Buffer, context: string, manager?: EntityManager): Promise<Buffer> {
    const head = 1 + nameBytes + nonceBytes;
    if (box.length < head + tagBytes || box[0] !== format)
      throw new SealedError('the sealed secret is damaged');
    const name = box.subarray(1, 1 + nameBytes);
    const key = await this.keyNamed(name, manager);
    if (!key)
      throw new SealedError(
        'it was sealed under another key: set IRONHULL_SECRETS_KEY to what it was when it was stored',
      );
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1 + nameBytes, head));
    decipher.setAAD(Buffer.from(context)).setAuthTag(box.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(box.subarray(head, -tagBytes)), decipher.final()]);
    } catch (error) {
      throw new SealedError('the sealed secret was changed', { cause: error });
    }
  }

  private configured(): Buffer | null {
    const { secretsKey } = this.config;
    if (secretsKey === null) return null;
    return Buffer.from(hkdfSync('sha256', secretsKey, '', 'ironhull sealed secrets', keyBytes));
  }

  private async keyNamed(name: Buffer, manager?: EntityManager): Promise<Buffer | null> {
    const configured = this.configured();
    if (configured && nameOf(configured).equals(name)) return configured;
    const stored = await this.storedKey(manager);
    return nameOf(stored).equals(name) ? stored : null;
  }

  private async storedKey(manager: EntityManager = this.dataSource.manager): Promise<Buffer> {
    await manager.query(
      'INSERT INTO service_secret (is_only, content) VALUES (true, $1) ON CONFLICT DO NOTHING',
      [randomBytes(keyBytes)],
    );
    const rows: { content: Buffer }[] = await manager.query('SELECT content FROM service_secret');
    if (!rows[0]) throw new Error('the key of the sealed secrets is gone');
    return rows[0].content;
  }
}

/** Tells keys apart without telling them. */
function nameOf(key: Buffer): Buffer {
  return hash('sha256', key, 'buffer').subarray(0, nameBytes);
}
