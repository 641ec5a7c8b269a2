import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import { debianImage } from './support/images.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let scanner: Caller;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  [scanner, admin] = [await service.caller('scanner'), await service.caller('admin')];
});
afterAll(() => service.stop());

let count = 0;
function archive(labels: Record<string, string> = {}): Buffer {
  count += 1;
  const image = debianImage([`labelled-${count}`, '1.0']);
  return image.withConfig({ User: '1000', Labels: labels }).named(`labels/app-${count}:1`).asDockerArchive();
}
const target = (id: string) => scanner.get<Wire<Target>>(`/v1/targets/${id}`);
const label = (id: string, body: object, status = 200) =>
  scanner
    .request('patch', `/v1/targets/${id}`)
    .send(body)
    .then((response) => {
      expect(response.status, JSON.stringify(response.body)).toBe(status);
      return response.body as Wire<Target> & ProblemBody;
    });
const listed = async (query: string) =>
  (await scanner.get<Page<Wire<Target>>>(`/v1/targets?${query}`)).items.map(({ id }) => id);

describe('the labels of a target', () => {
  it('come with the scan, and stand before those that the image brings', async () => {
    const own = {
      'org.opencontainers.image.source': 'https://git.example/app',
      environment: 'dev',
      'no no': 'x',
    };
    const query = '?label=environment=prod&label=owner=payments';
    const scan = await scanner.scan(archive(own), query);
    expect(scan.labels).toEqual({ environment: 'prod', owner: 'payments' });
    expect(await target(scan.targetId!)).toMatchObject({
      labels: { ...scan.labels, 'org.opencontainers.image.source': 'https://git.example/app' },
      owner: 'payments',
      environment: 'prod',
    });
  });

  it('come with a document, over REST and GraphQL', async () => {
    const body = { dockerfile: { text: 'FROM scratch\n# one' }, labels: { owner: 'web' } };
    const { id } = await scanner.post<Wire<Scan>>('/v1/scans', body, 202);
    const { targetId } = await scanner.scanEnd(id);
    expect(await target(targetId!)).toMatchObject({ owner: 'web', environment: null });
    const mutation = `mutation { scanDocument(input: { dockerfile: { text: "FROM scratch # two" }, labels: { owner: "ops" } }) { labels } }`;
    const { data } = await scanner.graphql<{ scanDocument: Wire<Scan> }>(mutation);
    expect(data.scanDocument.labels).toEqual({ owner: 'ops' });
  });

  it('are set and taken away by hand, which is noted, and stay when it is scanned again', async () => {
    const bytes = archive({ owner: 'who-built-it' });
    const id = await scanner.targetOf(bytes, '?label=tier=1');
    expect(await target(id)).toMatchObject({ owner: 'who-built-it', labels: { tier: '1' } });
    const set = await label(id, { owner: 'payments', labels: { tier: null, region: 'eu' } });
    expect(set).toMatchObject({ owner: 'payments', labels: { owner: 'payments', region: 'eu' } });
    expect(set.labels).not.toHaveProperty('tier');
    const { items } = await admin.get<Page<Wire<AuditEntry>>>(`/v1/audit?entity=target&entityId=${id}`);
    expect(items[0]).toMatchObject({
      action: 'target.labelled',
      details: { before: { tier: '1' }, after: { owner: 'payments', region: 'eu' } },
    });
    await scanner.targetOf(bytes, '?label=region=us');
    expect(await target(id)).toMatchObject({ labels: { owner: 'payments', region: 'us' } });
    expect(await label(id, { owner: null })).toMatchObject({ owner: 'who-built-it' });
  });

  it('are refused when they are none', async () => {
    const id = await scanner.targetOf(archive());
    for (const body of [
      { labels: { 'a b': 'x' } },
      { labels: { a: 'x\u0000' } },
      { labels: { a: 'x'.repeat(257) } },
      { owner: '' },
    ])
      expect((await label(id, body, 422)).errors).not.toEqual([]);
    const many = (from: number) =>
      Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`l${from + i}`, 'x']));
    await label(id, { labels: many(0) });
    expect((await label(id, { labels: many(40) }, 422)).detail).toContain('more than 64');
    expect(Object.keys((await target(id)).labels)).toHaveLength(40);
    await label('00000000-0000-4000-8000-000000000000', {}, 404);
    const viewer = await service.caller('viewer');
    expect((await viewer.request('patch', `/v1/targets/${id}`).send({})).status).toBe(403);
    expect((await scanner.refusedUpload('/v1/scans/archive?label=novalue', archive())).errors).not.toEqual(
      [],
    );
  });

  it('narrow the list of targets, over REST and GraphQL', async () => {
    const made = [];
    for (const query of [
      'label=owner=list-a&label=environment=list-prod&label=list=1',
      'label=owner=list-b&label=environment=list-prod&label=list=2',
    ])
      made.push(await scanner.targetOf(archive(), `?${query}`));
    const [a, b] = made;
    expect(await listed('owner=list-a')).toEqual([a]);
    expect(await listed('owner=list-a&owner=list-b')).toEqual([b, a]);
    expect(await listed('environment=list-prod')).toEqual([b, a]);
    expect(await listed('label=list')).toEqual([b, a]);
    expect(await listed('label=list=2&label=owner=list-b')).toEqual([b]);
    expect(await listed('label=list=2&owner=list-a')).toEqual([]);
    const query =
      '{ targets(filter: { label: ["list=1"], environment: ["list-prod"] }) { edges { node { id owner labels } } } }';
    const { data } = await scanner.graphql<{ targets: { edges: unknown[] } }>(query);
    expect(data.targets.edges).toMatchObject([{ node: { id: a, owner: 'list-a', labels: { list: '1' } } }]);
    const mutation = `mutation { labelTarget(id: "${a}", input: { environment: "list-other" }) { environment } }`;
    expect((await scanner.graphql(mutation)).data).toEqual({ labelTarget: { environment: 'list-other' } });
  });
});
