import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { AuditEntry } from '../src/contracts/key.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import type { VexDocument, VexSource, VexStatement } from '../src/contracts/vex.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import { runAs } from './support/command-line.js';
import { goProgram } from './support/go-program.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { Caller, TestService, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  approver = await service.caller('approver');
  const text = policyText('baseline', {
    checks: ['image-vulnerabilities: { parameters: { max: { critical: 0 }, count: all } }'],
    gate: '{ fail_on: high }',
  });
  await admin.post('/v1/policies/baseline/versions', { text, message: 'No critical flaws.' }, 201);
});
afterAll(() => service.stop());

interface Flawed {
  readonly targetId: string;
  readonly cve: string;
  readonly purl: string;
}

/** An image with one critical flaw, which denies it. */
async function flawedImage(): Promise<Flawed> {
  const name = aPackageName();
  const cve = aCve();
  await admin.import([osvRecord({ id: `DSA-${cve.slice(9)}`, name, upstream: [cve], severity: 'critical' })]);
  const targetId = await admin.targetOf(debianImage([name, '1.0']).asOciArchive());
  return { targetId, cve, purl: `pkg:deb/debian/${name}` };
}

let documents = 0;
const openvex = ({ cve, purl }: Flawed, parts: object = {}, statement: object = {}) => {
  documents += 1;
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `https://vendor.example/vex/${documents}`,
    author: 'Vendor',
    timestamp: '2026-01-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: cve },
        products: [{ '@id': purl }],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        ...statement,
      },
    ],
    ...parts,
  };
};
const send = async (document: object, source: string, status = 201, caller = approver) => {
  const bytes = Buffer.from(JSON.stringify(document));
  const response = await caller.upload(`/v1/vex?source=${source}`, bytes);
  if (response.status !== status) throw new Error(`${response.status} ${response.text}`);
  return response.body as Wire<VexDocument> & ProblemBody;
};
const trust = (source: string, value = 'trusted', caller = approver) =>
  caller.request('put', `/v1/vex-sources/${source}`).send({ trust: value });
const verdictOf = (targetId: string) => admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
const flawsOf = (targetId: string, query = '') =>
  admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability${query}`);
const due = async (targetId: string) =>
  (await service.query('SELECT 1 FROM target WHERE id = $1 AND needs_judging', [targetId])).length;

describe('a statement', () => {
  it('is shown and decides nothing until its source is trusted; then it takes the finding away from the gate', async () => {
    const flawed = await flawedImage();
    const { targetId, cve } = flawed;
    const before = await verdictOf(targetId);
    expect(before).toMatchObject({ decision: 'deny', counts: { critical: 2 }, dismissedCount: 0 });
    const document = await send(openvex(flawed), 'shown-first');
    expect(document).toMatchObject({ state: 'in_force', format: 'openvex', statements: 1, problems: [] });
    const shown = await verdictOf(targetId);
    expect(shown).toMatchObject({ decision: 'deny', dismissedCount: 0 });
    expect(shown.receipt?.vexDigest).not.toBe(before.receipt?.vexDigest);
    const vex = {
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      source: 'shown-first',
      document: document.name,
    };
    expect(await flawsOf(targetId)).toMatchObject([{ advisory: cve, vex: { ...vex, isApplied: false } }]);

    expect((await trust('shown-first')).body).toMatchObject({
      trust: 'trusted',
      documents: 1,
      statements: 1,
    });
    const after = await verdictOf(targetId);
    expect(after).toMatchObject({ decision: 'allow', counts: { critical: 0 }, dismissedCount: 1 });
    expect(after.change).toMatchObject({
      from: 'deny',
      causes: [{ code: 'vex-changed', subject: cve, message: expect.stringContaining('shown-first') }],
    });
    expect(await flawsOf(targetId, '&dismissed=true')).toMatchObject([{ vex: { ...vex, isApplied: true } }]);
    expect(await flawsOf(targetId, '&dismissed=false')).toEqual([]);
    const [finding] = await flawsOf(targetId);
    expect(await admin.get(`/v1/findings/${finding!.id}/explain`)).toMatchObject({ vex });
    const report = await admin.request('get', `/v1/targets/${targetId}/report?format=cyclonedx`);
    expect(JSON.parse(report.text)).toMatchObject({
      vulnerabilities: [
        { id: cve, analysis: { state: 'not_affected', justification: 'code_not_reachable' } },
      ],
    });

    await trust('shown-first', 'advisory');
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'deny', dismissedCount: 0 });
    const entries = await admin.all<Wire<AuditEntry>>('/v1/audit?entity=vex-source&entityId=shown-first');
    expect(entries.map(({ action, details }) => [action, details])).toEqual([
      ['vex-source.trust-changed', { from: 'trusted', to: 'advisory' }],
      ['vex-source.trust-changed', { from: 'advisory', to: 'trusted' }],
    ]);
  });

  it('ends when its document is removed, and follows its newer versions', async () => {
    const flawed = await flawedImage();
    const { targetId } = flawed;
    const first = openvex(flawed);
    const { id } = await send(first, 'versions');
    await trust('versions');
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow' });
    expect(await send(first, 'versions')).toMatchObject({ id });
    const affected = { status: 'affected', justification: undefined, action_statement: 'Wait.' };
    const second = openvex(flawed, { '@id': first['@id'], version: 2 }, affected);
    const newer = await send(second, 'versions');
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'deny' });
    expect(await admin.get(`/v1/vex/${id}`)).toMatchObject({ state: 'superseded', supersededBy: newer.id });
    expect(
      await send(openvex(flawed, { '@id': first['@id'] }, { status_notes: 'late' }), 'versions', 409),
    ).toMatchObject({
      type: '/problems/conflict',
    });
    const third = await send(openvex(flawed, { '@id': first['@id'], version: 3 }), 'versions');
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'allow' });
    expect(await approver.delete(`/v1/vex/${third.id}`)).toMatchObject({ state: 'removed' });
    expect(await verdictOf(targetId)).toMatchObject({ decision: 'deny' });
    await approver.delete(`/v1/vex/${third.id}`, 409);
    const { items } = await admin.get<Page<Wire<VexStatement>>>(`/v1/vex/${third.id}/statements`);
    expect(items).toMatchObject([
      { vulnerabilities: [flawed.cve], products: [{ part: { purls: [flawed.purl] } }] },
    ]);
  });

  it('marks the targets that it is about, and no others', async () => {
    const flawed = await flawedImage();
    const other = await flawedImage();
    await service.query(`UPDATE verdict SET valid_until = NULL WHERE is_current`);
    const judgedAt = async ({ targetId }: Flawed) =>
      (
        await service.query<{ at: Date }>(
          'SELECT judged_at AS at FROM verdict WHERE target_id = $1 AND is_current',
          [targetId],
        )
      )[0]!.at;
    const [one, two] = [await judgedAt(flawed), await judgedAt(other)];
    await send(openvex(flawed), 'marking');
    // The same flaw in another product concerns nobody here.
    await send(openvex({ ...other, purl: 'pkg:deb/debian/another-package' }), 'marking');
    expect(await due(flawed.targetId)).toBe(0);
    expect((await judgedAt(flawed)) > one).toBe(true);
    expect(await judgedAt(other)).toEqual(two);
  });

  it('of one trusted source does not count when another one says that it is affected', async () => {
    const flawed = await flawedImage();
    await send(openvex(flawed), 'optimist');
    await send(openvex(flawed, {}, { status: 'affected', justification: undefined }), 'pessimist');
    await trust('optimist');
    expect(await verdictOf(flawed.targetId)).toMatchObject({ decision: 'allow' });
    await trust('pessimist');
    expect(await verdictOf(flawed.targetId)).toMatchObject({ decision: 'deny' });
    expect(await flawsOf(flawed.targetId)).toMatchObject([
      { vex: { status: 'affected', source: 'pessimist' } },
    ]);
  });
});

/** The key of this machine's own use is another one after each start, and the address is. */
async function restarted(settings: Record<string, string> = {}): Promise<void> {
  await service.restart(settings);
  admin = await service.caller('admin');
  approver = new Caller(service.address, approver.key);
}

describe('a statement about a program', () => {
  it('takes away what is in that program, and nothing of another one', async () => {
    const module = `example.org/${aPackageName()}`;
    const cve = aCve();
    await admin.import([osvRecord({ id: cve, name: module, ecosystem: 'Go' })]);
    const imageOf = (program: string) => {
      const modules = `mod\texample.org/${program}\tv1.0.0\ndep\t${module}\tv1.0.0\n`;
      const image = debianImage([aPackageName(), '1.0']).withLayer((layer) =>
        layer.file(`usr/bin/${program}`, goProgram({ modules })),
      );
      return admin.targetOf(image.asOciArchive());
    };
    const [own, other] = [await imageOf('own'), await imageOf('other')];
    expect(await flawsOf(own)).toHaveLength(1);
    const about = { targetId: '', cve, purl: '' };
    const products = [
      { '@id': 'pkg:golang/example.org/own', subcomponents: [{ '@id': `pkg:golang/${module}` }] },
    ];
    await send(openvex(about, {}, { products }), 'programs');
    await trust('programs');
    expect(await flawsOf(own)).toMatchObject([{ vex: { source: 'programs', isApplied: true } }]);
    expect(await flawsOf(other)).toMatchObject([{ vex: null }]);
  });
});

describe('where the settings demand two people', () => {
  it('nobody both imports what a source says and trusts it, in whatever order', async () => {
    await restarted({ IRONHULL_VEX_APPROVAL: 'required' });
    const second = await service.caller('approver');
    const flawed = await flawedImage();
    const document = openvex(flawed);
    const imported = await send(document, 'two-people');
    const refused = await trust('two-people');
    expect([refused.status, refused.body]).toMatchObject([403, { type: '/problems/forbidden' }]);
    expect(await verdictOf(flawed.targetId)).toMatchObject({ decision: 'deny' });
    expect((await trust('two-people', 'trusted', second)).body).toMatchObject({ trust: 'trusted' });
    expect(await verdictOf(flawed.targetId)).toMatchObject({ decision: 'allow' });

    await send({ ...document, version: 2 }, 'two-people', 403, second);
    expect(await send(document, 'two-people', 201, second)).toMatchObject({ id: imported.id });
    expect(await send({ ...document, version: 2 }, 'two-people')).toMatchObject({ version: '2' });
    // Who imported may always take trust away; it takes another to give it back.
    expect((await trust('two-people', 'advisory')).status).toBe(200);
    expect((await trust('two-people')).status).toBe(403);
    await restarted();
    expect((await trust('two-people')).status).toBe(200);
  });
});

describe('a document', () => {
  it('that cannot be read is refused with the reason, and nothing of it is kept', async () => {
    const refuse = (text: string) => approver.refusedUpload('/v1/vex?source=broken', Buffer.from(text));
    expect(await refuse('{')).toMatchObject({
      type: '/problems/invalid',
      detail: expect.stringContaining('no JSON'),
    });
    expect(await refuse('{"a":1}')).toMatchObject({
      detail: expect.stringContaining('no VEX that is known'),
    });
    expect(await refuse('['.repeat(100))).toMatchObject({ detail: expect.stringContaining('nested') });
    await approver.refusedUpload('/v1/vex?source=NO', Buffer.from('{}'));
    const { items } = await admin.get<{ items: Wire<VexSource>[] }>('/v1/vex-sources');
    expect(items.map(({ name }) => name)).not.toContain('broken');
    expect((await trust('broken')).status).toBe(404);
  });

  it('is taken in without the statements that cannot be used, which are named', async () => {
    const flawed = await flawedImage();
    const good = openvex(flawed).statements[0];
    const statements = [good, { ...good, status: 'fine' }, { ...good, justification: undefined }, 7];
    expect(await send(openvex(flawed, { statements, '@id': 'a\u0000b' }), 'partly')).toMatchObject({
      statements: 1,
      problemCount: 3,
      problems: [
        '/statements/1: its status "fine" is not known',
        '/statements/2: it says not_affected and not why',
        '/statements/3: it is no object',
      ],
    });
  });

  it('is imported by those who may, as are sources trusted', async () => {
    const author = await service.caller('author');
    await send(openvex({ targetId: '', cve: 'CVE-2020-1', purl: 'pkg:npm/a@1' }), 'x', 403, author);
    expect((await trust('x', 'trusted', author)).status).toBe(403);
  });

  it('of parallel imports of one version after another the newest is in force', async () => {
    const flawed = await flawedImage();
    const first = openvex(flawed);
    const versions = [1, 2, 3, 4, 5, 6, 7, 8];
    await Promise.all(
      versions.map((version) =>
        approver.upload('/v1/vex?source=racing', Buffer.from(JSON.stringify({ ...first, version }))),
      ),
    );
    const inForce = await admin.all<Wire<VexDocument>>('/v1/vex?source=racing&state=in_force');
    expect(inForce.map(({ version }) => version)).toEqual(['8']);
  });
});

/** What the command line prints. */
async function run(...args: string[]): Promise<string> {
  const { exitCode, output, errors } = await runAs(approver, args);
  if (exitCode !== 0) throw new Error(errors);
  return output;
}

describe('the command line', () => {
  it('imports, lists, trusts and removes', async () => {
    const flawed = await flawedImage();
    const folder = await mkdtemp(join(tmpdir(), 'ironhull-vex-'));
    const file = join(folder, 'vendor.json');
    await writeFile(file, JSON.stringify(openvex(flawed)));
    const imported = JSON.parse(
      await run('vex', 'import', file, '--source', 'by-hand', '--json'),
    ) as Wire<VexDocument>;
    expect(await run('vex', 'list', '--source', 'by-hand')).toContain(imported.id);
    expect(await run('vex', 'sources')).toContain('advisory only');
    expect(await run('vex', 'trust', 'by-hand')).toContain('trusted');
    expect(await verdictOf(flawed.targetId)).toMatchObject({ decision: 'allow' });
    expect(await run('vex', 'remove', imported.id)).toContain('removed');
    expect(await verdictOf(flawed.targetId)).toMatchObject({ decision: 'deny' });
    await rm(folder, { recursive: true });
  });
});
