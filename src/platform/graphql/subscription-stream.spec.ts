import { once } from 'node:events';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../errors/app-error.js';
import { subscriptionStream } from './subscription-stream.js';

const logger = pino({ level: 'silent' });

async function* failing(error: Error): AsyncGenerator<number> {
  yield 1;
  throw error;
}

describe('subscriptionStream', () => {
  it('gives every value and ends', async () => {
    const values: number[] = [];
    const stream = subscriptionStream(async function* () {
      yield 1;
      yield 2;
    }, logger);
    for await (const value of stream) values.push(value);
    expect(values).toEqual([1, 2]);
  });

  it('aborts at once when it is left while it waits for a value', async () => {
    let signal: AbortSignal | null = null;
    const stream = subscriptionStream(async function* (given) {
      signal = given;
      await once(given, 'abort');
      yield 1;
    }, logger);
    void stream.next();
    expect(signal).toMatchObject({ aborted: false });
    await stream.return?.();
    expect(signal).toMatchObject({ aborted: true });
  });

  it('tells errors by their codes', async () => {
    const stream = subscriptionStream(() => failing(new AppError('not-found', 'There is none.')), logger);
    await stream.next();
    await expect(stream.next()).rejects.toMatchObject({
      message: 'There is none.',
      extensions: { code: 'NOT_FOUND' },
    });
  });

  it('tells nothing of an error that nobody foresaw, and logs it', async () => {
    const error = vi.spyOn(logger, 'error');
    const stream = subscriptionStream(() => failing(new Error('password=hunter2')), logger);
    await stream.next();
    await expect(stream.next()).rejects.toMatchObject({
      message: expect.not.stringContaining('hunter2'),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(error).toHaveBeenCalledOnce();
  });
});
