import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page, Total } from '../src/contracts/kit/schema.js';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Repository } from '../src/contracts/repository.contract.js';
import type { TrendDay } from '../src/contracts/trend.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, exploitedCatalogue, osvRecord } from './support/osv.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let viewer: Caller;
const [flawed, exploited] = [aPackageName(), aPackageName()];
const [cve, exploitedCve] = [aCve(), aCve()];
const targets: Record<string, string> = {};
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  viewer = await service.caller('viewer');
  await admin.import(exploitedCatalogue(exploitedCve));
  await admin.import([
    osvRecord({ id: `DEBIAN-${cve}`, name: flawed, fixed: '2.0', severity: 'critical', upstream: [cve] }),
    osvRecord({
      id: `DEBIAN-${exploitedCve}`,
      name: exploited,
      severity: 'medium',
      upstream: [exploitedCve],
    }),
  ]);
  const scan = async (reference: string, ...names: string[]) => {
    const packages = names.map((name) => [name, '1.0'] as const);
    targets[reference] = await admin.targetOf(
      debianImage(...packages)
        .named(reference)
        .asOciArchive(),
    );
  };
  await scan('registry.example/shop/web:1', flawed);
  await scan('registry.example/shop/web:2', aPackageName());
  await scan('registry.example/shop/api:1', exploited, flawed);
  await admin
    .request('patch', `/v1/targets/${targets['registry.example/shop/api:1']}`)
    .send({ owner: 'payments' })
    .expect(200);
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const scope = { vulnerabilities: [cve], targets: [targets['registry.example/shop/web:1']] };
  const { id } = await admin.post<Wire<Exemption>>(
    '/v1/exemptions',
    { scope, reason: 'not reached', expiresAt },
    201,
  );
  const approver = await service.caller('approver');
  await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
});
afterAll(() => service.stop());

interface Listed<N> {
  edges: { node: N }[];
  total: Total;
}
interface Image {
  references: string[];
  verdict: { decision: string; policyVersion: { version: number; text: string } };
  findings: Listed<{ advisory: string; coveredBy: { reason: string } | null }>;
}

describe('one query across entities', () => {
  it('goes from repositories to images, verdicts, findings, exemptions and the policy version that judged', async () => {
    const { data, errors } = await viewer.graphql<{
      repositories: Listed<{
        name: string;
        imageCount: number;
        decisions: { decision: string; count: number }[];
        images: Listed<Image>;
      }>;
    }>(`{ repositories(first: 10, filter: { prefix: "registry.example/shop" }) { total { count kind } edges { node {
      name imageCount decisions { decision count }
      images(first: 5) { total { count kind } edges { node {
        references verdict { decision policyVersion { version text } }
        findings(first: 5, filter: { kind: VULNERABILITY }) {
          total { count kind } edges { node { advisory coveredBy { reason } } } }
      } } }
    } } } }`);
    expect(errors).toBeUndefined();
    const { repositories } = data;
    expect(repositories.total).toEqual({ count: 2, kind: 'EXACT' });
    const [api, web] = repositories.edges.map(({ node }) => node);
    expect(api).toMatchObject({ name: 'registry.example/shop/api', imageCount: 1 });
    expect(api!.decisions).toEqual([{ decision: 'DENY', count: 1 }]);
    expect(api!.images.edges[0]!.node.findings.total).toEqual({ count: 2, kind: 'EXACT' });
    expect(web!.decisions).toEqual([{ decision: 'ALLOW', count: 2 }]);
    expect(web!.images.total).toEqual({ count: 2, kind: 'EXACT' });
    const [newest, oldest] = web!.images.edges.map(({ node }) => node);
    expect(newest).toMatchObject({ references: ['registry.example/shop/web:2'], findings: { edges: [] } });
    expect(oldest).toMatchObject({
      verdict: { decision: 'ALLOW', policyVersion: { version: 1 } },
      findings: { edges: [{ node: { advisory: cve, coveredBy: { reason: 'not reached' } } }] },
    });
    expect(oldest!.verdict.policyVersion.text).toContain('name: ');
  });

  it('pages the images of a repository, and narrows them by decision', async () => {
    const page = (args: string) =>
      viewer.graphql<{
        repository: { images: Listed<{ references: string[] }> & { pageInfo: { endCursor: string } } };
      }>(
        `{ repository(name: "registry.example/shop/web") { images(${args}) {
          edges { node { references } } pageInfo { endCursor } total { count } } } }`,
      );
    const first = (await page('first: 1')).data.repository.images;
    const second = (await page(`first: 1, after: "${first.pageInfo.endCursor}"`)).data.repository.images;
    expect([...first.edges, ...second.edges].map(({ node }) => node.references[0])).toEqual([
      'registry.example/shop/web:2',
      'registry.example/shop/web:1',
    ]);
    expect((await page('decision: [DENY]')).data.repository.images).toMatchObject({
      edges: [],
      total: { count: 0 },
    });
    const none = await viewer.graphql('{ repository(name: "registry.example/none") { name } }');
    expect(none.data).toEqual({ repository: null });
  });

  it('lists repositories over REST as well, by name and page by page', async () => {
    const all = await viewer.all<Wire<Repository>>('/v1/repositories', 1);
    expect(all.map(({ name }) => name)).toEqual(['registry.example/shop/api', 'registry.example/shop/web']);
    const { items } = await viewer.get<Page<Wire<Repository>>>(
      '/v1/repositories?prefix=registry.example/shop/w',
    );
    expect(items).toEqual([{ name: 'registry.example/shop/web', imageCount: 2 }]);
    expect((await viewer.get<Page<Wire<Repository>>>('/v1/repositories?prefix=%25')).items).toEqual([]);
  });
});

describe('findings of every target', () => {
  const advisories = async (query: string) =>
    (await viewer.get<Page<Wire<Finding>>>(`/v1/findings?kind=vulnerability&${query}`)).items.map(
      ({ advisory }) => advisory,
    );

  it('are narrowed by exploitation, owner and repository', async () => {
    expect(await advisories('knownExploited=true')).toEqual([exploitedCve]);
    expect(await advisories('knownExploited=false')).toEqual([cve, cve]);
    expect((await advisories('owner=payments')).sort()).toEqual([cve, exploitedCve].sort());
    expect(await advisories('repository=registry.example/shop/web')).toEqual([cve]);
    expect(await advisories('repository=registry.example/shop')).toEqual([]);
  });

  it('are found by every name of their flaw', async () => {
    expect(await advisories(`advisory=DEBIAN-${exploitedCve}`)).toEqual([exploitedCve]);
    expect(await advisories(`advisory=${exploitedCve}`)).toEqual([exploitedCve]);
  });

  it('come newest first where that is asked for, page by page', async () => {
    const rows = await viewer.all<Wire<Finding>>('/v1/findings?order=newest', 3);
    const keys = rows.map(({ firstSeenAt, id }) => `${firstSeenAt} ${id}`);
    expect(keys.length).toBeGreaterThan(3);
    expect(keys).toEqual([...keys].sort().reverse());
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('trends', () => {
  it('tell what stood at the end of each day', async () => {
    // What came to be a moment ago is moved to where it would be, had it come to be earlier.
    const reference = 'registry.example/shop/web:1';
    await service.query(`UPDATE verdict SET since = since - interval '10 days' WHERE target_id <> $1`, [
      targets[reference],
    ]);
    await service.query(
      `UPDATE verdict SET since = since - interval '3 days' WHERE target_id = $1 AND NOT is_current`,
      [targets[reference]],
    );
    const days = await viewer.get<Wire<TrendDay>[]>('/v1/trends?days=12');
    const decisions = days.map(({ allowed, denied }) => `${allowed}/${denied}`);
    expect(decisions).toEqual([
      '0/0',
      ...Array<string>(7).fill('1/1'),
      ...Array<string>(3).fill('1/2'),
      '2/1',
    ]);
    const [before, now] = days.slice(-2);
    expect(now!.exempted).toBe(1);
    // The flaw, and the check that counts flaws.
    expect(before!.findings.critical - now!.findings.critical).toBe(2);
    expect(now!.date).toBe(new Date().toISOString().slice(0, 10));
    const { data } = await viewer.graphql<{ trends: { denied: number }[] }>(
      '{ trends(days: 2, owner: ["payments"]) { allowed denied } }',
    );
    expect(data.trends).toEqual([
      { allowed: 0, denied: 1 },
      { allowed: 0, denied: 1 },
    ]);
    expect(
      await viewer.get<Wire<TrendDay>[]>('/v1/trends?days=1&repository=registry.example/shop/api'),
    ).toMatchObject([{ allowed: 0, denied: 1 }]);
  });
});

describe('a subscription to every verdict', () => {
  it('tells of each that becomes another one', async () => {
    const query = 'subscription { verdictsChanged { targetId decision } }';
    const seen: string[] = [];
    let isTold = false;
    const told = viewer
      .subscribe<{ verdictsChanged: { targetId: string; decision: string } }>(query, {}, 1)
      .finally(() => (isTold = true));
    // The first ones may come before the subscription stands.
    while (!isTold) seen.push(await admin.targetOf(debianImage([aPackageName(), '1.0']).asOciArchive()));
    const [answer] = await told;
    expect(answer?.data.verdictsChanged.decision).toBe('ALLOW');
    expect(seen).toContain(answer?.data.verdictsChanged.targetId);
  });
});
