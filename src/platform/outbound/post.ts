import { lookup } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { timeLimit } from '../time-limit.js';
import type { AddressRules } from './address-rules.js';

/** What came back. */
export interface Answer {
  /** HTTP status. */
  readonly status: number;
  /** Its beginning, as text. */
  readonly excerpt: string;
}

/** There was no answer; the message says why, and holds nothing of the request. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
}

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly rules: AddressRules;
  /** Until the whole answer is there, in milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** Of an answer, no more is read than this many bytes: the connection is closed then. */
const mostRead = 65_536;
/** Of an answer, no more is told than this many UTF-16 units. */
const longestExcerpt = 500;

/**
 * Posts to an address that somebody else chose. The name is resolved here, each address is held against the rules, and
 * the connection goes to one that passed: what the name resolves to a moment later does not matter. Redirects are not
 * followed; plain HTTP goes to allowed networks only.
 * @throws OutboundError
 */
export async function post(url: URL, options: PostOptions): Promise<Answer> {
  const { timeout, signal } = options;
  const ended = timeLimit(timeout, signal);
  try {
    const address = await allowedAddress(url, options.rules);
    ended.throwIfAborted();
    return await send(url, address, options, ended);
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    if (signal?.aborted) throw new OutboundError('the service is shutting down', { cause: error });
    if (ended.aborted) throw new OutboundError(`no answer within ${timeout / 1_000} s`, { cause: error });
    throw new OutboundError(reasonOf(error), { cause: error });
  }
}

/** The address to connect to. @throws OutboundError when the rules let none pass */
export async function allowedAddress(url: URL, rules: AddressRules): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses =
    isIP(host) === 0
      ? (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)
      : [host];
  const isHttp = url.protocol === 'http:';
  const allowed = addresses.find((one) => (isHttp ? rules.isOwnNetwork(one) : rules.isAllowed(one)));
  if (allowed !== undefined) return allowed;
  const why = isHttp
    ? 'plain http goes to networks of IRONHULL_WEBHOOK_NETWORKS only'
    : 'it is not a public address, and not of a network of IRONHULL_WEBHOOK_NETWORKS';
  throw new OutboundError(`${host} is refused: ${why}`);
}

function send(
  url: URL,
  address: string,
  { headers, body }: PostOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const isHttps = url.protocol === 'https:';
  const bytes = Buffer.from(body);
  const settings: RequestOptions = {
    method: 'POST',
    host: address,
    port: url.port || (isHttps ? 443 : 80),
    path: url.pathname + url.search,
    headers: { ...headers, host: url.host, 'content-length': bytes.length },
    agent: false,
    signal,
  };
  const servername = isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ? url.hostname : '';
  return new Promise((settle, fail) => {
    const answered = (response: IncomingMessage) => {
      excerptOf(response).then(
        (excerpt) => settle({ status: response.statusCode ?? 0, excerpt }),
        (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))),
      );
    };
    const request = isHttps
      ? requestHttps({ ...settings, servername }, answered)
      : requestHttp(settings, answered);
    request.on('error', fail);
    request.end(bytes);
  });
}

async function excerptOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let read = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    read += bytes.length;
    if (read >= mostRead) break;
  }
  response.destroy();
  return Buffer.concat(chunks).toString('utf8').slice(0, longestExcerpt);
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed before an answer',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name cannot be resolved at the moment',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
};

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  const known = typeof code === 'string' ? reasons[code] : undefined;
  if (known !== undefined) return known;
  return typeof code === 'string' ? `the connection failed (${code})` : 'the connection failed';
}
