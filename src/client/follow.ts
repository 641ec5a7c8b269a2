import { setTimeout as wait } from 'node:timers/promises';
import { ClientError, ConnectionError } from './client-error.js';
import type { HttpTransport } from './http-transport.js';
import { ServerSentEventParser } from './server-sent-events.js';

/** What is followed: a scan or an import. */
export interface Followed {
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed';
}

export interface FollowOptions<T> {
  readonly onChange?: ((value: T) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Waits between attempts, in milliseconds, the last one repeated; for tests. */
  readonly delays?: readonly number[];
}

/** A stream that says nothing for so long is given up, in milliseconds; the service sends a sign every 15 seconds. */
const silence = 45_000;
/** Attempts without an answer, one after the other, before following is given up. */
const maxFailures = 20;
const defaultDelays = [100, 200, 400, 800, 1_500, 3_000];

/**
 * Follows something to its end by its stream of events, and by asking where the stream breaks.
 * @param path of the resource; its events are at `<path>/events`.
 * @throws ClientError, ConnectionError after many attempts without an answer.
 */
export async function followEvents<T extends Followed>(
  transport: HttpTransport,
  path: string,
  event: string,
  options: FollowOptions<T> = {},
): Promise<T> {
  const ask = () => transport.json<T>('GET', path, { signal: options.signal });
  return untilEnded(options, async (tell) => {
    try {
      for await (const value of eventsOf<T>(transport, `${path}/events`, event, options.signal)) {
        if (hasEnded(value)) return value;
        tell(value);
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof ConnectionError)) throw error;
    }
    return ask();
  });
}

/** Follows something to its end by asking again and again. */
export async function followByAsking<T extends Followed>(
  transport: HttpTransport,
  path: string,
  options: FollowOptions<T> = {},
): Promise<T> {
  return untilEnded(options, () => transport.json<T>('GET', path, { signal: options.signal }));
}

async function untilEnded<T extends Followed>(
  { onChange, signal, delays = defaultDelays }: FollowOptions<T>,
  look: (tell: (value: T) => void) => Promise<T>,
): Promise<T> {
  let failures = 0;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const value = await look((told) => onChange?.(told));
      onChange?.(value);
      if (hasEnded(value)) return value;
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!(error instanceof ConnectionError) || failures >= maxFailures) throw error;
    }
    await wait(delays[Math.min(attempt, delays.length - 1)] ?? 0, undefined, { signal });
  }
}

function hasEnded({ state }: Followed): boolean {
  return state === 'succeeded' || state === 'failed';
}

async function* eventsOf<T>(
  transport: HttpTransport,
  path: string,
  event: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  const gone = new AbortController();
  const watchdog = setTimeout(() => gone.abort(new Error('the stream went silent')), silence);
  const stop = signal ? AbortSignal.any([signal, gone.signal]) : gone.signal;
  const parser = new ServerSentEventParser();
  const decoder = new TextDecoder();
  try {
    for await (const chunk of await transport.stream(path, stop)) {
      watchdog.refresh();
      for (const told of parser.push(decoder.decode(chunk, { stream: true }))) {
        if (told.event === event) yield JSON.parse(told.data) as T;
      }
    }
  } catch (error) {
    if (error instanceof ClientError) throw error;
    throw new ConnectionError('The stream of events broke', { cause: error });
  } finally {
    clearTimeout(watchdog);
    gone.abort();
  }
}
