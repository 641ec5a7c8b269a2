import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestService, type Caller, type ProblemBody } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

/** Sends a body as it is. */
async function send(
  path: string,
  body: string,
  contentType = 'application/json',
): Promise<[number, ProblemBody]> {
  const response = await fetch(service.address + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin.key}`, 'content-type': contentType },
    body,
  });
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return [response.status, (await response.json()) as ProblemBody];
}
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('a request that is not what its contract says', () => {
  it.each([
    ['no JSON', '{"name":', 'application/json', 400],
    ['nothing where JSON should be', '', 'application/json', 400],
    ['another content type', '<name/>', 'application/xml', 415],
    ['JSON of another type', '[]', 'application/json', 422],
    ['null', 'null', 'application/json', 422],
    ['a polluted prototype', '{"__proto__":{"roles":["admin"]},"name":"x"}', 'application/json', 400],
    ['a constructor', '{"constructor":{"prototype":{"x":1}},"name":"x"}', 'application/json', 400],
    ['JSON that is very deep', `{"name":${deep(100_000)}}`, 'application/json', 422],
    ['JSON that is deep beyond its limit of size', deep(3_000_000), 'application/json', 413],
    ['text that no database holds', '{"name":"a\\u0000b","roles":["viewer"]}', 'application/json', 422],
    ['half a surrogate pair', '{"name":"a\\ud800b","roles":["viewer"]}', 'application/json', 422],
  ])('is refused when it is %s', async (_, body, contentType, status) => {
    const [found, problem] = await send('/v1/keys', body, contentType);
    expect([found, problem.status]).toEqual([status, status]);
    expect(problem.detail.length).toBeGreaterThan(0);
  });

  it('is told each place that is wrong', async () => {
    const [, { errors }] = await send(
      '/v1/keys',
      '{"name":"","roles":["viewer","king"],"admin":true,"expiresAt":"soon"}',
    );
    expect(errors!.map(({ in: place, path }) => `${place} ${path}`).sort()).toEqual([
      'body ',
      'body expiresAt',
      'body name',
      'body roles[1]',
    ]);
    expect(errors!.every(({ detail }) => detail.length > 0)).toBe(true);
  });

  it.each([
    '/v1/targets?reference=%00',
    '/v1/targets/%00',
    '/v1/policies/..%2f..%2fetc',
    '/v1/advisories/%00',
    '/v1/audit?entity=%00',
    `/v1/targets/${randomUUID()}/components?name=%00`,
    '/v1/scans/archive?platform=%00',
    '/v1/findings?severity=terrible',
    '/v1/findings?__proto__=1',
    '/v1/findings?exempted=perhaps',
  ])('is refused in its address %s', async (path) => {
    const problem = await admin.get<ProblemBody>(path, 422);
    expect(problem.errors!.length).toBeGreaterThan(0);
  });

  it('is a problem document where there is no such route or method', async () => {
    for (const path of ['/v1/nothing', '/', '/v1/targets/a/b/c'])
      expect(await admin.get(path, 404)).toMatchObject({ type: '/problems/not-found', instance: path });
    const response = await admin.request('delete', '/v1/targets');
    expect(response.status).toBe(404);
  });
});

describe('an answer', () => {
  it('is not kept by caches and not guessed at by browsers', async () => {
    const response = await admin.request('get', '/v1/checks');
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('of the catalogue has both languages for every check', async () => {
    const checks = await admin.get<{ id: string; title: { en: string; zh: string } }[]>('/v1/checks');
    expect(checks.length).toBeGreaterThan(10);
    for (const { title } of checks) expect(title.zh).toMatch(/\p{Script=Han}/u);
    expect(await admin.get(`/v1/checks/${checks[0]!.id}`)).toEqual(checks[0]);
    await admin.get('/v1/checks/none', 404);
    const some = await admin.get<{ area: string; inputs: string[] }[]>('/v1/checks?area=image&input=sbom');
    expect(some.length).toBeGreaterThan(0);
    for (const { area, inputs } of some) expect([area, inputs.includes('sbom')]).toEqual(['image', true]);
    await admin.get('/v1/checks?area=none', 422);
  });
});
