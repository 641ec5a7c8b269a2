import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import type { Config } from '../platform/config/config.js';
import { AppError } from '../platform/errors/app-error.js';
import { CONFIG } from '../platform/tokens.js';
import { VexDocumentTable, VexSourceTable } from './vex.table.js';

/**
 * Where the settings demand two people: what a source says takes findings away only when somebody else imported it than who
 * trusts the source. Held in the turn in which either is done.
 */
@Injectable()
export class VexApproval {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws AppError `forbidden` when one of the source's documents in force is the actor's own */
  async refuseTrust(manager: EntityManager, actor: Actor, source: string): Promise<void> {
    if (this.config.vexApproval !== 'required') return;
    const own = { source, state: 'in_force', importedById: actor.id } as const;
    if (await manager.existsBy(VexDocumentTable, own))
      throw new AppError(
        'forbidden',
        `A source is trusted by somebody other than who imported its documents, and some of "${source}" were imported with this key.`,
      );
  }

  /** @throws AppError `forbidden` when it was the actor who trusted the source */
  async refuseImport(manager: EntityManager, actor: Actor, source: string): Promise<void> {
    if (this.config.vexApproval !== 'required') return;
    const own = { name: source, trust: 'trusted', changedById: actor.id } as const;
    if (await manager.existsBy(VexSourceTable, own))
      throw new AppError(
        'forbidden',
        `Documents of a trusted source are imported by somebody other than who trusted it, and "${source}" was trusted with this key.`,
      );
  }
}
