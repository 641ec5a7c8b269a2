import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { debianImage } from './support/images.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let scanner: Caller;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  [admin, scanner] = [await service.caller('admin'), await service.caller('scanner')];
  const checks = [
    ...['workload-privileged', 'workload-pid-host', 'workload-user-root', 'workload-port-undeclared'],
    ...['df-user-root', 'df-secret-env-arg', 'daemon-icc'],
  ];
  const text = policyText('baseline', { checks, gate: '{ fail_on: high, unknown: report }' });
  await admin.post('/v1/policies/baseline/versions', { text, message: 'what documents are judged by' });
});
afterAll(() => service.stop());

const line = 'docker run -d --name web --privileged nginx:1.27.3';
const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { hostPID: true, containers: [{ name: 'app', image: 'nginx:1.27.3' }] },
});

const submit = async (body: object): Promise<Wire<Scan>> => {
  const { id } = await scanner.post<Wire<Scan>>('/v1/scans', body, 202);
  return scanner.scanEnd(id);
};
const failing = async (targetId: string | null) => {
  const findings = await scanner.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?result=fail`);
  return findings.map(({ check, location }) => `${check} ${location?.path}:${location?.line}`);
};
const refused = async (body: object): Promise<ProblemBody> => {
  const response = await scanner.request('post', '/v1/scans').send(body);
  expect(response.status).toBe(422);
  return response.body as ProblemBody;
};

describe('a document that defines workloads', () => {
  it('is stored and judged like an image, with the place of what is wrong', async () => {
    const scan = await submit({ workload: line, reference: 'shop/web' });
    expect(scan).toMatchObject({ state: 'succeeded', kind: 'workload', error: null });
    expect(await scanner.get<Wire<Target>>(`/v1/targets/${scan.targetId}`)).toMatchObject({
      kind: 'workload',
      references: ['shop/web'],
      decision: 'deny',
      componentCount: 0,
      isComplete: true,
      imageId: null,
      sizeBytes: null,
    });
    expect(await failing(scan.targetId)).toEqual(['workload-privileged docker run:1']);
  });

  it('may be given as JSON, as text with its name, or as the body alone', async () => {
    const asJson = await submit({ workload: pod('as-json') });
    expect(await failing(asJson.targetId)).toEqual(['workload-pid-host manifest.yaml:1']);
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  hostPID: true\n  containers: []\n';
    const named = await submit({ workload: { text, name: 'deploy/a.yaml', kind: 'kubernetes' } });
    expect(await failing(named.targetId)).toEqual([]);
    const path = '/v1/scans/workload?name=deploy/b.yaml&reference=b';
    const { body } = await scanner.upload(path, Buffer.from(JSON.stringify(pod('alone'))));
    const alone = await scanner.scanEnd((body as Wire<Scan>).id);
    expect(await failing(alone.targetId)).toEqual(['workload-pid-host deploy/b.yaml:1']);
  });

  it('is the same target each time it is the same, and another one when it is read otherwise', async () => {
    const request = { workload: { text: 'docker run --pid=host nginx:1' } };
    const [first, second] = [await submit(request), await submit(request)];
    const other = await submit({ workload: { ...request.workload, name: 'run.sh' } });
    expect(second.targetId).toBe(first.targetId);
    expect(other.targetId).not.toBe(first.targetId);
  });

  it('can be exempted, and is allowed then', async () => {
    const { targetId } = await submit({ workload: pod('exempted') });
    const verdict = () => scanner.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
    expect((await verdict()).decision).toBe('deny');
    const asker = await service.caller('author');
    const { id } = await asker.post<Wire<Exemption>>('/v1/exemptions', {
      scope: { checks: ['workload-pid-host'], targets: [targetId] },
      reason: 'It watches the processes of its host.',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    });
    await admin.post(`/v1/exemptions/${id}/approve`);
    expect((await verdict()).decision).toBe('allow');
  });

  it('is taken by a mutation of GraphQL too', async () => {
    const { data } = await scanner.graphql<{ scanDocument: { id: string; kind: string } }>(
      'mutation ($input: ScanRequestInput!) { scanDocument(input: $input) { id kind } }',
      { input: { workload: { text: line, environment: { TAG: '1' } }, reference: 'by/graphql' } },
    );
    expect(data.scanDocument.kind).toBe('WORKLOAD');
    const { targetId } = await scanner.scanEnd(data.scanDocument.id);
    expect(await failing(targetId)).toEqual(['workload-privileged docker run:1']);
  });
});

describe('a workload whose image was scanned', () => {
  const image = debianImage().withConfig({ User: '1000', ExposedPorts: { '8080/tcp': {} } });
  const undecided = async (workload: string) => {
    const { targetId } = await submit({ workload });
    const findings = await scanner.all<Wire<Finding>>(`/v1/targets/${targetId}/findings`);
    return findings.map(({ check, result }) => `${check} ${result}`).sort();
  };

  it('is judged by what it takes over from it, by name or digest', async () => {
    const unknown = 'docker run -p 80:8080 example/never:1';
    expect(await undecided(unknown)).toEqual([
      'workload-port-undeclared unknown',
      'workload-user-root unknown',
    ]);
    await scanner.targetOf(image.named('example/known:1').asOciArchive());
    expect(await undecided('docker run -p 80:8080 docker.io/example/known:1')).toEqual([]);
    expect(await undecided('docker run -p 80:9090 example/known:1')).toEqual([
      'workload-port-undeclared fail',
    ]);
    const { manifestDigest } = image.build();
    expect(await undecided(`docker run registry.example/a@${manifestDigest}`)).toEqual([]);
    expect(await undecided('docker run --user 0 example/known:1')).toEqual(['workload-user-root fail']);
  });
});

describe('a Dockerfile', () => {
  const secret = 'hunter2-and-more-9f8e7d';
  const text = `FROM debian:12\nENV DB_PASSWORD=${secret}\nUSER root\n`;

  it('is judged, and what it hides is kept nowhere', async () => {
    const scan = await submit({ dockerfile: { text, name: 'web/Dockerfile' } });
    expect(await failing(scan.targetId)).toEqual(
      expect.arrayContaining(['df-user-root web/Dockerfile:3', 'df-secret-env-arg web/Dockerfile:2']),
    );
    await service.contentCleared();
    const tables = await service.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const rows = await service.query(`SELECT 1 FROM "${name}" t WHERE t::text LIKE $1`, [`%${secret}%`]);
      expect([name, rows.length]).toEqual([name, 0]);
    }
  });

  it('is taken as the body alone', async () => {
    const { body } = await scanner.upload('/v1/scans/dockerfile?name=Dockerfile', Buffer.from(text));
    const { targetId } = await scanner.scanEnd((body as Wire<Scan>).id);
    expect(await failing(targetId)).toContain('df-user-root Dockerfile:3');
  });
});

describe('a host', () => {
  const bundle = (icc: boolean, machineId = 'a'.repeat(64)) => ({
    format: 'ironhull-host-bundle',
    version: 1,
    collectedAt: '2026-11-26T00:00:00Z',
    collector: 'sh',
    machineId,
    hostname: 'node-1',
    isRoot: true,
    parts: {
      'daemon-json': { status: 'ok', text: JSON.stringify({ icc }) },
      'daemon-arguments': { status: 'ok', text: 'dockerd\n' },
    },
  });
  const resultOf = async (targetId: string | null) => {
    const findings = await scanner.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?check=daemon-icc`);
    return findings.map(({ result }) => result);
  };

  it('is judged by its bundle, and stays the same target while it changes', async () => {
    const first = await submit({ host: bundle(true), reference: 'node-1' });
    expect([first.state, first.kind, await resultOf(first.targetId)]).toEqual([
      'succeeded',
      'host',
      ['fail'],
    ]);
    const second = await submit({ host: bundle(false) });
    expect([second.targetId, await resultOf(second.targetId)]).toEqual([first.targetId, []]);
    const others = await admin.post<Wire<Scan>>('/v1/scans', { host: bundle(true) }, 202);
    expect((await admin.scanEnd(others.id)).targetId).not.toBe(first.targetId);
  });

  it('is judged by its daemon.json alone, which tells of nothing else', async () => {
    const path = '/v1/scans/host?name=daemon.json';
    const { body } = await scanner.upload(path, Buffer.from('{"icc": true}'));
    const { targetId } = await scanner.scanEnd((body as Wire<Scan>).id);
    expect(await resultOf(targetId)).toEqual(['fail']);
  });

  it.each([
    ['cut short', JSON.stringify(bundle(true)).slice(0, -9)],
    ['of another form', '{"format":"other"}'],
    ['a list', '[1, 2]'],
  ])('fails or is unknown, and never passes, when it is %s', async (_, text) => {
    const { state, targetId } = await submit({ host: { text, name: 'host.json' } });
    if (state === 'succeeded') expect(await resultOf(targetId)).not.toEqual([]);
    else expect(state).toBe('failed');
  });
});

describe('what is no such document', () => {
  it.each([
    ['neither', {}, 'name one thing to scan'],
    ['both', { workload: line, dockerfile: 'FROM scratch' }, 'name one thing to scan'],
    ['a name that leaves the folder', { workload: { text: line, name: '../x' } }, 'does not leave it'],
    ['an unknown kind', { workload: { text: line, kind: 'nomad' } }, 'Invalid'],
    ['an unknown key', { dockerfile: { text: 'FROM scratch', txet: '' } }, 'txet'],
  ])('is refused: %s', async (_, body, expected) => {
    expect(JSON.stringify(await refused(body))).toContain(expected);
  });

  it.each([
    ['of no kind that is known', { workload: 'just some words' }, 'of no kind that is known'],
    ['broken', { workload: { text: 'kind: [', name: 'a.yaml', kind: 'kubernetes' } }, 'a.yaml:'],
    ['a Dockerfile', { workload: { text: 'FROM scratch\n', name: 'Dockerfile' } }, 'is a dockerfile'],
  ])('fails its scan with what was expected: %s', async (_, body, expected) => {
    const { state, error } = await submit(body);
    expect([state, error?.code]).toEqual(['failed', 'invalid-document']);
    expect(error?.message).toContain(expected);
  });
});
