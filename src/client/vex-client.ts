import type { Page } from '../contracts/kit/schema.js';
import type { VexDocument, VexSource, VexTrust } from '../contracts/vex.contract.js';
import type { Chunks, HttpTransport } from './http-transport.js';
import { segment } from './path-segment.js';
import type { Wire } from './wire.js';

/** The part of the service's REST API that is about VEX documents. */
export class VexClient {
  constructor(private readonly transport: HttpTransport) {}

  /** Submits a document: OpenVEX, CSAF or CycloneDX. */
  import(chunks: Chunks, source: string): Promise<Wire<VexDocument>> {
    return this.transport.upload('/v1/vex', chunks, { query: { source } });
  }

  /** Newest first, up to 200. */
  async list(query: { source?: string; state?: string } = {}): Promise<Wire<VexDocument>[]> {
    const path = '/v1/vex';
    const page: Page<Wire<VexDocument>> = await this.transport.json('GET', path, {
      query: { ...query, first: 200 },
    });
    return page.items;
  }

  remove(id: string): Promise<Wire<VexDocument>> {
    return this.transport.json('DELETE', `/v1/vex/${segment(id)}`);
  }

  async sources(): Promise<Wire<VexSource>[]> {
    const answer: { items: Wire<VexSource>[] } = await this.transport.json('GET', '/v1/vex-sources');
    return answer.items;
  }

  trust(source: string, trust: VexTrust): Promise<Wire<VexSource>> {
    return this.transport.json('PUT', `/v1/vex-sources/${segment(source)}`, { body: { trust } });
  }
}
