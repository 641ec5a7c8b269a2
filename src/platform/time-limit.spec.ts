import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { timeLimit } from './time-limit.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What somebody waits for who holds nothing but the promise. */
function ended(signal: AbortSignal): Promise<string> {
  return new Promise((settle) => {
    signal.addEventListener('abort', () => settle((signal.reason as Error).name), { once: true });
  });
}

describe('timeLimit', () => {
  it('ends what waits for it though garbage is collected meanwhile', async () => {
    const other = new AbortController();
    const waiting = ended(timeLimit(300, other.signal));
    for (let round = 0; round < 5; round += 1) {
      await delay(20);
      collectGarbage();
    }
    await expect(Promise.race([waiting, delay(10_000, 'nothing ended it')])).resolves.toBe('TimeoutError');
  });

  it('ends with the other signal', async () => {
    const other = new AbortController();
    const waiting = ended(timeLimit(60_000, other.signal));
    collectGarbage();
    other.abort();
    await expect(waiting).resolves.toBe('AbortError');
  });

  it('ends by itself where there is no other', async () => {
    await expect(ended(timeLimit(1))).resolves.toBe('TimeoutError');
  });
});
