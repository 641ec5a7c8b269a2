import { Inject, Injectable } from '@nestjs/common';
import type { ServiceEvent } from '../engine/events/cloud-event.js';
import { webhookBody } from '../engine/events/webhook-format.js';
import { signedHeaders } from '../engine/events/webhook-signature.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { AppError } from '../platform/errors/app-error.js';
import { AddressRules } from '../platform/outbound/address-rules.js';
import { allowedAddress, OutboundError, post } from '../platform/outbound/post.js';
import { packageVersion } from '../platform/package-version.js';
import { SealedError, SecretBox } from '../platform/secrets/secret-box.js';
import { CONFIG } from '../platform/tokens.js';
import { sealedSecrets } from './webhook-view.js';
import type { WebhookRow } from './webhook.table.js';

/** What came of one attempt. */
export interface Attempt {
  readonly isDelivered: boolean;
  /** Null: there was no answer. */
  readonly status: number | null;
  /** In milliseconds. */
  readonly latency: number;
  readonly excerpt: string | null;
  /** Null: it was delivered. */
  readonly error: string | null;
}

/** How long an answer may take, in milliseconds. */
const timeout = 10_000;
const userAgent = `ironhull/${packageVersion()}`;

/** Sends an event to a webhook, once. */
@Injectable()
export class WebhookSender {
  private readonly rules: AddressRules;

  constructor(
    private readonly box: SecretBox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.rules = new AddressRules(config.webhookNetworks ?? []);
  }

  /** Any answer of 2xx is a receipt; everything else is a failure, redirects too. */
  async send(webhook: WebhookRow, event: ServiceEvent, signal?: AbortSignal): Promise<Attempt> {
    const begin = performance.now();
    const latency = () => Math.round(performance.now() - begin);
    try {
      const now = this.clock.now();
      const secrets = await Promise.all(
        sealedSecrets(webhook, now).map((sealed) => this.box.open(sealed, secretContext(webhook.id))),
      );
      const { contentType, text } = webhookBody(webhook.format, event, this.config.eventSource);
      const signed = signedHeaders(secrets, event.id, now, text);
      const headers = { ...signed, 'content-type': contentType, 'user-agent': userAgent };
      const options = { headers, body: text, rules: this.rules, timeout, ...(signal && { signal }) };
      const { status, excerpt } = await post(new URL(webhook.url), options);
      const isDelivered = status >= 200 && status < 300;
      const error = isDelivered ? null : `the answer was ${status}`;
      return { isDelivered, status, latency: latency(), excerpt: printable(excerpt), error };
    } catch (error) {
      if (!(error instanceof OutboundError) && !(error instanceof SealedError)) throw error;
      return { isDelivered: false, status: null, latency: latency(), excerpt: null, error: error.message };
    }
  }

  /** @throws AppError `invalid` when it is known already that nothing can be sent there */
  async refuseAddress(url: string): Promise<void> {
    try {
      await allowedAddress(new URL(url), this.rules);
    } catch (error) {
      // A name that does not resolve now may later: each delivery looks again.
      if (!(error instanceof OutboundError)) return;
      const errors = [{ in: 'body', path: 'url', detail: error.message }];
      throw new AppError('invalid', `The webhook cannot go there: ${error.message}.`, { errors });
    }
  }
}

/** What the box holds: a secret opens for its own webhook only. */
export function secretContext(webhookId: string): string {
  return `webhook ${webhookId}`;
}

/** Without what neither a database nor a terminal takes. */
function printable(text: string): string {
  return text.replaceAll(/[\0-\x08\x0b-\x1f\x7f\ufffd]|\p{Surrogate}/gu, ' ');
}
