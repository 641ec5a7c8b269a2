import type { EntityManager } from 'typeorm';
import type { EventDraft } from '../events/event-log.service.js';
import { AppError } from '../platform/errors/app-error.js';
import type { PolicyVersionRow } from './policy.table.js';

/** How a version comes to be published. */
export interface PublishOptions {
  /** Transaction that it belongs to. */
  readonly within?: EntityManager;
  /** Whether somebody other than its author has approved the content, or it was published before. */
  readonly isApproved?: boolean;
}

/** That a version was published, for others. */
export function publishedEvent({ policy, version, hash, author, message }: PolicyVersionRow): EventDraft {
  const summary = `${author} published version ${version} of the policy ${policy}: ${message}`;
  return {
    type: 'policy.published',
    subject: policy,
    data: { summary, policy, version, hash, author, message },
  };
}

/** @throws AppError `invalid` */
export function refuseOtherName(stated: string, asked: string): void {
  if (stated === asked) return;
  const errors = [{ in: 'body', path: 'text.name', detail: `expected "${asked}"` }];
  const message = `The document is named "${stated}", but it is published as "${asked}".`;
  throw new AppError('invalid', message, { errors });
}
