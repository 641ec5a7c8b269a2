import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TarBuilder } from '../engine/artifacts/tar-builder.js';
import { runPeers } from './peers.js';

/** Of the programs that every system has. */
const systemPath = ['/usr/bin', '/bin'].join(delimiter);

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

  it('unpacks an OCI archive for trivy, and leaves one of docker save as it is', async () => {
    vi.stubEnv('PATH', `${folder}${delimiter}${systemPath}`);
    await aPeer('trivy');
    for (const [names, input] of [
      [['index.json', 'oci-layout'], /--input \S+\/layout /],
      [['index.json', 'manifest.json'], /--input \S+\.tar /],
    ] as const) {
      const archive = join(folder, 'made.tar');
      const tar = names.reduce((made, name) => made.file(name, '{}'), new TarBuilder());
      await writeFile(archive, tar.toBuffer());
      const runs = await runPeers(archive, null, () => undefined);
      expect(runs.find(({ name }) => name === 'trivy')).toMatchObject({ seconds: expect.any(Number) });
      expect(await kept('trivy', 'args')).toMatch(input);
    }
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
