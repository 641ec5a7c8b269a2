import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, exploitedCatalogue, osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let requester: Caller;
let approver: Caller;
const publish = (exemptions: string) =>
  admin.post('/v1/policies/baseline/versions', {
    text: policyText('baseline', {
      checks: [
        'image-user-root',
        'image-vulnerabilities: { parameters: { max: { critical: 0, high: 0, medium: 0 }, count: all } }',
      ],
      gate: '{ fail_on: medium, unknown: unknown }',
      exemptions,
    }),
    message: exemptions,
  });
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  requester = await service.caller('author');
  approver = await service.caller('approver');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
  await admin.import(exploitedCatalogue('CVE-2020-0001'));
  await publish('{}');
});
afterAll(() => service.stop());

let count = 0;
const reason = 'the code with the flaw is not called here';
const later = () => new Date(Date.parse('2026-11-10T00:00:00Z') + (count += 1) * 60_000).toISOString();
const expiresAt = () => new Date(Date.now() + 86_400_000).toISOString();
const get = (id: string) => admin.get<Wire<Exemption>>(`/v1/exemptions/${id}`);
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const findingsOf = (targetId: string, filter = '') =>
  admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability${filter}`);

/** Images with one package that has one medium flaw without a fix, or as the record says. */
async function flawed(images = 1, severity = 'medium', fixed?: string) {
  const [id, name, cve] = [`DSA-${3_000 + (count += 1)}-1`, aPackageName(), aCve()];
  const record = { id, name, upstream: [cve], severity, ...(fixed === undefined ? {} : { fixed }) };
  await admin.import([osvRecord(record)]);
  const targets: string[] = [];
  for (let index = 0; index < images; index++)
    targets.push(await admin.targetOf(debianImage([name, '1.0'], [aPackageName(), '1']).asOciArchive()));
  const changed = (change: object) => admin.import([osvRecord({ ...record, modified: later(), ...change })]);
  return { id, name, cve, targets, targetId: targets[0]!, changed };
}

async function approved(scope: object, endsWhen: object = {}): Promise<string> {
  const body = { scope, reason, expiresAt: expiresAt(), endsWhen };
  const { id } = await requester.post<Wire<Exemption>>('/v1/exemptions', body, 201);
  await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
  return id;
}

/** Whatever is asked first, all say the same: the gate, the lists, the counts, and the exemption. */
async function expectEnded(exemption: string, targetId: string, code: string) {
  const { digest } = await admin.get<Wire<Target>>(`/v1/targets/${targetId}`);
  expect(await admin.get(`/v1/verdicts/${digest}`)).toMatchObject({ decision: 'deny', exemptedCount: 0 });
  expect(await get(exemption)).toMatchObject({
    state: 'voided',
    endedAt: expect.any(String),
    endedBecause: { code, message: expect.any(String) },
  });
  expect(await findingsOf(targetId, '&exempted=true')).toEqual([]);
  const log = await admin.all<Wire<AuditEntry>>(`/v1/audit?entity=exemption&entityId=${exemption}`);
  expect(log[0]).toMatchObject({ action: 'exemption.voided', actor: 'system', details: { code } });
  expect(log.filter(({ action }) => action === 'exemption.voided')).toHaveLength(1);
}

const scores = (cve: string, score: number) =>
  Buffer.from(
    `#model_version:v2026.01.01,score_date:2026-11-20T00:00:00+0000\ncve,epss,percentile\n${cve},${score},0.5\n`,
  );
const importScore = async (cve: string, score: number) => {
  const response = await admin.upload('/v1/advisories/imports', scores(cve, score));
  await admin.importEnd((response.body as { id: string }).id);
};

type Flawed = Awaited<ReturnType<typeof flawed>>;
const conditions: [string, object, string, (flaw: Flawed) => Promise<unknown>][] = [
  [
    'fix-released',
    { fixReleased: true },
    '{ fix_released: true }',
    ({ changed }) => changed({ fixed: '2.0' }),
  ],
  [
    'known-exploited',
    { knownExploited: true },
    '{ known_exploited: true }',
    ({ cve }) => admin.import(exploitedCatalogue('CVE-2020-0001', cve)),
  ],
  ['exploit-score', { exploitScore: 0.4 }, '{ epss_min: 0.4 }', ({ cve }) => importScore(cve, 0.41)],
  [
    'severity-rose',
    { severityRises: true },
    '{ severity_rises: true }',
    ({ changed }) => changed({ severity: 'high' }),
  ],
];

describe('an exemption', () => {
  it.each(conditions)('ends by itself: %s, chosen by it', async (code, endsWhen, _forced, happen) => {
    const flaw = await flawed(2);
    const id = await approved({ vulnerabilities: [flaw.cve] }, endsWhen);
    const other = await approved({ vulnerabilities: [flaw.cve], targets: [flaw.targets[1]!] });
    expect(await verdictOf(flaw.targetId)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    await happen(flaw);
    await expectEnded(id, flaw.targetId, code);
    expect(await get(other)).toMatchObject({ state: 'approved', endedBecause: null });
    expect(await verdictOf(flaw.targets[1]!)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    expect(await findingsOf(flaw.targets[1]!)).toMatchObject([{ exemption: other }]);
    expect((await verdictOf(flaw.targetId)).change!.summary).toContain('allow → deny');
  });

  it.each(conditions)('ends by itself: %s, forced by the policy', async (code, _chosen, forced, happen) => {
    const flaw = await flawed();
    const id = await approved({ vulnerabilities: [flaw.cve] });
    await publish(`{ end_when: ${forced} }`);
    expect(await verdictOf(flaw.targetId)).toMatchObject({ decision: 'allow' });
    await happen(flaw);
    await expectEnded(id, flaw.targetId, code);
    await publish('{}');
    expect(await verdictOf(flaw.targetId)).toMatchObject({ decision: 'deny' });
  });

  it('ends for all of its findings when one of them ends it', async () => {
    const [one, two] = [await flawed(), await flawed()];
    const id = await approved({ vulnerabilities: [one.cve, two.cve] }, { fixReleased: true });
    expect(await verdictOf(two.targetId)).toMatchObject({ decision: 'allow' });
    await one.changed({ fixed: '2.0' });
    await expectEnded(id, one.targetId, 'fix-released');
    await expectEnded(id, two.targetId, 'fix-released');
  });

  it('is not ended by what was so when it was approved, nor by a condition that is not its own', async () => {
    const flaw = await flawed(1, 'high', '2.0');
    const id = await approved({ vulnerabilities: [flaw.cve] }, { fixReleased: true, severityRises: true });
    expect(await verdictOf(flaw.targetId)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    await importScore(flaw.cve, 0.9);
    await admin.import(exploitedCatalogue('CVE-2020-0001', flaw.cve));
    await flaw.changed({ severity: 'low' });
    expect(await verdictOf(flaw.targetId)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    expect(await get(id)).toMatchObject({ state: 'approved' });
  });

  it('ends when nothing that it covers is found on any target any more, and not before', async () => {
    const flaw = await flawed();
    const spared = await admin.targetOf(
      debianImage([flaw.name, '1.5'], [aPackageName(), '1']).asOciArchive(),
    );
    const id = await approved({ vulnerabilities: [flaw.cve] }, { findingGone: true });
    expect(await verdictOf(spared)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    await flaw.changed({ fixed: '1.1' });
    expect(await verdictOf(spared)).toMatchObject({ decision: 'allow', exemptedCount: 0 });
    expect(await verdictOf(flaw.targetId)).toMatchObject({ decision: 'allow', exemptedCount: 1 });
    expect(await get(id)).toMatchObject({ state: 'approved' });
    await flaw.changed({ fixed: '0.9' });
    await until(
      () => get(id),
      ({ state }) => state === 'voided',
    );
    expect(await get(id)).toMatchObject({ endedBecause: { code: 'finding-gone' } });
    await flaw.changed({ fixed: '1.1' });
    expect(await verdictOf(flaw.targetId)).toMatchObject({ decision: 'deny', exemptedCount: 0 });
  });

  it('ends once, whatever judges at the same time', async () => {
    const flaw = await flawed(6);
    const id = await approved({ vulnerabilities: [flaw.cve] }, { fixReleased: true });
    await Promise.all(flaw.targets.map(verdictOf));
    await flaw.changed({ fixed: '2.0' });
    const seen = await Promise.all([...flaw.targets, ...flaw.targets].map(verdictOf));
    expect(seen.map(({ decision, exemptedCount }) => `${decision} ${exemptedCount}`)).toEqual(
      seen.map(() => 'deny 0'),
    );
    for (const targetId of flaw.targets) await expectEnded(id, targetId, 'fix-released');
  });
});
