import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdvisoryStatus } from '../src/contracts/advisory.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import type { PolicyVersion } from '../src/contracts/policy.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { packageVersion } from '../src/platform/package-version.js';
import { digestOf } from './support/crafted-archive.js';
import { aPackageName, debianImage } from './support/images.js';
import { exploitedCatalogue, osvRecord } from './support/osv.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
  await admin.import(exploitedCatalogue('CVE-2020-0001'));
});
afterAll(() => service.stop());

const gate = (digest: string) => admin.get<Wire<Verdict>>(`/v1/verdicts/${digest}`);
const image = (config: Record<string, unknown> = {}) =>
  debianImage([aPackageName(), '1.0']).withConfig(config);

describe('the gate', () => {
  it('is unknown before an image is scanned, and decided after, by either digest', async () => {
    const built = image({ User: '' }).build();
    expect(await gate(built.manifestDigest)).toMatchObject({
      decision: 'unknown',
      targetId: null,
      receipt: null,
      reasons: [{ code: 'never-scanned', remediation: expect.stringContaining('/v1/scans/archive') }],
    });
    const targetId = await admin.targetOf(image({ User: '' }).asOciArchive());
    expect(await gate(built.manifestDigest)).toMatchObject({ targetId: null });
    const again = image({ User: '0' });
    const id = await admin.targetOf(again.asOciArchive());
    expect(id).not.toBe(targetId);
    for (const digest of [again.build().imageId, again.build().manifestDigest])
      expect(await gate(digest)).toMatchObject({ digest, targetId: id, decision: 'deny' });
  });

  it('says why, how to fix it, and how much there is', async () => {
    const built = image({ User: 'root' });
    await admin.targetOf(built.asOciArchive());
    const verdict = await gate(built.build().imageId);
    expect(verdict).toMatchObject({
      decision: 'deny',
      policy: { name: 'baseline', version: 1 },
      counts: { critical: 0, high: 1, medium: 0 },
      exemptedCount: 0,
    });
    expect(verdict.reasons[0]).toMatchObject({
      code: 'check-failed',
      severity: 'high',
      remediation: expect.stringContaining('USER'),
      findings: [expect.stringMatching(/^[0-9a-f]{32}$/)],
    });
  });

  it('pins what it was computed from in its receipt', async () => {
    const built = image();
    await admin.targetOf(built.asOciArchive());
    const { receipt, judgedAt, policy } = await gate(built.build().imageId);
    const { snapshot } = await admin.get<AdvisoryStatus>('/v1/advisories/status');
    const { hash } = await admin.get<PolicyVersion>('/v1/policies/baseline/versions/1');
    const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown;
    expect(receipt).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      factsDigest: digest,
      vulnerabilitiesDigest: digest,
      advisorySnapshot: snapshot,
      databaseDigest: digest,
      policyHash: hash,
      binding: null,
      mode: 'enforce',
      missingPolicy: null,
      scannedAt: expect.stringMatching(/^\d{4}-/),
      exemptionsDigest: digest,
      attestationsDigest: digest,
      vexDigest: digest,
      targetDigest: digest,
      judgedAt,
      engine: packageVersion(),
      verdictDigest: digest,
    });
    expect(policy!.hash).toBe(hash);
  });

  it('gives the same receipt for the same facts, whichever form they came in', async () => {
    const built = image().named('example/receipt:1');
    await admin.targetOf(built.asOldDockerArchive());
    const before = await gate(built.build().imageId);
    await admin.targetOf(built.asOldDockerArchive());
    const after = await gate(built.build().imageId);
    expect(after.receipt!.factsDigest).toBe(before.receipt!.factsDigest);
    expect(await admin.all(`/v1/targets/${after.targetId}/history`)).toHaveLength(1);
  });

  it('refuses what is no digest', async () => {
    for (const digest of ['latest', `sha256:${'A'.repeat(64)}`, 'sha512:0']) {
      const problem = await admin.get<ProblemBody>(`/v1/verdicts/${digest}`, 422);
      expect(problem).toMatchObject({ errors: [{ in: 'param', path: 'digest' }] });
    }
  });

  it('knows of no target that is not there', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    for (const part of ['', '/verdict', '/history', '/findings', '/components'])
      await admin.get(`/v1/targets/${id}${part}`, 404);
    await admin.post(`/v1/targets/${id}/preview`, { policy: 'name: x' }, 422);
    expect(await gate(digestOf(Buffer.from('nothing')))).toMatchObject({ decision: 'unknown' });
  });
});

describe('a list', () => {
  it('gives every row exactly once, page by page, whatever the size of the pages', async () => {
    const archives = Array.from({ length: 12 }, () => image({ User: '' }).asOciArchive());
    await Promise.all(archives.map((archive) => admin.targetOf(archive)));
    for (let made = 0; made < 6; made += 1) await service.caller('viewer');
    for (const path of ['/v1/targets', '/v1/scans', '/v1/findings', '/v1/audit', '/v1/keys']) {
      const whole = await admin.all<{ id: string }>(path, 200);
      expect(whole.length).toBeGreaterThan(5);
      for (const size of [1, 5]) {
        const rows = await admin.all<{ id: string }>(path, size);
        expect(rows.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
      }
    }
  });

  it('of components gives all of them, by name', async () => {
    const names = Array.from({ length: 230 }, (_, index) => `library-${String(index).padStart(3, '0')}`);
    const targetId = await admin.targetOf(
      debianImage(...names.map((name) => [name, '1.0'] as const)).asOciArchive(),
    );
    for (const size of [7, 200]) {
      const rows = await admin.all<{ name: string }>(`/v1/targets/${targetId}/components`, size);
      expect(rows.map(({ name }) => name)).toEqual(names);
    }
  });

  it('is not disturbed by rows that come between two pages', async () => {
    const before = await admin.all<Wire<Target>>('/v1/targets');
    const first = await admin.get<Page<Wire<Target>>>('/v1/targets?first=2');
    await admin.targetOf(image().asOciArchive());
    const second = await admin.get<Page<Wire<Target>>>(`/v1/targets?first=2&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      before.slice(0, 4).map(({ id }) => id),
    );
  });

  const bad = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
  it.each([
    ['is no cursor', 'x'],
    ['holds another number of values', bad(['2026-01-01'])],
    ['holds values of other types', bad(['x', 'y'])],
    ['holds objects', bad([{}, []])],
    ['holds text that no database holds', bad(['\0', '\0'])],
    ['is very long', 'a'.repeat(513)],
  ])('refuses a cursor that %s', async (_, after) => {
    const targetId = await admin.targetOf(image().asOciArchive());
    const lists = ['/v1/targets', '/v1/scans', '/v1/findings', '/v1/audit', '/v1/keys', '/v1/exemptions'];
    const ofTarget = ['history', 'findings', 'components'].map((part) => `/v1/targets/${targetId}/${part}`);
    for (const path of [...lists, ...ofTarget, '/v1/policies/baseline/versions', '/v1/advisories/imports']) {
      const problem = await admin.get<ProblemBody>(`${path}?after=${after}`, 422);
      expect(problem).toMatchObject({ errors: [{ path: 'after' }] });
    }
  });

  it.each(['first=0', 'first=201', 'first=x', 'first=1.5', 'unknown=1', 'first=1&first=2'])(
    'refuses the query %s',
    async (query) => {
      await admin.get(`/v1/targets?${query}`, 422);
    },
  );

  it('of targets is narrowed by decision and by name', async () => {
    const reference = `example/${aPackageName()}:1`;
    const targetId = await admin.targetOf(image({ User: '' }).named(reference).asOciArchive());
    const found = (query: string) => admin.all<Wire<Target>>(`/v1/targets?reference=${reference}&${query}`);
    expect(await found('decision=deny&decision=unknown')).toMatchObject([{ id: targetId, decision: 'deny' }]);
    expect(await found('decision=allow')).toEqual([]);
  });
});
