import type { Page } from '../contracts/kit/schema.js';
import type {
  ChangeWebhook,
  CreatedWebhook,
  CreateWebhook,
  Delivery,
  Webhook,
  WebhookTest,
} from '../contracts/webhook.contract.js';
import type { HttpTransport, Query } from './http-transport.js';
import { segment } from './path-segment.js';
import type { Wire } from './wire.js';

/** The part of the service's REST API that is about webhooks. */
export class WebhookClient {
  constructor(private readonly transport: HttpTransport) {}

  /** Newest first, up to 200. */
  async list(): Promise<Wire<Webhook>[]> {
    const { items } = await this.transport.json<Page<Wire<Webhook>>>('GET', '/v1/webhooks', {
      query: { first: 200 },
    });
    return items;
  }

  /** Its secret is in the answer, this once. */
  add(input: Wire<CreateWebhook>): Promise<Wire<CreatedWebhook>> {
    return this.transport.json('POST', '/v1/webhooks', { body: input });
  }

  change(id: string, input: Wire<ChangeWebhook>): Promise<Wire<Webhook>> {
    return this.transport.json('PATCH', `/v1/webhooks/${segment(id)}`, { body: input });
  }

  remove(id: string): Promise<Wire<Webhook>> {
    return this.transport.json('DELETE', `/v1/webhooks/${segment(id)}`);
  }

  /** @param overlapHours how long the secret before signs as well; absent: as the service says */
  renewSecret(id: string, overlapHours?: number): Promise<Wire<CreatedWebhook>> {
    return this.post(id, '/secret', { overlapHours });
  }

  endPreviousSecret(id: string): Promise<Wire<Webhook>> {
    return this.transport.json('DELETE', `/v1/webhooks/${segment(id)}/secret/previous`);
  }

  test(id: string): Promise<Wire<WebhookTest>> {
    return this.post(id, '/test');
  }

  /** Newest first, one page. */
  deliveries(id: string, query: Query): Promise<Page<Wire<Delivery>>> {
    return this.transport.json('GET', `/v1/webhooks/${segment(id)}/deliveries`, { query });
  }

  redeliver(id: string, delivery: string): Promise<Wire<Delivery>> {
    return this.post(id, `/deliveries/${segment(delivery)}/redeliver`);
  }

  /** Sends all events since a time (ISO 8601) again. */
  replay(id: string, since: string): Promise<{ count: number }> {
    return this.post(id, '/replay', { since });
  }

  private post<T>(id: string, path: string, query: Query = {}): Promise<T> {
    return this.transport.json('POST', `/v1/webhooks/${segment(id)}${path}`, { body: {}, query });
  }
}
