import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { atRest, processorSeconds } from './process-rest.js';

/** Keeps a core busy until it has taken half a second of it, says so, and waits for its end. */
const busy = `while (process.cpuUsage().user < 500_000); process.stdout.write('done'); setInterval(() => {}, 60_000)`;

async function running(program: string, use: (pid: number, said: () => string) => Promise<void>) {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  try {
    await use(child.pid!, () => text);
  } finally {
    child.kill();
    await once(child, 'exit');
  }
}

describe.runIf(existsSync('/proc/self/stat'))('atRest', () => {
  it('waits until the processes have nothing more to do', async () => {
    await running(busy, async (pid, said) => {
      await atRest([pid]);
      expect(said()).toBe('done');
      expect(await processorSeconds([pid])).toBeGreaterThanOrEqual(0.4);
    });
  });

  it('does not wait for a process that is gone', async () => {
    await expect(processorSeconds([2 ** 30])).resolves.toBeNull();
    await expect(atRest([2 ** 30])).resolves.toBeUndefined();
  });
});
