import { createClient } from 'graphql-ws';
import request from 'supertest';
import { WebSocket } from 'ws';
import type { AdvisoryImport } from '../../src/contracts/advisory.contract.js';
import type { Page } from '../../src/contracts/kit/schema.js';
import type { Scan } from '../../src/contracts/scan.contract.js';
import type { Wire } from '../../src/client/wire.js';
import { ServerSentEventParser } from '../../src/client/server-sent-events.js';

export type { Wire } from '../../src/client/wire.js';

/** A problem document (RFC 9457) with the members the service adds. */
export interface ProblemBody {
  type: string;
  status: number;
  detail: string;
  errors?: { in: string; path: string; detail: string }[];
  [member: string]: unknown;
}

export interface GraphqlAnswer<T> {
  data: T;
  extensions?: { unsettled?: boolean };
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** Calls the API with one key; unexpected statuses fail with the body. */
export class Caller {
  constructor(
    readonly address: string,
    readonly key: string,
    private readonly language: string | null = null,
  ) {}

  /** The same caller, asking for answers in a language: the value of `Accept-Language`. */
  reading(language: string): Caller {
    return new Caller(this.address, this.key, language);
  }

  private get headers(): Record<string, string> {
    const { key, language } = this;
    return {
      authorization: `Bearer ${key}`,
      ...(language === null ? {} : { 'accept-language': language }),
    };
  }

  /** A bare supertest request with the key. */
  request(method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string): request.Test {
    return request(this.address)[method](path).set(this.headers);
  }

  async get<T>(path: string, status = 200): Promise<T> {
    return bodyOf<T>(await this.request('get', path), status);
  }

  async post<T>(path: string, body: object = {}, status?: number): Promise<T> {
    return bodyOf<T>(await this.request('post', path).send(body), status);
  }

  async delete<T>(path: string, status = 200): Promise<T> {
    return bodyOf<T>(await this.request('delete', path), status);
  }

  /** Every row of a list, page by page. */
  async all<T>(path: string, first = 200): Promise<T[]> {
    const rows: T[] = [];
    const separator = path.includes('?') ? '&' : '?';
    for (let after: string | null = ''; after !== null;) {
      const cursor: string = after && `&after=${after}`;
      const page: Page<T> = await this.get(`${path}${separator}first=${first}${cursor}`);
      rows.push(...page.items);
      after = page.next;
    }
    return rows;
  }

  /** Sends raw bytes; resolves to the response whatever its status. */
  async upload(path: string, bytes: Buffer, headers: Record<string, string> = {}): Promise<request.Response> {
    return this.request('post', path)
      .set({ 'content-type': 'application/octet-stream', ...headers })
      .send(bytes);
  }

  /** The problem that raw bytes are answered with. */
  async refusedUpload(path: string, bytes: Buffer, status = 422): Promise<ProblemBody> {
    const response = await this.upload(path, bytes);
    expectProblem(response);
    return bodyOf(response, status);
  }

  async graphql<T>(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer<T>> {
    const response = await this.request('post', '/graphql').send({ query, variables });
    return response.body as GraphqlAnswer<T>;
  }

  /**
   * Every answer of a subscription that ends by itself, or the errors it is refused with.
   * @param most Leaves after so many answers.
   */
  async subscribe<T>(
    query: string,
    variables: Record<string, unknown> = {},
    most = Infinity,
  ): Promise<GraphqlAnswer<T>[]> {
    const client = createClient({
      url: `${this.address.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: this.headers,
    });
    const answers: unknown[] = [];
    try {
      for await (const answer of client.iterate({ query, variables })) {
        answers.push(answer);
        if (answers.length >= most) break;
      }
    } catch (errors) {
      if (!Array.isArray(errors)) throw errors;
      answers.push({ errors });
    } finally {
      await client.dispose();
    }
    return answers as GraphqlAnswer<T>[];
  }

  /** Submits an archive and follows the scan to its end. */
  async scan(archive: Buffer, query = ''): Promise<Wire<Scan>> {
    const { id } = bodyOf<Wire<Scan>>(await this.upload(`/v1/scans/archive${query}`, archive), 202);
    return this.scanEnd(id);
  }

  /** Scans an archive that must succeed; returns the target's id. */
  async targetOf(archive: Buffer, query = ''): Promise<string> {
    const { targetId, error } = await this.scan(archive, query);
    if (!targetId) throw new Error(`the scan failed: ${JSON.stringify(error)}`);
    return targetId;
  }

  /** Follows a scan by its events until it has ended. */
  async scanEnd(id: string): Promise<Wire<Scan>> {
    const states = await this.events<Wire<Scan>>(`/v1/scans/${id}/events`);
    return states.at(-1)!;
  }

  /** Imports advisories and waits until a worker has done it. */
  async import(bytes: Buffer | object): Promise<Wire<AdvisoryImport>> {
    const body = Buffer.isBuffer(bytes) ? bytes : Buffer.from(JSON.stringify(bytes));
    const queued = bodyOf<Wire<AdvisoryImport>>(
      await this.upload('/v1/advisories/imports?source=test', body),
      202,
    );
    return this.importEnd(queued.id);
  }

  async importEnd(id: string): Promise<Wire<AdvisoryImport>> {
    return until(
      () => this.get<Wire<AdvisoryImport>>(`/v1/advisories/imports/${id}`),
      ({ state }) => state === 'succeeded' || state === 'failed',
    );
  }

  /** Every event of a stream that ends by itself. */
  async events<T>(path: string): Promise<T[]> {
    const response = await fetch(this.address + path, { headers: this.headers });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1]!) as T);
  }

  /** The events of a stream that does not end by itself, one by one; leaving the loop closes it. */
  async *follow<T>(path: string): AsyncGenerator<T> {
    const left = new AbortController();
    const { headers } = this;
    const response = await fetch(this.address + path, { headers, signal: left.signal });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    const parser = new ServerSentEventParser();
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>)
        for (const { data } of parser.push(decoder.decode(chunk, { stream: true })))
          yield JSON.parse(data) as T;
    } finally {
      left.abort();
    }
  }
}

/** Asks again until the answer is as wanted; fails with the last answer after `limit` milliseconds. */
export async function until<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  limit = 20_000,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`still not so: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function expectProblem(response: request.Response): void {
  const type = String(response.headers['content-type']);
  if (!type.startsWith('application/problem+json'))
    throw new Error(`no problem document: ${response.status} ${type} ${response.text}`);
}

function bodyOf<T>(response: request.Response, status?: number): T {
  const isExpected = status === undefined ? response.ok : response.status === status;
  if (isExpected) return response.body as T;
  throw new Error(`expected ${status ?? 'success'}, got ${response.status}: ${response.text}`);
}
