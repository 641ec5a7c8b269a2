import type { Event } from '../contracts/event.contract.js';
import type { Page } from '../contracts/kit/schema.js';
import type { JsonWebKey, Replay, SignedReceipt } from '../contracts/receipt.contract.js';
import type { HttpTransport, Query } from './http-transport.js';
import { segment } from './path-segment.js';
import type { Wire } from './wire.js';

/** A public key, as JWKS gives it. */
export type PublishedKey = (typeof JsonWebKey)['_output'];

/** The part of the service's REST API that is about what happened: receipts and events. */
export class RecordClient {
  constructor(private readonly transport: HttpTransport) {}

  receipt(id: string): Promise<Wire<SignedReceipt>> {
    return this.transport.json('GET', `/v1/receipts/${segment(id)}`);
  }

  /** Judges again what was judged then. */
  replay(id: string): Promise<Wire<Replay>> {
    return this.transport.json('POST', `/v1/receipts/${segment(id)}/replay`, { body: {} });
  }

  /** The keys that receipts are, or were, signed with. */
  receiptKeys(): Promise<{ keys: PublishedKey[] }> {
    return this.transport.json('GET', '/.well-known/jwks.json');
  }

  /** Makes a new key, which signs from now on. */
  newReceiptKey(): Promise<PublishedKey> {
    return this.transport.json('POST', '/v1/receipt-keys', { body: {} });
  }

  /** One page, oldest first. */
  events(query: Query): Promise<Page<Wire<Event>>> {
    return this.transport.json('GET', '/v1/events', { query });
  }
}
