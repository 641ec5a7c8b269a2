import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PolicyPreview } from '../src/contracts/policy-preview.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import { debianImage } from './support/images.js';
import { policyText } from './support/policies.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';
import { workerProcesses } from './support/worker-processes.js';

let service: TestService;
let admin: Caller;
const startWorker = workerProcesses(() => service);
beforeAll(async () => {
  service = await TestService.start({}, { api: true, worker: false });
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

it(
  'a preview whose worker is killed is finished by another one, which counts nothing twice',
  { timeout: 240_000 },
  async () => {
    const [first, second] = await Promise.all([startWorker(), startWorker()]);
    const image = debianImage(['many', '1.0']).withConfig({ User: 'root' }).named('registry.example/many:1');
    const scan = await admin.upload('/v1/scans/archive?label=owner=many', image.asDockerArchive());
    const { targetId } = await admin.scanEnd((scan.body as Wire<Scan>).id);
    await service.query(
      `INSERT INTO target (id, kind, digest, identity, "references", set_labels, snapshot_id, needs_judging, created_at, scanned_at)
       SELECT gen_random_uuid(), kind, digest || i, identity || i, "references", set_labels, snapshot_id, false, created_at, scanned_at
       FROM target, generate_series(1, 1999) i WHERE id = $1`,
      [targetId],
    );
    const publish = { text: policyText('many', { checks: ['image-size'] }), message: 'x' };
    await admin.post('/v1/policies/many/versions', publish, 201);
    const selectors = { repositories: ['registry.example/many'] };
    await admin.post('/v1/bindings', { name: 'many', policy: 'many', selectors }, 201);
    // The second one is held still until the first has some of it.
    second.child.kill('SIGSTOP');
    const asked = await admin.post<Wire<PolicyPreview>>(
      '/v1/policies/many/preview',
      { text: policyText('many') },
      202,
    );
    const stateOf = () => admin.get<Wire<PolicyPreview>>(`/v1/policy-previews/${asked.id}`);
    const some = await until(stateOf, ({ done }) => done > 0, 60_000);
    await first.kill();
    expect(some.done).toBeLessThan(2_000);
    second.child.kill('SIGCONT');
    const preview = await until(stateOf, ({ state }) => state !== 'queued' && state !== 'running', 180_000);
    expect(preview).toMatchObject({ state: 'succeeded', done: 2_000, total: 2_000, flips: 2_000 });
    expect(preview.owners).toEqual([
      { owner: 'many', targets: 2_000, flips: 2_000, appears: 2_000, vanishes: 0 },
    ]);
    const rows = await service.query<{ targets: number; findings: number }>(
      `SELECT (SELECT count(*) FROM policy_preview_target)::int AS targets, (SELECT count(*) FROM policy_preview_finding)::int AS findings`,
    );
    expect(rows).toEqual([{ targets: 2_000, findings: 2_000 }]);
  },
);
