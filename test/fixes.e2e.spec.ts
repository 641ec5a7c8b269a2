import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FixReport } from '../src/contracts/fix.contract.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let viewer: Caller;
beforeAll(async () => {
  service = await TestService.start();
  viewer = await service.caller('viewer');
});
afterAll(() => service.stop());

const fix = (body: object) => viewer.post<Wire<FixReport>>('/v1/fixes', body, 200);
const refused = async (body: object) => {
  const { errors } = await viewer.post<ProblemBody>('/v1/fixes', body, 422);
  return errors?.map(({ path, detail }) => `${path}: ${detail}`);
};
const only = (...ids: string[]) => ids.map((id) => ({ id }));

const pod = `# the shop
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web # front
      image: nginx:1.27
      securityContext:
        capabilities:
          add: [NET_ADMIN] # for the tunnel
`;
const mended = pod.replace(
  '          add: [NET_ADMIN] # for the tunnel\n',
  '          drop:\n            - NET_RAW\n',
);

describe('fixes', () => {
  it('mends what is safe, shows the difference and what remains, and stores nothing', async () => {
    const checks = only(
      'workload-cap-net-admin',
      'workload-cap-net-raw',
      'workload-privileged',
      'workload-cpu-limit',
    );
    const report = await fix({ text: pod, name: 'deploy/pod.yaml', checks });
    expect(report).toMatchObject({
      kind: 'kubernetes',
      files: [{ path: 'deploy/pod.yaml', isNew: false, text: mended }],
      refused: [],
      remaining: [
        {
          check: 'workload-cpu-limit',
          element: 'Pod/web[web]',
          remainder: 'review',
          location: { path: 'deploy/pod.yaml' },
        },
      ],
    });
    expect(report.applied.map(({ check, safety }) => [check, safety])).toEqual([
      ['workload-cap-net-admin', 'safe'],
      ['workload-cap-net-raw', 'safe'],
    ]);
    expect(report.files[0]?.diff).toContain('--- a/deploy/pod.yaml\n+++ b/deploy/pod.yaml\n@@ ');
    const again = await fix({ text: mended, name: 'deploy/pod.yaml', checks });
    expect(again).toMatchObject({ files: [], applied: [], refused: [] });
  });

  it('makes fixes for review where they are named, with what they can break', async () => {
    const text = 'docker run -d nginx:1.27';
    const checks = only('workload-memory-limit', 'workload-cpu-limit');
    const report = await fix({ text, checks, review: [{ check: 'workload-memory-limit' }] });
    expect(report.files[0]?.text).toBe('docker run -d --memory=512m nginx:1.27');
    expect(report.applied).toMatchObject([
      { check: 'workload-memory-limit', safety: 'review', risk: expect.stringMatching(/\w/) },
    ]);
    expect(report.remaining).toMatchObject([{ check: 'workload-cpu-limit', remainder: 'review' }]);
  });

  it('mends files beside the text, and makes those that are missing', async () => {
    const text = 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nUSER 1000\n';
    const files = { 'index.js': '', '.env': '' };
    const report = await fix({ kind: 'dockerfile', text, files, checks: only('df-copy-whole-context') });
    expect(report.files).toMatchObject([
      {
        path: '.dockerignore',
        isNew: true,
        diff: expect.stringContaining('--- /dev/null\n+++ b/.dockerignore'),
      },
    ]);
  });

  it('judges by a policy, and by its parameters', async () => {
    const author = await service.caller('author');
    const policy = policyText('fixing', {
      checks: ['workload-cpu-limit'],
    });
    await author.post('/v1/policies/fixing/versions', { text: policy, message: 'x' }, 201);
    const text = 'docker run --privileged nginx:1.27';
    expect((await fix({ text, policy: 'fixing' })).remaining.map(({ check }) => check)).toEqual([
      'workload-cpu-limit',
    ]);
    const allowed = { id: 'workload-cap-added', parameters: { allow: ['NET_ADMIN'] } };
    const added = 'docker run --cap-add NET_ADMIN nginx:1.27';
    expect((await fix({ text: added, checks: [allowed] })).remaining).toEqual([]);
    await viewer.post('/v1/fixes', { text, policy: 'nowhere' }, 404);
  });

  it('speaks Chinese to who reads it, and is a field of GraphQL as well', async () => {
    const body = { text: 'docker run nginx:1.27', checks: only('workload-cpu-limit') };
    const { remaining } = await viewer.reading('zh').post<Wire<FixReport>>('/v1/fixes', body, 200);
    expect(remaining[0]?.remediation).toMatch(/\p{Script=Han}/u);
    const { data, errors } = await viewer.graphql<{ fixes: Wire<FixReport> }>(
      'query ($input: FixRequestInput!) { fixes(input: $input) { kind remaining { check remainder } } }',
      { input: body },
    );
    expect(errors).toBeUndefined();
    expect(data.fixes).toMatchObject({ remaining: [{ check: 'workload-cpu-limit' }] });
  });

  it('never writes what is withheld into a text', async () => {
    const secret = 'hunter2hunter2hunter2';
    const text = `docker run -e DB_PASSWORD=${secret} -p 8080:80 nginx:1.27`;
    const review = [{ check: 'runcmd-secret-in-argv' }, { check: 'workload-port-all-interfaces' }];
    const report = await fix({ text, review });
    expect(report.files[0]?.text).not.toMatch(/…|\*\*\*/);
    expect(JSON.stringify({ ...report, files: [] })).not.toContain(secret);
  });

  it('is refused, with the place, for what cannot be read or is not known', async () => {
    expect(await refused({ text: 'hello' })).toEqual([expect.stringMatching(/^kind: /)]);
    expect(await refused({ kind: 'kubernetes', text: 'a: [' })).toEqual([
      expect.stringMatching(/^text: line \d+, column \d+: /),
    ]);
    const text = 'docker run nginx:1.27';
    expect(await refused({ text, checks: only('workload-cpu-limits') })).toEqual([
      expect.stringMatching(/^checks\[0\]\.id: .*workload-cpu-limit/),
    ]);
    expect(
      await refused({ text, checks: [{ id: 'workload-cap-added', parameters: { a: 1 } }] }),
    ).toHaveLength(1);
    expect(await refused({ text, review: [{ check: 'x' }] })).toHaveLength(1);
    expect(await refused({ text, policy: 'strict', checks: only('workload-cpu-limit') })).toHaveLength(1);
    for (const path of ['../a', '/etc/passwd', 'a/../../b']) {
      expect(await refused({ text, files: { [path]: '' } })).toEqual([expect.stringMatching(/^files: /)]);
    }
    expect(await refused({ text: 'x'.repeat(262_145) })).toHaveLength(1);
    const response = await viewer.request('post', '/v1/fixes').set('authorization', '').send({ text });
    expect(response.status).toBe(401);
  });
});
