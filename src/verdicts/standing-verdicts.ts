import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Batcher } from '../platform/batcher.js';
import { Clock } from '../platform/clock.js';
import { selectList } from '../platform/database/select-list.js';
import { verdictStands } from '../targets/target-view.js';
import { VerdictTable, type VerdictRow } from './verdict.table.js';

/** The stored verdicts that still hold, for the gate: those that are asked for at the same time in one statement. */
@Injectable()
export class StandingVerdicts {
  private readonly reads = new Batcher<VerdictRow>((digests) => this.read(digests));

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** By any digest of the image; undefined: there is none that holds, so it has to be judged first. */
  ofDigest(digest: string): Promise<VerdictRow | undefined> {
    return this.reads.ask(digest);
  }

  private async read(digests: readonly string[]): Promise<Map<string, VerdictRow>> {
    const rows: (VerdictRow & { asked: string })[] = await this.dataSource.query(selectStanding, [
      digests,
      this.clock.now(),
    ]);
    return new Map(rows.map(({ asked, ...row }) => [asked, row]));
  }
}

const selectStanding = `SELECT named.digest AS asked, ${selectList(VerdictTable, 'verdict')} FROM target_digest named
  JOIN target ON target.id = named.target_id JOIN verdict ON ${verdictStands('verdict', 'target', '$2')}
  WHERE named.digest = ANY($1)`;
