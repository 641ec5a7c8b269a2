import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdvisoryStatus } from '../src/contracts/advisory.contract.js';
import type { Component } from '../src/contracts/component.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage, type DebianPackage } from './support/images.js';
import { aCve, exploitedCatalogue, osvRecord, type DebianRecord } from './support/osv.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  await admin.import([osvRecord({ id: 'DSA-1-1', name: 'covers-the-release', fixed: '1' })]);
  await admin.import(exploitedCatalogue('CVE-2020-0001'));
});
afterAll(() => service.stop());

let count = 0;
const anId = () => `DSA-${1_000 + (count += 1)}-1`;
const targetWith = (...packages: DebianPackage[]) => admin.targetOf(debianImage(...packages).asOciArchive());
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const decisionOf = async (targetId: string) => (await verdictOf(targetId)).decision;
const vulnerabilitiesOf = (targetId: string) =>
  admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability`);
const scanCount = async () => (await admin.all('/v1/scans')).length;
/** A record that denies under the baseline: critical, and fixed. */
const critical = (record: DebianRecord) => osvRecord({ fixed: '2.0', severity: 'critical', ...record });

describe('stored components', () => {
  it('are matched when an advisory comes, and the verdict turns without a new scan', async () => {
    const [id, name, cve] = [anId(), aPackageName(), aCve()];
    const targetId = await targetWith([name, '1.0']);
    expect(await decisionOf(targetId)).toBe('allow');
    const scans = await scanCount();
    await admin.import([critical({ id, name, upstream: [cve] })]);
    const verdict = await verdictOf(targetId);
    expect(verdict).toMatchObject({ decision: 'deny', counts: { critical: 2 } });
    expect(await vulnerabilitiesOf(targetId)).toMatchObject([
      {
        advisory: cve,
        advisories: [id],
        severity: 'critical',
        fixedVersion: '2.0',
        component: { ecosystem: 'Debian:12', name, version: '1.0' },
        location: { path: '/var/lib/dpkg/status' },
      },
    ]);
    expect(await scanCount()).toBe(scans);
  });

  it('are matched by the source they were built from', async () => {
    const [id, source] = [anId(), aPackageName()];
    await admin.import([critical({ id, name: source })]);
    const targetId = await targetWith([aPackageName(), '9.0', `${source} (1.5)`], [aPackageName(), '9.0']);
    expect(await vulnerabilitiesOf(targetId)).toMatchObject([
      { advisory: id, component: { version: '9.0' } },
    ]);
  });

  it('are matched again when a record changes', async () => {
    const [id, name] = [anId(), aPackageName()];
    await admin.import([critical({ id, name })]);
    const targetId = await targetWith([name, '1.0']);
    expect(await decisionOf(targetId)).toBe('deny');
    await admin.import([critical({ id, name, fixed: '0.9', modified: '2026-11-02T00:00:00Z' })]);
    expect(await decisionOf(targetId)).toBe('allow');
    expect(await vulnerabilitiesOf(targetId)).toEqual([]);
    await admin.import([critical({ id, name, fixed: '1.1', modified: '2026-11-03T00:00:00Z' })]);
    expect(await decisionOf(targetId)).toBe('deny');
  });

  it('lose their match when the record is withdrawn', async () => {
    const [id, name] = [anId(), aPackageName()];
    await admin.import([critical({ id, name })]);
    const targetId = await targetWith([name, '1.0']);
    expect(await decisionOf(targetId)).toBe('deny');
    const withdrawn = '2026-11-05T00:00:00Z';
    const done = await admin.import([critical({ id, name, modified: withdrawn, withdrawn })]);
    expect(done).toMatchObject({ stored: 1, withdrawn: 1 });
    expect(await decisionOf(targetId)).toBe('allow');
    expect(await admin.get(`/v1/advisories/${id}`)).toMatchObject({
      withdrawnAt: '2026-11-05T00:00:00.000Z',
    });
  });

  it('get another severity when a record of the same flaw states one', async () => {
    const [id, name, cve] = [anId(), aPackageName(), aCve()];
    await admin.import([osvRecord({ id, name, fixed: '2.0', upstream: [cve] })]);
    const targetId = await targetWith([name, '1.0']);
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'unknown', counts: { unknown: 1 } });
    await admin.import([
      osvRecord({ id: cve, name: aPackageName(), ecosystem: 'npm', severity: 'critical' }),
    ]);
    expect(await decisionOf(targetId)).toBe('deny');
    expect(await vulnerabilitiesOf(targetId)).toMatchObject([{ advisory: cve, severity: 'critical' }]);
  });

  it('have the severity of the entry that matched: its release, its range, else the record, else its aliases', async () => {
    const [name, other, cve] = [aPackageName(), aPackageName(), aCve()];
    const entry = (ecosystem: string, introduced: string, urgency: string, of = name) => ({
      package: { ecosystem, name: of },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced }, { fixed: `${introduced}.9` }] }],
      ecosystem_specific: { urgency },
    });
    const affected = [
      entry('Debian:11', '1', 'high'),
      entry('Debian:12', '1', 'unimportant'),
      entry('Debian:12', '2', 'medium**'),
      entry('Debian:12', '2', 'low'),
      entry('Debian:12', '3', 'not yet assigned'),
    ];
    const record = { schema_version: '1.7.0', modified: '2026-11-01T00:00:00Z' };
    const score = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
    await admin.import([
      { ...record, id: anId(), upstream: [cve], affected },
      {
        ...record,
        id: anId(),
        severity: [{ type: 'CVSS_V3', score }],
        affected: [entry('Debian:12', '1', 'not yet assigned', other), entry('Debian:12', '2', 'low', other)],
      },
    ]);
    const severitiesOf = async (...packages: DebianPackage[]) =>
      (await vulnerabilitiesOf(await targetWith(...packages))).map((found) => [found.severity, found.score]);
    expect(await severitiesOf([name, '1.1'])).toEqual([['info', null]]);
    expect(await severitiesOf([name, '2.1'])).toEqual([['medium', null]]);
    expect(await severitiesOf([name, '3.1'])).toEqual([['unknown', null]]);
    expect(await severitiesOf([other, '1.1'])).toEqual([['critical', 9.8]]);
    expect(await severitiesOf([other, '2.1'])).toEqual([['critical', 9.8]]);
    await admin.import([
      osvRecord({ id: cve, name: aPackageName(), ecosystem: 'npm', severity: 'critical' }),
    ]);
    expect(await severitiesOf([name, '1.1'])).toEqual([['info', null]]);
    expect(await severitiesOf([name, '3.1'])).toEqual([['critical', null]]);
  });

  it('are matched by the advisories of their own release alone', async () => {
    const name = aPackageName();
    await admin.import([
      critical({ id: anId(), name, ecosystem: 'Debian:11' }),
      critical({ id: anId(), name, ecosystem: 'Ubuntu:24.04:LTS' }),
      critical({ id: anId(), name, ecosystem: 'npm' }),
    ]);
    const targetId = await targetWith([name, '1.0']);
    expect(await vulnerabilitiesOf(targetId)).toEqual([]);
    expect(await decisionOf(targetId)).toBe('allow');
  });
});

describe('an advisory of several flaws', () => {
  it('is a finding for each of them', async () => {
    const [id, name, cves] = [anId(), aPackageName(), [aCve(), aCve(), aCve()]];
    await admin.import([critical({ id, name, upstream: cves })]);
    const found = await vulnerabilitiesOf(await targetWith([name, '1.0']));
    expect(found.map(({ advisory }) => advisory).sort()).toEqual(cves);
    expect(found.every(({ advisories }) => advisories.join() === id)).toBe(true);
  });
});

describe('a version that cannot be compared', () => {
  it('is an unknown finding, shown and never an allow', async () => {
    const [id, name] = [anId(), aPackageName()];
    await admin.import([critical({ id, name })]);
    const targetId = await targetWith([name, 'not-a-version']);
    const [component] = await admin.all<Wire<Component>>(`/v1/targets/${targetId}/components?name=${name}`);
    expect(component).toMatchObject({ version: 'not-a-version', isComparable: false });
    expect(await vulnerabilitiesOf(targetId)).toMatchObject([
      { advisory: id, result: 'unknown', message: expect.stringContaining('cannot be compared') },
    ]);
    expect(await verdictOf(targetId)).toMatchObject({
      decision: 'unknown',
      reasons: [
        { code: 'check-unknown', message: expect.stringContaining(name) },
        { code: 'checks-not-run-reported' },
      ],
    });
  });
});

describe('a version that cannot be compared, but of a package that is affected in every version', () => {
  it('is affected, and explained so', async () => {
    const [id, name] = [anId(), aPackageName()];
    await admin.import([osvRecord({ id, name, severity: 'critical' })]);
    const targetId = await targetWith([name, 'not-a-version']);
    const found = await vulnerabilitiesOf(targetId);
    expect(found).toMatchObject([{ advisory: id, result: 'fail', fixedVersion: null }]);
    expect(await admin.get(`/v1/findings/${found[0]!.id}/explain`)).toMatchObject({
      records: [{ ranges: [{ result: 'affected' }] }],
    });
  });
});

describe('a version that cannot be compared, but that a record lists', () => {
  it('is affected, and no other one is', async () => {
    const [id, name] = [anId(), aPackageName()];
    const affected = [{ package: { ecosystem: 'Debian:12', name }, versions: ['not-a-version'] }];
    await admin.import([{ id, modified: '2026-11-01T00:00:00Z', affected }]);
    const [listed, comparable] = [await targetWith([name, 'not-a-version']), await targetWith([name, '1.0'])];
    expect(await vulnerabilitiesOf(listed)).toMatchObject([{ advisory: id, result: 'fail' }]);
    expect(await vulnerabilitiesOf(comparable)).toEqual([]);
  });
});

describe('an image whose packages no advisory speaks of', () => {
  it('is unknown until its ecosystem is imported', async () => {
    const image = debianImage().withLayer((layer) =>
      layer
        .file('etc/os-release', 'ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian 13"\n')
        .file('var/lib/dpkg/status.d/one', `Package: ${aPackageName()}\nVersion: 1.0\n`),
    );
    const targetId = await admin.targetOf(image.asOciArchive());
    const { decision, reasons } = await verdictOf(targetId);
    expect({ decision, reason: reasons[0]!.message }).toEqual({
      decision: 'unknown',
      reason: expect.stringContaining('Debian:13'),
    });
    await admin.import([critical({ id: anId(), name: aPackageName(), ecosystem: 'Debian:13' })]);
    expect(await decisionOf(targetId)).toBe('allow');
  });
});

describe("CISA's catalogue", () => {
  it('turns the verdict of an image that holds what is exploited, and back', async () => {
    const [id, name, cve] = [anId(), aPackageName(), aCve()];
    await admin.import([osvRecord({ id, name, fixed: '2.0', severity: 'low', upstream: [cve] })]);
    const targetId = await targetWith([name, '1.0']);
    expect(await decisionOf(targetId)).toBe('allow');
    await admin.import(exploitedCatalogue(cve));
    const { decision, reasons } = await verdictOf(targetId);
    expect(decision).toBe('deny');
    expect(reasons[0]).toMatchObject({ severity: 'critical', message: expect.stringContaining(cve) });
    const checks = `/v1/targets/${targetId}/findings?check=image-exploited-vulnerability`;
    expect(await admin.all<Wire<Finding>>(checks)).toMatchObject([{ result: 'fail' }]);
    expect(await vulnerabilitiesOf(targetId)).toMatchObject([{ isKnownExploited: true }]);
    expect(await admin.get(`/v1/advisories/${id}`)).toMatchObject({ isKnownExploited: true });
    await admin.import(exploitedCatalogue('CVE-2020-0001'));
    expect(await decisionOf(targetId)).toBe('allow');
  });

  it("turns what a record names by another database's id, whose own record has the CVE", async () => {
    const [id, name, cve] = [anId(), aPackageName(), aCve()];
    const other = `GHSA-${name}`;
    await admin.import([osvRecord({ id, name, severity: 'low', upstream: [other] })]);
    const targetId = await targetWith([name, '1.0']);
    expect(await vulnerabilitiesOf(targetId)).toMatchObject([{ advisory: other, isKnownExploited: false }]);
    await admin.import([osvRecord({ id: other, name: aPackageName(), ecosystem: 'npm', aliases: [cve] })]);
    expect(await vulnerabilitiesOf(targetId)).toMatchObject([{ advisory: cve, isKnownExploited: false }]);
    await admin.import(exploitedCatalogue(cve));
    expect(await vulnerabilitiesOf(targetId)).toMatchObject([
      { advisory: cve, advisories: [id], isKnownExploited: true },
    ]);
    await admin.import(exploitedCatalogue('CVE-2020-0001'));
    expect(await vulnerabilitiesOf(targetId)).toMatchObject([{ isKnownExploited: false }]);
  });

  it('has exactly the targets judged again that hold what it gained or lost', async () => {
    const [gone, kept, none] = [aCve(), aCve(), aCve()];
    const names = [aPackageName(), aPackageName(), aPackageName()] as const;
    await admin.import([
      osvRecord({ id: `DEBIAN-${gone}`, name: names[0], severity: 'low' }),
      osvRecord({ id: anId(), name: names[1], severity: 'low', aliases: [kept] }),
      osvRecord({ id: anId(), name: names[2], severity: 'low', upstream: [none] }),
    ]);
    const targets = await Promise.all(names.map((name) => targetWith([name, '1.0'])));
    await admin.import(exploitedCatalogue(gone, kept));
    const before = await Promise.all(targets.map(verdictOf));
    expect(before.map(({ decision }) => decision)).toEqual(['deny', 'deny', 'allow']);
    await admin.import(exploitedCatalogue(kept));
    const after = await Promise.all(targets.map(verdictOf));
    expect(after.map(({ decision }) => decision)).toEqual(['allow', 'deny', 'allow']);
    const isJudgedAgain = after.map(({ judgedAt }, index) => judgedAt !== before[index]!.judgedAt);
    expect(isJudgedAgain).toEqual([true, false, false]);
  });
});

describe('the age of the database', () => {
  const policy = (hours: number) => `name: preview
title: Preview
checks:
  image-vulnerabilities:
    parameters: { max_database_age_hours: ${hours} }
gate: { fail_on: high, must_decide: [image-vulnerabilities] }
`;

  it('makes the verdict unknown above what the policy allows, and says until when it holds', async () => {
    const targetId = await targetWith([aPackageName(), '1.0']);
    const { importedAt } = await admin.get<Wire<AdvisoryStatus>>('/v1/advisories/status');
    const preview = (hours: number) =>
      admin.post<Wire<Verdict>>(`/v1/targets/${targetId}/preview`, { policy: policy(hours) });
    expect(await preview(0.000_001)).toMatchObject({
      decision: 'unknown',
      reasons: [{ message: expect.stringContaining('more than 0.000001 hours ago') }],
    });
    const fresh = await preview(10);
    expect(fresh.decision).toBe('allow');
    expect(Date.parse(fresh.validUntil!)).toBe(Date.parse(importedAt!) + 10 * 3_600_000 + 1);
  });
});

describe('readers during an import', () => {
  it('see the old state to its end, then the new one', async () => {
    const [name, ids] = [aPackageName(), Array.from({ length: 3_000 }, anId)];
    const targetId = await targetWith([name, '1.0']);
    const before = await admin.get<Wire<AdvisoryStatus>>('/v1/advisories/status');
    const body = Buffer.from(JSON.stringify(ids.map((id) => critical({ id, name }))));
    const response = await admin.upload('/v1/advisories/imports', body);
    const seen = new Set<number>();
    const ended = admin.importEnd((response.body as { id: string }).id).then(() => true);
    for (let isOver = false; !isOver; isOver = await Promise.race([ended, Promise.resolve(false)])) {
      const { advisories } = await admin.get<Wire<AdvisoryStatus>>('/v1/advisories/status');
      seen.add(advisories - before.advisories);
    }
    expect([...seen].every((more) => more === 0 || more === ids.length)).toBe(true);
    expect(await ended).toBe(true);
    expect(await verdictOf(targetId)).toMatchObject({
      decision: 'deny',
      counts: { critical: ids.length + 1 },
    });
  });
});
