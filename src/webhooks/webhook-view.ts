import type { Webhook } from '../contracts/webhook.contract.js';
import type { WebhookRow } from './webhook.table.js';

/** The resource, as it is at that time. */
export function presentWebhook(row: WebhookRow, now: Date): Webhook {
  const { sealedSecret: _, previousSealedSecret: __, ...webhook } = row;
  const { previousSecretUntil } = webhook;
  return {
    ...webhook,
    previousSecretUntil: isInForce(previousSecretUntil, now) ? previousSecretUntil : null,
  };
}

/** What signs at that time, sealed: the newest first. */
export function sealedSecrets(row: WebhookRow, now: Date): Buffer[] {
  const { sealedSecret, previousSealedSecret, previousSecretUntil } = row;
  return previousSealedSecret !== null && isInForce(previousSecretUntil, now)
    ? [sealedSecret, previousSealedSecret]
    : [sealedSecret];
}

function isInForce(until: Date | null, now: Date): boolean {
  return until !== null && until > now;
}
