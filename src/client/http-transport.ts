import type { Language } from '../engine/model/text.js';
import type { Problem } from '../platform/errors/problem.js';
import { timeLimit } from '../platform/time-limit.js';
import { ClientError, connectionError } from './client-error.js';
import { postStream } from './http-upload.js';
import { withoutEnd } from '../engine/text/ends.js';

export interface TransportOptions {
  /** Address of the service: `https://ironhull.example`, with or without a path. */
  readonly url: string;
  /** API key; null: requests carry none. Never part of a message. */
  readonly key: string | null;
  /** Of the texts of the answers; absent: the service's own choice. */
  readonly language?: Language;
  /** Longest wait for the answer to a request that is no upload, in milliseconds. Default: a minute. */
  readonly timeout?: number;
}

export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export interface RequestOptions {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Beside those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export type Chunks = AsyncIterable<Uint8Array>;

const defaultTimeout = 60_000;

/** Sends requests to one service and turns its refusals into errors. */
export class HttpTransport {
  readonly url: string;
  private readonly timeout: number;

  /** @throws TypeError when the address is not one of a service. */
  constructor(private readonly options: TransportOptions) {
    this.url = checkedUrl(options.url);
    this.timeout = options.timeout ?? defaultTimeout;
  }

  /**
   * One request with a JSON answer.
   * @throws ClientError for a refusal, ConnectionError when there is no answer, the signal's reason on abort.
   */
  async json<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    return this.answer(method, path, options, answerOf<T>);
  }

  /** One request with an answer that is taken as it is; fails as `json` does. */
  async text(path: string, options: RequestOptions = {}): Promise<string> {
    return this.answer('GET', path, options, async (response) => {
      if (!response.ok) throw await refusalOf(response);
      return response.text();
    });
  }

  private async answer<T>(
    method: string,
    path: string,
    { query, body, headers, signal }: RequestOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const limited = timeLimit(this.timeout, signal);
    return this.guarded(signal, async () => {
      const response = await fetch(this.address(path, query), {
        method,
        headers: {
          ...this.headers(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: limited,
      });
      return read(response);
    });
  }

  /** Streams a body as it is read; the answer is JSON. No limit of time: large archives take theirs. */
  async upload<T>(path: string, chunks: Chunks, { query, signal }: RequestOptions = {}): Promise<T> {
    const source: { failure: { readonly error: unknown } | null } = { failure: null };
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        yield* chunks;
      } catch (error) {
        source.failure = { error };
        throw error;
      }
    }
    try {
      return await this.guarded(signal, async () => {
        const url = this.address(path, query);
        const headers = { ...this.headers(), 'content-type': 'application/octet-stream' };
        return answerOf<T>(await postStream({ url, headers, chunks: watched(), signal }));
      });
    } catch (error) {
      if (source.failure && !(error instanceof ClientError)) throw source.failure.error;
      throw error;
    }
  }

  /** The body of an answer, piece by piece. */
  async stream(path: string, signal: AbortSignal): Promise<Chunks> {
    return this.guarded(signal, async () => {
      const headers = { ...this.headers(), accept: 'text/event-stream' };
      const response = await fetch(this.address(path), { headers, redirect: 'manual', signal });
      if (!response.ok || !response.body) throw await refusalOf(response);
      return response.body;
    });
  }

  /** An abort stays the caller's own error, a refusal stays what it is, and everything else is no answer. */
  private async guarded<T>(signal: AbortSignal | undefined, send: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    try {
      return await send();
    } catch (error) {
      if (error instanceof ClientError) throw error;
      signal?.throwIfAborted();
      throw connectionError(this.url, error);
    }
  }

  private headers(): Record<string, string> {
    const { key, language } = this.options;
    return {
      accept: 'application/json',
      ...(language ? { 'accept-language': language } : {}),
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    };
  }

  private address(path: string, query: Query = {}): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const one of [value].flat()) if (one !== undefined) parameters.append(name, String(one));
    }
    const text = parameters.toString();
    return `${this.url}${path}${text === '' ? '' : `?${text}`}`;
  }
}

function checkedUrl(text: string): string {
  const expected = 'expected http:// or https:// and a host, without a password';
  if (!URL.canParse(text)) throw new TypeError(`Not the address of a service: ${expected}`);
  const { protocol, username, password, search, hash } = new URL(text);
  const isPlain = username + password + search + hash === '';
  if (!/^https?:$/.test(protocol) || !isPlain)
    throw new TypeError(`Not the address of a service: ${expected}`);
  return withoutEnd(text, '/');
}

async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as T;
}

/** A problem document, or one made up for an answer that is none: a proxy's page, a redirect. */
async function refusalOf(response: Response): Promise<ClientError> {
  const { status, headers } = response;
  const isJson = /\bjson\b/.test(headers.get('content-type') ?? '');
  const body: unknown = isJson ? await response.json().catch(() => null) : null;
  await response.body?.cancel().catch(() => undefined);
  if (isProblem(body)) return new ClientError({ ...body, status });
  const target = headers.get('location');
  const moved = status >= 300 && status < 400 && target ? `; it points to ${target}` : '';
  const detail = `The answer has the status ${status} and is not one of an Ironhull service${moved}.`;
  return new ClientError({ type: 'about:blank', title: 'Unexpected answer', status, detail });
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  return (
    'type' in body && typeof body.type === 'string' && 'detail' in body && typeof body.detail === 'string'
  );
}
