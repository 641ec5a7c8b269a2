import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { LabelTarget, Target } from '../contracts/target.contract.js';
import { environmentLabel, mostLabels, ownerLabel, type Labels } from '../engine/model/labels.js';
import type { Actor } from '../platform/auth/actor.js';
import { AppError } from '../platform/errors/app-error.js';
import { TargetService } from './target.service.js';
import { TargetTable } from './target.table.js';

/** What people say of targets: which team answers for them, where they run, and what else they are told apart by. */
@Injectable()
export class TargetLabelService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly targets: TargetService,
    private readonly audit: AuditService,
  ) {}

  /** Those that were set and those that an image brings. @throws AppError `not-found` */
  async of(id: string): Promise<Labels> {
    const row = await this.dataSource.manager.findOne(TargetTable, {
      where: { id },
      select: { labels: true },
    });
    if (!row) throw new AppError('not-found', `There is no target ${id}.`);
    return row.labels;
  }

  /**
   * Sets labels and takes them away; the target is judged again, as another policy may be bound to it now.
   * @throws AppError `not-found`; `invalid` when it would have too many labels.
   */
  async label(actor: Actor, id: string, input: LabelTarget): Promise<Target> {
    await this.dataSource.transaction(async (manager) => {
      await this.targets.mark(manager, [id]);
      const row = await manager.findOneBy(TargetTable, { id });
      if (!row) throw new AppError('not-found', `There is no target ${id}.`);
      const labels = changed(row.setLabels, changesOf(input));
      if (Object.keys(labels).length > mostLabels) {
        const detail = `the target would have more than ${mostLabels} labels`;
        throw new AppError('invalid', `The labels cannot be so: ${detail}.`, {
          errors: [{ in: 'body', path: 'labels', detail }],
        });
      }
      await manager.update(TargetTable, { id }, { setLabels: labels });
      const change = { action: 'target.labelled', entity: 'target', entityId: id };
      await this.audit.record(manager, actor, {
        ...change,
        details: { before: row.setLabels, after: labels },
      });
    });
    return this.targets.get(id);
  }
}

type Changes = Readonly<Record<string, string | null>>;

function changesOf({ labels, owner, environment }: LabelTarget): Changes {
  return {
    ...labels,
    ...(owner === undefined ? {} : { [ownerLabel]: owner }),
    ...(environment === undefined ? {} : { [environmentLabel]: environment }),
  };
}

function changed(labels: Labels, changes: Changes): Labels {
  const all = Object.entries({ ...labels, ...changes });
  return Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
