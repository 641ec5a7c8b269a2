import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import { tarHeaderBlock } from '../src/engine/artifacts/tar-builder.js';
import { craftedArchive, type CraftedLayer } from './support/crafted-archive.js';
import { aPackageName, debianImage } from './support/images.js';
import { exploitedCatalogue, osvRecord } from './support/osv.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';
import { workerProcesses } from './support/worker-processes.js';

let service: TestService;
let scanner: Caller;
const startWorker = workerProcesses(() => service);
beforeAll(async () => {
  service = await TestService.start({}, { api: true, worker: false });
  scanner = await service.caller('admin');
});
afterAll(() => service.stop());

/** A layer that is small to send and takes a while to read: so many times ten thousand entries. */
function slowLayer(tenThousands: number): CraftedLayer {
  const header = tarHeaderBlock({ path: `layer-${tenThousands}/file`, typeFlag: '0', size: 0 });
  const block = Buffer.concat(Array.from({ length: 10_000 }, () => header));
  const hash = createHash('sha256');
  for (let made = 0; made < tenThousands; made += 1) hash.update(block);
  const member = gzipSync(block);
  return {
    bytes: Buffer.concat(Array.from({ length: tenThousands }, () => member)),
    diffId: `sha256:${hash.digest('hex')}`,
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  };
}

const scanOf = (id: string) => scanner.get<Wire<Scan>>(`/v1/scans/${id}`);
const count = async (sql: string) => {
  const [row] = await service.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`);
  return row!.count;
};

describe('a worker that is killed in the middle of a scan', () => {
  it(
    'loses nothing and repeats nothing that shows: another one finishes it',
    { timeout: 240_000 },
    async () => {
      const [first, second] = await Promise.all([startWorker(), startWorker()]);
      // The second one is held still until the first has the scan.
      second.child.kill('SIGSTOP');
      const layers = [slowLayer(90), slowLayer(91), slowLayer(92)];
      const response = await scanner.upload('/v1/scans/archive', craftedArchive({ layers }));
      const { id } = response.body as Wire<Scan>;
      await until(
        () => scanOf(id),
        ({ state, progress }) => state === 'running' && progress.step === 'reading layers',
      );
      await first.kill();
      expect(await scanOf(id)).toMatchObject({ state: 'running', targetId: null });
      second.child.kill('SIGCONT');
      const scan = await until(
        () => scanOf(id),
        ({ state }) => state !== 'running',
        180_000,
      );
      expect(scan).toMatchObject({
        state: 'succeeded',
        error: null,
        progress: { percent: 100, layersDone: 3 },
      });
      expect(await scanner.get(`/v1/targets/${scan.targetId}`)).toMatchObject({ isComplete: true });
      expect(await count('target')).toBe(1);
      expect(await count('snapshot')).toBe(1);
      expect(await count('verdict')).toBe(1);
      expect(await count('verdict WHERE is_current')).toBe(1);
      expect(await count('layer')).toBe(3);
      const entries = await scanner.all<Wire<AuditEntry>>(`/v1/audit?entity=scan&entityId=${id}`);
      expect(entries.map(({ action }) => action)).toEqual(['scan.requested']);
      await service.contentCleared();
      expect(await second.end()).toBe(0);
    },
  );
});

describe('a worker that is killed while it stores a verdict', () => {
  it(
    'leaves the one before as it was: another worker stores the new one, once',
    { timeout: 240_000 },
    async () => {
      const first = await startWorker();
      const name = aPackageName();
      await scanner.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
      await scanner.import(exploitedCatalogue('CVE-2020-0001'));
      const targetId = await scanner.targetOf(debianImage([name, '1.0']).asOciArchive());
      const verdicts = () =>
        service.query<{ decision: string; is_current: boolean; needs_judging: boolean; findings: number }>(
          `SELECT v.decision, v.is_current, t.needs_judging,
             (SELECT count(*)::int FROM finding WHERE target_id = t.id AND kind = 'vulnerability') AS findings
           FROM verdict v JOIN target t ON t.id = v.target_id WHERE t.id = $1 ORDER BY v.judged_at`,
          [targetId],
        );
      const allowed = { decision: 'allow', is_current: true, needs_judging: false, findings: 0 };
      expect(await until(verdicts, ([row]) => row?.needs_judging === false)).toEqual([allowed]);

      await service.during('LOCK TABLE verdict IN SHARE MODE', async () => {
        await scanner.import([osvRecord({ id: 'DSA-2-1', name, fixed: '2.0', severity: 'critical' })]);
        await service.waiting('UPDATE verdict');
        await first.kill();
      });
      expect(await verdicts()).toEqual([{ ...allowed, needs_judging: true }]);

      const second = await startWorker();
      const after = await until(verdicts, (rows) => rows.at(-1)?.needs_judging === false);
      const denied = { decision: 'deny', needs_judging: false, findings: 1 };
      expect(after).toEqual([
        { ...denied, decision: 'allow', is_current: false },
        { ...denied, is_current: true },
      ]);
      const history = await scanner.all<Wire<Verdict>>(`/v1/targets/${targetId}/history`);
      expect(history.map(({ change }) => change?.causes[0]?.code)).toEqual([
        'advisory-published',
        'first-verdict',
      ]);
      expect(await second.end()).toBe(0);
    },
  );
});
