import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runPeers } from './peers.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peers-'));
  vi.stubEnv('PATH', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** A program on PATH that keeps what it was called with, and ends as told. */
async function aPeer(name: string, { code = 0, says = '' } = {}): Promise<void> {
  const path = join(folder, name);
  const lines = [
    `echo "$@" > '${path}.args'`,
    `export -p > '${path}.env'`,
    `echo '${says}' >&2`,
    `exit ${code}`,
  ];
  await writeFile(path, `#!/bin/sh\n${lines.join('\n')}\n`);
  await chmod(path, 0o755);
}
const kept = (name: string, what: 'args' | 'env') => readFile(join(folder, `${name}.${what}`), 'utf8');
const run = (advisories: string | null = null) => runPeers('image.tar', advisories, () => undefined);

describe('runPeers', () => {
  it('runs what is on PATH, and nothing where nothing is', async () => {
    expect(await run()).toEqual([]);
    await aPeer('syft');
    expect(await run()).toEqual([
      {
        name: 'syft',
        work: 'inventory',
        does: expect.stringContaining('packages'),
        seconds: expect.any(Number),
      },
    ]);
  });

  it('has trivy and syft list packages and fetch nothing', async () => {
    await aPeer('trivy');
    await aPeer('syft');
    await run();
    expect(await kept('trivy', 'args')).toMatch(/^image -q --input \/.*image\.tar --format cyclonedx\n$/);
    for (const setting of ['SKIP_DB_UPDATE', 'SKIP_JAVA_DB_UPDATE', 'OFFLINE_SCAN', 'DISABLE_TELEMETRY'])
      expect(await kept('trivy', 'env')).toMatch(new RegExp(`TRIVY_${setting}=.?true`));
    expect(await kept('syft', 'env')).toMatch(/SYFT_FILE_METADATA_SELECTION=.?none/);
  });

  it('takes a scan that found flaws for done, and says why another was not', async () => {
    await aPeer('osv-scanner', { code: 1 });
    await aPeer('grype', { code: 1, says: '\u001b[31mthe database does not exist\u001b[0m' });
    const [osvScanner, grype] = await run(folder);
    expect(osvScanner).toMatchObject({ work: 'matching', seconds: expect.any(Number) });
    expect(grype).toMatchObject({ name: 'grype', refusal: 'the database does not exist' });
    expect((await run())[0]).toMatchObject({ refusal: 'it was given no advisories' });
  });
});
