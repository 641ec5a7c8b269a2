import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import { aContainer } from '../src/engine/checks/example-container.js';
import { peakMemoryMb } from '../src/bench/process-memory.js';
import { hostBundle, inspected } from './support/hosts.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
const checks = ['daemon-icc', 'host-docker-group', 'host-sprawl', 'host-drift'];
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  const text = policyText('baseline', { checks, gate: '{ fail_on: high, unknown: fail }' });
  await admin.post('/v1/policies/baseline/versions', { text, message: 'what hosts are judged by' });
});
afterAll(() => service.stop());

const send = async (text: string, query = ''): Promise<Wire<Scan>> => {
  const { body, status } = await admin.upload(`/v1/scans/host${query}`, Buffer.from(text));
  expect(status).toBe(202);
  return admin.scanEnd((body as Wire<Scan>).id);
};
/** What could not be decided of a scan that succeeded, or is wrong: `check result`. */
const results = async ({ targetId, error }: Wire<Scan>) => {
  if (targetId === null) throw new Error(error?.message);
  const findings = await admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings`);
  return findings.map(({ check, result }) => `${check} ${result}`).sort();
};
const whole = hostBundle({
  'daemon-json': { icc: true },
  'daemon-arguments': 'dockerd',
  groups: 'docker:x:999:ann\n',
  containers: [inspected('web', { Image: 'nginx:1' })],
  images: [{ Id: `sha256:${'2'.repeat(64)}` }],
});

describe('a bundle that cannot be read fails its scan with what was expected', () => {
  const text = JSON.stringify(whole);
  it.each([
    ['cut short', text.slice(0, -20), 'no JSON'],
    [
      'of an older collector',
      JSON.stringify({ ...whole, version: 0 }),
      'version 1 of a host bundle was expected, not 0',
    ],
    ['of a newer collector', JSON.stringify({ ...whole, version: 2 }), 'not 2'],
    ['without a version', JSON.stringify({ ...whole, version: undefined }), 'not none'],
    ['without parts', JSON.stringify({ ...whole, parts: [] }), 'no parts'],
    [
      'nested without end',
      `{"format":"ironhull-host-bundle","version":1,"parts":${'['.repeat(100_000)}`,
      'nested deeper',
    ],
    ['no text', `${text}\u0000`.replace('node-1', '\ud800'), 'no JSON'],
  ])('%s', async (_, bytes, expected) => {
    const { state, targetId, error } = await send(bytes);
    expect([state, targetId, error?.code]).toEqual(['failed', null, 'invalid-document']);
    expect(error?.message).toContain(expected);
  });
});

describe('a bundle with wrong types is unknown by name', () => {
  it.each([
    [
      'parts',
      { ...whole, parts: Object.fromEntries(Object.keys(whole['parts'] as object).map((name) => [name, 7])) },
    ],
    ['texts', hostBundle({ 'daemon-json': [1], groups: { a: 1 }, containers: '7', images: 'null' })],
    [
      'statuses',
      { ...whole, parts: { 'daemon-json': { status: 'fine', text: '{}' }, groups: { status: ['ok'] } } },
    ],
    ['names', { ...whole, parts: { 'daemon.json': { status: 'ok', text: '{ "icc": false }' } } }],
    ['head', { ...whole, parts: {}, machineId: 7, hostname: ['x'], isRoot: 'yes', collectedAt: {} }],
  ])('%s', async (_, bundle) => {
    const found = await results(await send(JSON.stringify(bundle)));
    for (const check of ['daemon-icc', 'host-docker-group', 'host-sprawl'])
      expect(found).toContain(`${check} unknown`);
  });
});

describe('one part by itself is judged as far as it tells', () => {
  it('a daemon.json', async () => {
    expect(await results(await send('{ "icc": true }', '?name=daemon.json'))).toEqual(['daemon-icc fail']);
  });

  it.each([
    ['containers', aContainer()],
    ['images', '[{ "Id": "sha256:1", "RepoTags": [] }]'],
    ['networks', '[{ "Name": "bridge", "Driver": "bridge", "IPAM": {} }]'],
  ])('what docker inspect prints of %s', async (_, text) => {
    const scan = await send(text);
    expect(scan.kind).toBe('host');
    expect(await results(scan)).toEqual([
      'daemon-icc unknown',
      'host-docker-group unknown',
      'host-sprawl unknown',
    ]);
  });

  it('but no list of anything else', async () => {
    const { error } = await send('[{ "a": 1 }]');
    expect(error?.message).toContain('what docker inspect prints was expected');
  });

  it('a bundle of inspected containers and nothing else', async () => {
    const scan = await send(
      JSON.stringify(
        hostBundle({ containers: [inspected('web', { Image: 'a:1' })] }, { machineId: 'e'.repeat(64) }),
      ),
    );
    expect(await results(scan)).toEqual([
      'daemon-icc unknown',
      'host-docker-group unknown',
      'host-sprawl unknown',
    ]);
    const { problems } = await admin.get<Wire<Target>>(`/v1/targets/${scan.targetId}`);
    expect(problems).toEqual([]);
  });
});

describe('a bundle of 200 MB', () => {
  async function* endless(bytes: number): AsyncGenerator<Buffer> {
    yield Buffer.from(
      '{"format":"ironhull-host-bundle","version":1,"parts":{"groups":{"status":"ok","text":"',
    );
    const piece = Buffer.alloc(1 << 20, 'a');
    for (let sent = 0; sent < bytes; sent += piece.length) yield await Promise.resolve(piece);
  }
  const post = (path: string, type: string) =>
    fetch(`${service.address}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.key}`, 'content-type': type },
      body: endless(200 * 1024 * 1024),
      duplex: 'half',
    });

  it.each([
    ['/v1/scans/host', 'application/octet-stream'],
    ['/v1/scans', 'application/json'],
  ])('is refused by %s, and takes no memory', async (path, type) => {
    const before = (await peakMemoryMb(process.pid)) ?? 0;
    const response = await post(path, type);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ type: '/problems/payload-too-large' });
    await service.contentCleared();
    expect(((await peakMemoryMb(process.pid)) ?? 0) - before).toBeLessThan(200);
  });
});
