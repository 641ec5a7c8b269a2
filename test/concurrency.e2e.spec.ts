import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdvisoryImport } from '../src/contracts/advisory.contract.js';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  approver = await service.caller('approver');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
});
afterAll(() => service.stop());

const inADay = () => new Date(Date.now() + 86_400_000).toISOString();
const image = (...names: string[]) =>
  debianImage(...names.map((name) => [name, '1.0'] as const)).withConfig({ User: '' });
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const submit = async <T>(path: string, body: Buffer) => (await admin.upload(path, body)).body as Wire<T>;
const critical = (id: string, name: string) => osvRecord({ id, name, fixed: '2.0', severity: 'critical' });
const ask = (scope: object) =>
  admin.post<Wire<Exemption>>(
    '/v1/exemptions',
    { scope, reason: 'not reached from outside', expiresAt: inADay() },
    201,
  );

describe('what comes in at the same time', () => {
  it('is matched: a package that is scanned while an import of its advisory is nearly done', async () => {
    const name = aPackageName();
    const records = Buffer.from(JSON.stringify([critical('DSA-7001-1', name)]));
    const [imported, scan] = await service.during('SELECT 1 FROM advisory_database FOR UPDATE', async () => {
      const running = await submit<AdvisoryImport>('/v1/advisories/imports', records);
      await service.waiting('UPDATE advisory_database');
      const submitted = await submit<Scan>('/v1/scans/archive', image(name).asOciArchive());
      await until(
        () => admin.get<Wire<Scan>>(`/v1/scans/${submitted.id}`),
        ({ progress }) => progress.percent >= 93,
      );
      return [running, submitted] as const;
    });
    expect(await admin.importEnd(imported.id)).toMatchObject({ state: 'succeeded', stored: 1 });
    const { targetId } = await admin.scanEnd(scan.id);
    expect(await admin.all(`/v1/targets/${targetId}/findings?kind=vulnerability`)).toMatchObject([
      { advisory: 'DSA-7001-1' },
    ]);
    expect(await verdictOf(targetId!)).toMatchObject({ decision: 'deny' });
  });

  it('is judged again: an image that is judged while an exemption which covers it is revoked', async () => {
    const name = aPackageName();
    const { id } = await ask({ checks: ['image-user-root'] });
    await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
    const [scan, revoked] = await service.during('LOCK TABLE finding IN SHARE MODE', async () => {
      const submitted = await submit<Scan>('/v1/scans/archive', image(name).asOciArchive());
      await service.waiting('INSERT INTO finding');
      const answer = approver.post<Wire<Exemption>>(`/v1/exemptions/${id}/revoke`, {}, 200);
      await service.waiting('SELECT pg_advisory_xact_lock');
      return [submitted, answer] as const;
    });
    expect(await revoked).toMatchObject({ state: 'revoked' });
    const { targetId } = await admin.scanEnd(scan.id);
    expect(await verdictOf(targetId!)).toMatchObject({ decision: 'deny', exemptedCount: 0 });
  });

  it('gets in nobody’s way: policies, imports, exemptions, scans and readers', async () => {
    const shared = aPackageName();
    const archives = Array.from({ length: 12 }, () => image(aPackageName(), shared).asOciArchive());
    await Promise.all(archives.map((archive) => admin.targetOf(archive)));
    const repeat = async (times: number, work: (index: number) => Promise<unknown>) => {
      for (let index = 0; index < times; index += 1) await work(index);
    };
    const record = (index: number) => ({
      ...critical('DSA-7002-1', shared),
      modified: `2026-11-0${index + 1}T00:00:00Z`,
    });
    await Promise.all([
      repeat(8, (index) =>
        admin.post(
          '/v1/policies/baseline/versions',
          { text: policyText('baseline', { title: `Title ${index}` }), message: 'x' },
          201,
        ),
      ),
      repeat(6, async (index) =>
        expect(await admin.import([record(index)])).toMatchObject({ state: 'succeeded' }),
      ),
      repeat(8, async () => {
        const { id } = await ask({ checks: ['image-user-root'] });
        await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
        await approver.post(`/v1/exemptions/${id}/revoke`, {}, 200);
      }),
      repeat(8, (index) => admin.targetOf(archives[index]!)),
      ...Array.from({ length: 3 }, () =>
        repeat(10, async () => {
          const targets = await admin.all<Wire<Target>>('/v1/targets');
          await Promise.all(targets.map(({ id }) => verdictOf(id)));
        }),
      ),
    ]);
    for (const { id } of await admin.all<Wire<Target>>('/v1/targets'))
      expect(await verdictOf(id)).toMatchObject({
        decision: 'deny',
        exemptedCount: 0,
        policy: { version: 9 },
      });
  });
});
