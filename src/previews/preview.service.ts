import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { PolicyPreview, PreviewPolicy } from '../contracts/policy-preview.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import type { JobQueues } from '../platform/queue/job-queues.js';
import { QUEUES } from '../platform/tokens.js';
import { PolicyDrafts } from '../policies/policy-drafts.service.js';
import { refuseOtherName } from '../policies/policy-publication.js';
import { PolicyService } from '../policies/policy.service.js';
import { PreviewRecords } from './preview-records.service.js';

/** Asks for previews: who asks twice for the same while it is under way shares one. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: PreviewRecords,
    private readonly policies: PolicyService,
    private readonly drafts: PolicyDrafts,
    private readonly audit: AuditService,
    @Inject(QUEUES) private readonly queues: JobQueues,
  ) {}

  /** @throws AppError `not-found` for a draft or version that there is not; `policy-invalid`. */
  async ask(actor: Actor, policy: string, input: PreviewPolicy): Promise<PolicyPreview> {
    const { text, source } = await this.sourceOf(policy, input);
    const { name, hash } = await this.policies.preview(text);
    refuseOtherName(name, policy);
    const { selectors = null } = input;
    const asked = { policy, hash, text, source, selectors, requestedBy: actor.name };
    const preview = await this.records.ask(asked);
    const change = { action: 'policy.preview-asked', entity: 'policy', entityId: policy };
    const details = { preview: preview.id, hash, source, selectors };
    await this.audit.record(this.dataSource.manager, actor, { ...change, details });
    await this.queues.add('policy-preview', preview.id);
    return preview;
  }

  private async sourceOf(policy: string, { text, version }: PreviewPolicy) {
    if (text !== undefined) return { text, source: 'text' };
    if (version === undefined) return { text: (await this.drafts.get(policy)).text, source: 'draft' };
    return { text: (await this.policies.getVersion(policy, version)).text, source: `version ${version}` };
  }
}
