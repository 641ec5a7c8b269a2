import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ExemptionAttachment } from '../contracts/exemption-parts.contract.js';
import type { Exemption } from '../contracts/exemption.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { attachmentType } from './attachment-type.js';
import { ExemptionRecords } from './exemption-records.service.js';
import { present } from './exemption-view.js';

/** Files of one exemption. */
const mostAttached = 10;

/** Small files that speak for an exemption, kept in the database beside it. */
@Injectable()
export class ExemptionAttachments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: ExemptionRecords,
    private readonly clock: Clock,
  ) {}

  /**
   * Attaches a file, in any state: what is attached is never changed or taken away.
   * @throws AppError `invalid` for a kind that is not taken, `conflict` when it has too many
   */
  async add(actor: Actor, exemptionId: string, name: string, content: Buffer): Promise<Exemption> {
    const type = attachmentType(name, content);
    if ('fault' in type) {
      throw new AppError('invalid', `${name} cannot be attached: ${type.fault}.`, {
        errors: [{ in: 'query', path: 'name', detail: type.fault }],
      });
    }
    const own = { id: this.clock.newId(), name, mediaType: type.mediaType, size: content.length };
    const digest = { sha256: hash('sha256', content), addedBy: actor.name };
    const attachment = { ...own, ...digest, addedAt: this.clock.now().toISOString() };
    return this.records.together(async (manager) => {
      const row = await this.records.locked(manager, exemptionId);
      if (row.attachments.length >= mostAttached)
        throw new AppError('conflict', `It has ${mostAttached} attachments, and takes no more.`);
      await manager.query(
        `INSERT INTO exemption_attachment (id, exemption_id, content) VALUES ($1, $2, $3)`,
        [attachment.id, exemptionId, content],
      );
      const change = { attachments: [...row.attachments, attachment] };
      const taken = { change, action: 'attached', details: { ...attachment } };
      return present(await this.records.take(manager, actor, row, taken), this.clock.now());
    });
  }

  /** @throws AppError `not-found` */
  async read(exemptionId: string, id: string): Promise<{ attachment: ExemptionAttachment; content: Buffer }> {
    const [row] = await this.dataSource.query<{ content: Buffer; attachment: ExemptionAttachment }[]>(
      `SELECT a.content, (SELECT one FROM jsonb_array_elements(e.attachments) AS one WHERE one ->> 'id' = a.id::text) AS attachment
       FROM exemption_attachment a JOIN exemption e ON e.id = a.exemption_id WHERE a.exemption_id = $1 AND a.id = $2`,
      [exemptionId, id],
    );
    if (!row) throw new AppError('not-found', `The exemption ${exemptionId} has no attachment ${id}.`);
    return row;
  }
}
