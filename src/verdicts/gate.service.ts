import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Verdict } from '../contracts/verdict.contract.js';
import type { Text } from '../engine/model/text.js';
import { PolicyService } from '../policies/policy.service.js';
import { ScanRecords } from '../scans/scan-records.service.js';
import { StandingVerdicts } from './standing-verdicts.js';
import { storedVerdict, undecidedVerdict } from './verdict-view.js';
import { VerdictService } from './verdict.service.js';

/** The gate: the verdict on an image, by any of its digests. What was never judged is never allowed. */
@Injectable()
export class GateService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly standing: StandingVerdicts,
    private readonly verdicts: VerdictService,
    private readonly scans: ScanRecords,
    private readonly policies: PolicyService,
  ) {}

  /** Under the policy in force, or under the one named. The answer carries the digest that was asked for. */
  async verdictOf(digest: string, policy: string | null = null): Promise<Verdict> {
    const standing = policy === null ? await this.standing.ofDigest(digest) : undefined;
    return standing ? storedVerdict(standing, digest) : this.judged(digest, policy);
  }

  private async judged(digest: string, policy: string | null): Promise<Verdict> {
    const rows = await this.dataSource.query<{ target_id: string }[]>(
      'SELECT target_id FROM target_digest WHERE digest = $1',
      [digest],
    );
    const targetId = rows[0]?.target_id;
    if (!targetId) return this.unseen(digest, policy);
    return { ...(await this.verdicts.ofTarget(targetId, policy)), digest };
  }

  private async unseen(digest: string, policy: string | null): Promise<Verdict> {
    const scan = await this.scans.newestOf(digest);
    if (!scan) return undecidedVerdict(digest, 'unknown', 'never-scanned', ...neverScanned);
    if (scan.state === 'failed') {
      const { error } = scan;
      const message = {
        en: `Its last scan failed: ${error?.message ?? 'for an unknown reason'}`,
        zh: `最近一次扫描失败：${error?.message ?? '原因未知'}`,
      };
      const place = `GET /v1/scans/${scan.id}`;
      return undecidedVerdict(digest, 'unknown', 'scan-failed', message, {
        en: `See ${place}.`,
        zh: `详见 ${place}。`,
      });
    }
    const { step, percent } = scan.progress;
    const message = {
      en: `It is being scanned: ${step}, ${percent} %.`,
      zh: `正在扫描：${step}，已完成 ${percent}%。`,
    };
    const events = `GET /v1/scans/${scan.id}/events`;
    const { gate } = (await this.policies.resolve(policy)).document;
    return undecidedVerdict(digest, gate.pending, 'scan-under-way', message, {
      en: `Follow ${events}.`,
      zh: `可通过 ${events} 跟踪进度。`,
    });
  }
}

/** What is wrong, and what to do. */
const neverScanned: [Text, Text] = [
  { en: 'This image was never scanned.', zh: '该镜像从未扫描过。' },
  { en: 'Submit it to POST /v1/scans/archive.', zh: '请通过 POST /v1/scans/archive 提交扫描。' },
];
