import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor, type Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { AppError } from '../platform/errors/app-error.js';
import { CONFIG } from '../platform/tokens.js';
import { PreviewRecords } from '../previews/preview-records.service.js';

const hour = 3_600_000;

/** What the settings demand before a version is published. What comes with the product is not held to it. */
@Injectable()
export class PublishRules {
  constructor(
    private readonly previews: PreviewRecords,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @param isApproved whether somebody other than its author has approved that very content
   * @throws AppError `transition-refused`, with what to do first
   */
  async refuseUnready(
    manager: EntityManager,
    actor: Actor,
    policy: string,
    hash: string,
    isApproved: boolean,
  ): Promise<void> {
    if (actor.id === systemActor.id) return;
    const { previewHours, policyApproval } = this.config;
    if (policyApproval === 'required' && !isApproved) {
      refuse(
        `The service publishes only what a second author has approved. Write it as the draft (PUT /v1/policies/${policy}/draft), and let another author approve that: POST /v1/policies/${policy}/draft/approve.`,
        'approve',
      );
    }
    if (previewHours === null) return;
    const since = new Date(this.clock.now().getTime() - previewHours * hour);
    if (await this.previews.isPreviewed(manager, policy, hash, since)) return;
    refuse(
      `The service publishes only what was previewed to the end within the last ${previewHours} hours, and this content was not. Preview it: POST /v1/policies/${policy}/preview, or ironhull policy preview.`,
      'preview',
    );
  }
}

function refuse(detail: string, first: string): never {
  throw new AppError('transition-refused', detail, { state: 'draft', allowed: [first] });
}
