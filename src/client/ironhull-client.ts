import type { AdvisoryImport, AdvisoryStatus } from '../contracts/advisory.contract.js';
import type { Attestation, MakeAttestation } from '../contracts/attestation.contract.js';
import type { Component } from '../contracts/component.contract.js';
import type { Finding } from '../contracts/finding.contract.js';
import type { ApiKey, AuditVerification, CreatedKey, CreateKey } from '../contracts/key.contract.js';
import type { Policy, PolicyVersion, PublishPolicy, RollBackPolicy } from '../contracts/policy.contract.js';
import type { BenchmarkReportForm, ReportFormat } from '../contracts/report.contract.js';
import type { TargetKind } from '../engine/model/facts.js';
import type { DocumentQuery, Scan } from '../contracts/scan.contract.js';
import type { Target } from '../contracts/target.contract.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import type { Page } from '../contracts/kit/schema.js';
import {
  counted,
  uploadArchive,
  type ArchiveOptions,
  type OfferFile,
  type UploadOptions,
} from './archive-upload.js';
import { ExemptionClient } from './exemption-client.js';
import { followByAsking, followEvents, type FollowOptions } from './follow.js';
import {
  HttpTransport,
  type Chunks,
  type Query,
  type RequestOptions,
  type TransportOptions,
} from './http-transport.js';
import { segment } from './path-segment.js';
import { VexClient } from './vex-client.js';
import { RecordClient } from './record-client.js';
import { WebhookClient } from './webhook-client.js';
import { PolicyClient } from './policy-client.js';
import type { Wire } from './wire.js';

export { ClientError, ConnectionError } from './client-error.js';
export type { Wire } from './wire.js';

export interface ImportOptions extends UploadOptions {
  /** A name for the source, shown in the status. */
  readonly source?: string | undefined;
  /** Bytes there are to send; null: not known. */
  readonly total?: number | null;
}

export interface DocumentOptions extends UploadOptions, DocumentQuery {
  /** What findings call a workload's document or a Dockerfile. */
  readonly name?: string | undefined;
  /** Bytes there are to send; null: not known. */
  readonly total?: number | null;
}

export interface ClientOptions extends TransportOptions {
  /** For a service of this machine: hands a file over instead of sending it. */
  readonly offer?: OfferFile;
}

/** Rows of one page: the most the service gives. */
const pageSize = 200;

/**
 * The service's REST API. Every method throws ClientError when the service refuses, with its problem document, and
 * ConnectionError when there is no answer.
 */
export class IronhullClient {
  readonly exemptions: ExemptionClient;
  readonly vex: VexClient;
  readonly record: RecordClient;
  readonly webhooks: WebhookClient;
  /** Which policy judges what, and what another one would do. */
  readonly policyUse: PolicyClient;
  private readonly transport: HttpTransport;
  private readonly offer: OfferFile | null;

  /** @throws TypeError when the address is not one of a service. */
  constructor(options: ClientOptions) {
    this.transport = new HttpTransport(options);
    this.exemptions = new ExemptionClient(this.transport);
    this.vex = new VexClient(this.transport);
    this.record = new RecordClient(this.transport);
    this.webhooks = new WebhookClient(this.transport);
    this.policyUse = new PolicyClient(this.transport);
    this.offer = options.offer ?? null;
  }

  get url(): string {
    return this.transport.url;
  }

  /** Whether something answers at the address; says nothing about the key. */
  async ping(options?: RequestOptions): Promise<void> {
    await this.transport.json('GET', '/livez', options);
  }

  /**
   * Submits an image archive: the path of a file, or its bytes. Layers the service knows are not sent where that can be.
   * Throws the system's error when the file cannot be read, and the error of the bytes.
   */
  scanArchive(source: string | Chunks, options: ArchiveOptions = {}): Promise<Wire<Scan>> {
    return uploadArchive(this.transport, source, options, this.offer);
  }

  /** Submits a tar of lock files, a bill of materials, a document that defines workloads, or a Dockerfile. */
  scanDocument(
    kind: Exclude<TargetKind, 'image'>,
    chunks: Chunks,
    { reference, label, name, total = null, onSent, signal }: DocumentOptions = {},
  ): Promise<Wire<Scan>> {
    const query = { reference, label, name };
    return this.transport.upload(`/v1/scans/${kind}`, counted(chunks, total, onSent), { query, signal });
  }

  scan(id: string): Promise<Wire<Scan>> {
    return this.get(`/v1/scans/${segment(id)}`);
  }

  /** Waits until the scan has ended, and tells of each change. */
  followScan(id: string, options?: FollowOptions<Wire<Scan>>): Promise<Wire<Scan>> {
    return followEvents(this.transport, `/v1/scans/${segment(id)}`, 'scan', options);
  }

  target(id: string): Promise<Wire<Target>> {
    return this.get(`/v1/targets/${segment(id)}`);
  }

  /** A target as a bill of materials, its findings, or by a benchmark in the form `as`. */
  report(targetId: string, format: ReportFormat, as?: BenchmarkReportForm): Promise<string> {
    return this.transport.text(`/v1/targets/${segment(targetId)}/report`, { query: { format, as } });
  }

  /** By name. */
  components(targetId: string): Promise<Wire<Component>[]> {
    return this.all(`/v1/targets/${segment(targetId)}/components`);
  }

  /** Worst first, under the policy in force. */
  findings(targetId: string, filter: Query = {}): Promise<Wire<Finding>[]> {
    return this.all(`/v1/targets/${segment(targetId)}/findings`, filter);
  }

  /** Under the policy in force, or under `name` or `name@version`. */
  verdict(targetId: string, policy?: string): Promise<Wire<Verdict>> {
    return this.get(`/v1/targets/${segment(targetId)}/verdict`, { policy });
  }

  /** The verdict a policy document (YAML) would give. */
  preview(targetId: string, policy: string): Promise<Wire<Verdict>> {
    return this.post(`/v1/targets/${segment(targetId)}/preview`, { policy });
  }

  /** The gate's answer for an image, by digest of its manifest or config. */
  gate(digest: string): Promise<Wire<Verdict>> {
    return this.get(`/v1/verdicts/${segment(digest)}`);
  }

  /** Submits OSV records, or CISA's catalogue: a zip or JSON. */
  importAdvisories(chunks: Chunks, options: ImportOptions = {}): Promise<Wire<AdvisoryImport>> {
    const { source, total = null, onSent, signal } = options;
    const query = { source };
    return this.transport.upload('/v1/advisories/imports', counted(chunks, total, onSent), { query, signal });
  }

  /** Waits until the import has ended, and tells how it stands now and then. */
  followImport(id: string, options?: FollowOptions<Wire<AdvisoryImport>>): Promise<Wire<AdvisoryImport>> {
    return followByAsking(this.transport, `/v1/advisories/imports/${segment(id)}`, options);
  }

  /** Newest first. */
  advisoryImports(): Promise<Wire<AdvisoryImport>[]> {
    return this.all('/v1/advisories/imports');
  }

  /** Has the service look for what is new in its sources; the status tells when it has. */
  refreshAdvisories(): Promise<Wire<AdvisoryStatus>> {
    return this.post('/v1/advisories/refresh', {});
  }

  advisoryStatus(): Promise<Wire<AdvisoryStatus>> {
    return this.get('/v1/advisories/status');
  }

  attest(input: Wire<MakeAttestation>): Promise<Wire<Attestation>> {
    return this.post('/v1/attestations', input);
  }

  revokeAttestation(id: string): Promise<Wire<Attestation>> {
    return this.post(`/v1/attestations/${segment(id)}/revoke`, {});
  }

  createKey(input: Wire<CreateKey>): Promise<Wire<CreatedKey>> {
    return this.post('/v1/keys', input);
  }

  revokeKey(id: string): Promise<Wire<ApiKey>> {
    return this.transport.json('DELETE', `/v1/keys/${segment(id)}`);
  }

  /** @param head of an earlier verification. */
  verifyAudit(head?: string): Promise<Wire<AuditVerification>> {
    return this.get('/v1/audit/verification', { head });
  }

  policies(): Promise<Wire<Policy>[]> {
    return this.get('/v1/policies');
  }

  policy(name: string): Promise<Wire<Policy>> {
    return this.get(`/v1/policies/${segment(name)}`);
  }

  policyVersion(name: string, version: number): Promise<Wire<PolicyVersion>> {
    return this.get(`/v1/policies/${segment(name)}/versions/${version}`);
  }

  publishPolicy(name: string, input: PublishPolicy): Promise<Wire<PolicyVersion>> {
    return this.post(`/v1/policies/${segment(name)}/versions`, input);
  }

  rollBackPolicy(name: string, input: RollBackPolicy): Promise<Wire<PolicyVersion>> {
    return this.post(`/v1/policies/${segment(name)}/rollback`, input);
  }

  private get<T>(path: string, query: Query = {}): Promise<T> {
    return this.transport.json('GET', path, { query });
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return this.transport.json('POST', path, { body });
  }

  /** Every page of a list, one after the other. */
  private async all<T>(path: string, filter: Query = {}): Promise<T[]> {
    const items: T[] = [];
    for (let after: string | undefined; ;) {
      const page: Page<T> = await this.get(path, { ...filter, first: pageSize, after });
      items.push(...page.items);
      if (page.next === null || page.next === after) return items;
      after = page.next;
    }
  }
}
