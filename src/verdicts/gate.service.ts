import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Verdict } from '../contracts/verdict.contract.js';
import { ScanRecords } from '../scans/scan-records.service.js';
import { undecidedVerdict } from './verdict-view.js';
import { VerdictService } from './verdict.service.js';

/** The gate: the verdict on an image, by any of its digests. What was never judged is never allowed. */
@Injectable()
export class GateService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly verdicts: VerdictService,
    private readonly scans: ScanRecords,
  ) {}

  /** Under the policy in force, or under the one named. The answer carries the digest that was asked for. */
  async verdictOf(digest: string, policy: string | null = null): Promise<Verdict> {
    const rows = await this.dataSource.query<{ target_id: string }[]>(
      'SELECT target_id FROM target_digest WHERE digest = $1',
      [digest],
    );
    const targetId = rows[0]?.target_id;
    if (!targetId) return this.unseen(digest);
    return { ...(await this.verdicts.ofTarget(targetId, policy)), digest };
  }

  private async unseen(digest: string): Promise<Verdict> {
    const scan = await this.scans.newestOf(digest);
    if (!scan) {
      const message = 'This image was never scanned.';
      return undecidedVerdict(
        digest,
        'unknown',
        'never-scanned',
        message,
        'Submit it to POST /v1/scans/archive.',
      );
    }
    if (scan.state === 'failed') {
      const message = `Its last scan failed: ${scan.error?.message ?? 'for an unknown reason'}`;
      return undecidedVerdict(digest, 'unknown', 'scan-failed', message, `See GET /v1/scans/${scan.id}.`);
    }
    const message = `It is being scanned: ${scan.progress.step}, ${scan.progress.percent} %.`;
    return undecidedVerdict(
      digest,
      'pending',
      'scan-under-way',
      message,
      `Follow GET /v1/scans/${scan.id}/events.`,
    );
  }
}
