import { randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../src/contracts/graphql.js';
import type { ApiKey, CreatedKey } from '../src/contracts/key.contract.js';
import { isPermitted, roles, type Permission, type Role } from '../src/contracts/kit/permission.js';
import { Caller, TestService, until, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route of the OpenAPI document that the service itself serves. */
async function documentedRoutes(): Promise<Route[]> {
  const text = await (await fetch(`${service.address}/docs-yaml`)).text();
  const { paths } = parse(text) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => ({ method, path: path.replaceAll(/\{\w+\}/g, randomUUID()) })),
  );
}

const call = ({ method, path }: Route, key?: string) =>
  fetch(service.address + path, {
    method: method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    ...(method === 'get' ? {} : { body: '{}' }),
  });
const problemOf = async (response: Response) => (await response.json()) as ProblemBody;
const isPublic = ({ path }: Route) =>
  ['/livez', '/readyz', '/v1/collector.sh', '/.well-known/jwks.json'].includes(path);

/** What each route needs, by its method and a pattern of its path. */
const needs: readonly [RegExp, Permission][] = [
  [/^(get|post|delete) \/v1\/keys/, 'key:manage'],
  [/^get \/v1\/audit/, 'audit:read'],
  [/^\w+ \/v1\/webhooks/, 'webhook:manage'],
  [/^post \/v1\/receipt-keys$/, 'key:manage'],
  [/^post \/v1\/receipts\/[^/]+\/replay$/, 'read'],
  [/^post \/v1\/scans/, 'scan'],
  [/^(post|put|delete) \/v1\/policies/, 'policy:write'],
  [/^(post|put|delete) \/v1\/bindings/, 'policy:write'],
  [/^post \/v1\/advisories/, 'advisory:import'],
  [/^post \/v1\/exemptions\/[^/]+\/(resubmit|withdraw|renew|comments|attachments)$/, 'exemption:request'],
  [/^post \/v1\/exemptions\/[^/]+\//, 'exemption:decide'],
  [/^post \/v1\/exemptions$/, 'exemption:request'],
  [/^post \/v1\/exemptions\/preview$/, 'read'],
  [/^post \/v1\/attestations/, 'attestation:write'],
  [/^(post|put|delete) \/v1\/vex/, 'vex:write'],
  [/^post \/v1\/targets\/[^/]+\/preview$/, 'read'],
  [/^patch \/v1\/targets\/[^/]+$/, 'target:label'],
  [/^post \/v1\/(fixes|hardening)$/, 'read'],
  [/^get /, 'read'],
];
const permissionOf = ({ method, path }: Route) => {
  const found = needs.find(([pattern]) => pattern.test(`${method} ${path}`));
  if (!found) throw new Error(`state in this test what ${method} ${path} needs`);
  return found[1];
};

describe('a call without a key', () => {
  it('is refused on every route but those that are public', async () => {
    const routes = await documentedRoutes();
    expect(routes.length).toBeGreaterThan(30);
    for (const route of routes) {
      const response = await call(route);
      expect([route.path, response.status]).toEqual([route.path, isPublic(route) ? 200 : 401]);
      if (!isPublic(route))
        expect(await problemOf(response)).toMatchObject({ type: '/problems/unauthenticated' });
    }
  });

  it('is refused on every operation of GraphQL', async () => {
    const nobody = new Caller(service.address, 'none');
    for (const { type, name, query } of everyOperation()) {
      const answers = type === 'Subscription' ? await nobody.subscribe(query) : [await nobody.graphql(query)];
      for (const answer of answers) {
        expect([name, answer.errors?.[0]?.extensions['code']]).toEqual([name, 'UNAUTHENTICATED']);
        expect(Object.values(answer.data ?? {}).every((value) => value === null)).toBe(true);
      }
    }
  });

  it('reaches health and documentation', async () => {
    for (const path of ['/livez', '/readyz', '/docs', '/docs-json', '/docs-yaml'])
      expect((await fetch(service.address + path)).status).toBe(200);
  });

  it('learns nothing of what is there', async () => {
    for (const path of ['/v1/scans/x', `/v1/scans/${randomUUID()}`, '/v1/keys?first=no'])
      expect((await fetch(service.address + path)).status).toBe(401);
  });
});

describe('a key', () => {
  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    `Bearer ihk_${'0'.repeat(32)}_${'A'.repeat(43)}`,
    'Bearer a b',
  ])('is refused as "%s"', async (authorization) => {
    const response = await fetch(`${service.address}/v1/scans`, { headers: { authorization } });
    expect(response.status).toBe(401);
  });

  it('does on every route what its roles permit, and is told what it lacks', async () => {
    const routes = (await documentedRoutes()).filter((route) => !isPublic(route));
    for (const role of roles) {
      const { key } = await service.caller(role);
      for (const route of routes) {
        const permission = permissionOf(route);
        const response = await call(route, key);
        const isRefused = response.status === 403;
        expect([role, route.path, isRefused]).toEqual([role, route.path, !isPermitted([role], permission)]);
        if (isRefused) expect((await problemOf(response)).detail).toContain(permission);
        else await response.body?.cancel();
      }
    }
  });

  it('does on every operation of GraphQL what its roles permit', async () => {
    for (const role of ['viewer', 'scanner', 'author', 'approver'] satisfies Role[]) {
      const caller = await service.caller(role);
      for (const { name, type, permission, query } of everyOperation()) {
        if (type === 'Subscription') continue;
        const answer = await caller.graphql(query);
        const isRefused =
          answer.errors?.some(({ extensions }) => extensions['code'] === 'FORBIDDEN') ?? false;
        expect([role, name, isRefused]).toEqual([role, name, !isPermitted([role], permission)]);
      }
    }
  });

  it('has what all of its roles permit together', async () => {
    const both = await service.caller('scanner', 'author');
    const refusal = await both.refusedUpload('/v1/scans/archive', Buffer.from('x'));
    expect(refusal).toMatchObject({ reason: 'truncated' });
    await both.post('/v1/policies/x/versions', {}, 422);
    await both.get('/v1/keys', 403);
  });

  it('is of no use once it is revoked or expired', async () => {
    const expiresAt = new Date(Date.now() + 4_000).toISOString();
    const make = (body: object) =>
      admin.post<Wire<CreatedKey>>('/v1/keys', { name: 'short', roles: ['viewer'], ...body }, 201);
    const [revoked, expiring] = [await make({}), await make({ expiresAt })];
    const uses = (key: string) =>
      call({ method: 'get', path: '/v1/checks' }, key).then(({ status }) => status);
    expect(await uses(revoked.key)).toBe(200);
    expect(await uses(expiring.key)).toBe(200);
    expect(await admin.delete<Wire<ApiKey>>(`/v1/keys/${revoked.id}`)).toMatchObject({
      revokedAt: expect.any(String),
    });
    expect(await uses(revoked.key)).toBe(401);
    await until(
      () => uses(expiring.key),
      (status) => status === 401,
    );
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
  });
});

/** Each root operation as the shortest query that is valid. */
function everyOperation() {
  const samples: Readonly<Record<string, string>> = {
    advisory: '(id: "CVE-2026-1") { id }',
    bindings: ' { name }',
    bindingResolution: '(target: "x") { policy }',
    check: '(id: "image-size") { id }',
    policy: '(name: "baseline") { name }',
    verdict: `(digest: "sha256:${'0'.repeat(64)}") { decision }`,
    requestExemption: `(input: { scope: { checks: ["x"] }, reason: "long enough", expiresAt: "2020-01-01T00:00:00Z" }) { id }`,
    resubmitExemption: `(id: "${randomUUID()}", input: {}) { id }`,
    renewExemption: `(id: "${randomUUID()}", input: { expiresAt: "2020-01-01T00:00:00Z" }) { id }`,
    commentExemption: `(id: "${randomUUID()}", input: { text: "x" }) { id }`,
    askExemptionChanges: `(id: "${randomUUID()}") { id }`,
    previewExemption: '(input: { scope: { checks: ["x"] } }) { findings }',
    exemptionHygiene: ' { isComplete }',
    makeAttestation: `(input: { check: "x", targetId: "${randomUUID()}", result: PASS, statement: "long enough", expiresAt: "2020-01-01T00:00:00Z" }) { id }`,
    fixes: '(input: { kind: DOCKERFILE, text: "FROM scratch" }) { files { path } }',
    hardening: '(input: { settings: { image: "nginx:1.27" } }) { kind }',
    labelTarget: `(id: "${randomUUID()}", input: {}) { id }`,
    scanDocument: '(input: { dockerfile: { text: "FROM scratch" } }) { id }',
    publishPolicy: '(name: "x", input: { text: "x", message: "x" }) { version }',
    policyDiff: '(name: "x", from: 1, to: 2) { patch }',
    rollBackPolicy: '(name: "x", input: { version: 1, message: "x" }) { version }',
    retirePolicyVersion: '(name: "x", version: 1) { version }',
    advisoryStatus: ' { snapshot }',
    repository: '(name: "example/app") { name }',
    trends: ' { date }',
    verdictsChanged: ' { decision }',
    verdictChanged: `(targetId: "${randomUUID()}") { decision }`,
    checks: ' { id }',
    policies: ' { name }',
    previewPolicy: '(name: "x", input: { text: "x" }) { id }',
    policyPreviews: ' { pageInfo { hasNextPage } }',
    previewedTargets: `(id: "${randomUUID()}") { pageInfo { hasNextPage } }`,
    previewedFindings: `(id: "${randomUUID()}") { pageInfo { hasNextPage } }`,
    vexStatements: `(documentId: "${randomUUID()}") { pageInfo { hasNextPage } }`,
    vexSources: ' { name }',
    importVex: '(source: "x", document: "x") { id }',
    trustVexSource: '(name: "x", trust: ADVISORY) { name }',
    exportDecisions: `(targetId: "${randomUUID()}") { text }`,
    exportExemptions: '(filter: { format: GRYPE }) { mediaType }',
    createWebhook: '(input: { name: "x", url: "http://10.0.0.1/" }) { id }',
    changeWebhook: `(id: "${randomUUID()}", input: {}) { id }`,
    testWebhook: `(id: "${randomUUID()}") { isDelivered }`,
    redeliver: `(webhookId: "${randomUUID()}", deliveryId: "${randomUUID()}") { id }`,
    replayEvents: `(id: "${randomUUID()}", since: "2026-01-01T00:00:00Z") { count }`,
  };
  const roots = operations.filter(({ parent }) => parent === undefined);
  return roots.map(({ type, name, permission }) => {
    const byId = `(id: "${randomUUID()}") { ${type === 'Subscription' ? 'state' : 'id'} }`;
    const isList = name.endsWith('s') && !(name in samples);
    const rest = samples[name] ?? (isList ? ' { pageInfo { hasNextPage } }' : byId);
    return { type, name, permission, query: `${type.toLowerCase()} { ${name}${rest} }` };
  });
}
