import type {
  Binding,
  BindingResolution,
  CreateBinding,
  WriteBinding,
} from '../contracts/binding.contract.js';
import type { Page } from '../contracts/kit/schema.js';
import type {
  PolicyPreview,
  PreviewedFinding,
  PreviewedTarget,
  PreviewPolicy,
} from '../contracts/policy-preview.contract.js';
import { followEvents, type FollowOptions } from './follow.js';
import type { HttpTransport, Query } from './http-transport.js';
import { segment } from './path-segment.js';
import type { Wire } from './wire.js';

/** The part of the service's REST API that is about which policy judges what, and what another one would do. */
export class PolicyClient {
  constructor(private readonly transport: HttpTransport) {}

  /** In the order in which they count. */
  bindings(): Promise<Wire<Binding>[]> {
    return this.transport.json('GET', '/v1/bindings');
  }

  binding(name: string): Promise<Wire<Binding>> {
    return this.transport.json('GET', `/v1/bindings/${segment(name)}`);
  }

  createBinding(body: CreateBinding): Promise<Wire<Binding>> {
    return this.transport.json('POST', '/v1/bindings', { body });
  }

  replaceBinding(name: string, body: WriteBinding, etag: string): Promise<Wire<Binding>> {
    return this.transport.json('PUT', `/v1/bindings/${segment(name)}`, {
      body,
      headers: { 'if-match': etag },
    });
  }

  deleteBinding(name: string, etag: string): Promise<Wire<Binding>> {
    return this.transport.json('DELETE', `/v1/bindings/${segment(name)}`, { headers: { 'if-match': etag } });
  }

  /** By a target's id, a digest or a name. */
  resolve(target: string): Promise<Wire<BindingResolution>> {
    return this.transport.json('GET', '/v1/bindings/resolve', { query: { target } });
  }

  /** What a text, a version or the draft would do to everything stored; follow it. */
  preview(policy: string, body: PreviewPolicy): Promise<Wire<PolicyPreview>> {
    return this.transport.json('POST', `/v1/policies/${segment(policy)}/preview`, { body });
  }

  /** Newest first: the first ones. */
  previews(query: Query): Promise<Page<Wire<PolicyPreview>>> {
    return this.transport.json('GET', '/v1/policy-previews', { query });
  }

  /** Waits until the preview has ended, and tells of each step. */
  followPreview(id: string, options?: FollowOptions<Wire<PolicyPreview>>): Promise<Wire<PolicyPreview>> {
    return followEvents(this.transport, `/v1/policy-previews/${segment(id)}`, 'preview', options);
  }

  /** The first ones. */
  previewedTargets(id: string, query: Query): Promise<Page<Wire<PreviewedTarget>>> {
    return this.transport.json('GET', `/v1/policy-previews/${segment(id)}/targets`, { query });
  }

  /** The first ones. */
  previewedFindings(id: string, query: Query): Promise<Page<Wire<PreviewedFinding>>> {
    return this.transport.json('GET', `/v1/policy-previews/${segment(id)}/findings`, { query });
  }
}
