import type { ExemptionCoverage } from '../contracts/exemption-scope.contract.js';
import type {
  DecideExemption,
  Exemption,
  ExemptionHygiene,
  RenewExemptionBody,
  RequestExemptionBody,
  ResubmitExemptionBody,
} from '../contracts/exemption.contract.js';
import type { Page } from '../contracts/kit/schema.js';
import type { Chunks, HttpTransport, Query } from './http-transport.js';
import { segment } from './path-segment.js';
import type { Wire } from './wire.js';

/** Steps that take nothing but a comment. */
export type PlainStep = 'approve' | 'ask-changes' | 'reject' | 'revoke' | 'withdraw';

/** The part of the service's REST API that is about exemptions. */
export class ExemptionClient {
  constructor(private readonly transport: HttpTransport) {}

  request(input: RequestExemptionBody): Promise<Wire<Exemption>> {
    return this.post('', input);
  }

  /** What a scope would cover now. */
  preview(scope: RequestExemptionBody['scope']): Promise<Wire<ExemptionCoverage>> {
    return this.post('/preview', { scope });
  }

  renew(id: string, input: RenewExemptionBody): Promise<Wire<Exemption>> {
    return this.post(`/${segment(id)}/renew`, input);
  }

  resubmit(id: string, input: ResubmitExemptionBody): Promise<Wire<Exemption>> {
    return this.post(`/${segment(id)}/resubmit`, input);
  }

  comment(id: string, text: string): Promise<Wire<Exemption>> {
    return this.post(`/${segment(id)}/comments`, { text });
  }

  step(id: string, name: PlainStep, input: Partial<DecideExemption> = {}): Promise<Wire<Exemption>> {
    return this.post(`/${segment(id)}/${name}`, input);
  }

  one(id: string): Promise<Wire<Exemption>> {
    return this.transport.json('GET', `/v1/exemptions/${segment(id)}`);
  }

  /** Attaches a small file. */
  attach(id: string, name: string, chunks: Chunks): Promise<Wire<Exemption>> {
    return this.transport.upload(`/v1/exemptions/${segment(id)}/attachments`, chunks, { query: { name } });
  }

  /** Newest first, up to 200. */
  async list(state?: string, expiringWithin?: string): Promise<Wire<Exemption>[]> {
    const query = { state, expiringWithin, first: 200 };
    const { items }: Page<Wire<Exemption>> = await this.transport.json('GET', '/v1/exemptions', { query });
    return items;
  }

  hygiene(days?: number): Promise<Wire<ExemptionHygiene>> {
    return this.transport.json('GET', '/v1/exemptions/hygiene', { query: { days } });
  }

  /** In force, with what they cover, in one of the formats of decisions. */
  export(query: Query): Promise<string> {
    return this.transport.text('/v1/exemptions/export', { query });
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return this.transport.json('POST', `/v1/exemptions${path}`, { body });
  }
}
