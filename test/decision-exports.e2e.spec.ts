import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import { readVex } from '../src/engine/vex/read-vex.js';
import { runAs } from './support/command-line.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
let requester: Caller;
let approver: Caller;
const [accepted, wrong, open] = [aCve(), aCve(), aCve()];
const name = aPackageName();
let targetId: string;
let workloadId: string;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
  requester = await service.caller('author');
  approver = await service.caller('approver');
  const text = policyText('baseline', {
    checks: ['image-user-root', 'workload-privileged'],
    gate: '{ fail_on: high }',
  });
  await admin.post('/v1/policies/baseline/versions', { text, message: 'For exports.' }, 201);
  await admin.import(
    [accepted, wrong, open].map((cve, index) =>
      osvRecord({ id: `DSA-${8_000 + index}-1`, name, upstream: [cve], severity: 'high' }),
    ),
  );
  targetId = await admin.targetOf(
    debianImage([name, '1.0'])
      .named('registry.example/team/app:1')
      .withConfig({ User: 'root' })
      .asOciArchive(),
  );
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { containers: [{ name: 'app', image: 'nginx:1.27.3', securityContext: { privileged: true } }] },
  };
  const { id } = await admin.post<Wire<Scan>>(
    '/v1/scans',
    { workload: { text: JSON.stringify(pod), name: 'pod.json' } },
    202,
  );
  workloadId = (await admin.scanEnd(id)).targetId!;
  await approved({ vulnerabilities: [accepted], repositories: ['registry.example/team/*'] });
  await approved(
    { vulnerabilities: [wrong], targets: [targetId] },
    { kind: 'false-positive', justification: 'vulnerable_code_not_in_execute_path' },
  );
  await approved({ checks: ['workload-privileged'], targets: [workloadId] });
  await approved({ checks: ['image-user-root'] });
});
afterAll(() => service.stop());

async function approved(scope: object, parts: object = {}): Promise<string> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const body = { scope, reason: 'the code with the flaw is not called here', expiresAt, ...parts };
  const { id } = await requester.post<Wire<Exemption>>('/v1/exemptions', body, 201);
  await approver.post(`/v1/exemptions/${id}/approve`, {}, 200);
  return id;
}
const text = async (path: string, status = 200) => {
  const response = await admin.request('get', path);
  if (response.status !== status) throw new Error(`${response.status} ${response.text}`);
  return response.text;
};
const statusesIn = (document: string) =>
  readVex(Buffer.from(document))
    .statements.map(({ vulnerabilities, status }) => [vulnerabilities[0], status])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));

describe('a report on a target', () => {
  it.each(['openvex', 'csaf-vex', 'cyclonedx-vex'])(
    'as %s says what was decided about each flaw',
    async (format) => {
      const document = await text(`/v1/targets/${targetId}/report?format=${format}`);
      expect(statusesIn(document)).toEqual([
        [accepted, 'affected'],
        [wrong, 'not_affected'],
        [open, 'under_investigation'],
      ]);
      expect(await text(`/v1/targets/${targetId}/report?format=${format}`)).toBe(document);
    },
  );

  it('as rules lists what is waived there', async () => {
    const ignored = parse(await text(`/v1/targets/${targetId}/report?format=trivyignore`)) as Record<
      string,
      { id: string }[]
    >;
    expect(ignored['vulnerabilities']?.map(({ id }) => id)).toEqual([accepted, wrong]);
    const { ignore } = parse(await text(`/v1/targets/${targetId}/report?format=grype`)) as {
      ignore: object[];
    };
    expect(ignore).toMatchObject([
      { vulnerability: accepted, package: { name, version: '1.0', type: 'deb' } },
      {},
    ]);
    const [exception] = parseAllDocuments(await text(`/v1/targets/${workloadId}/report?format=kyverno`));
    expect(exception?.toJS()).toMatchObject({
      kind: 'PolicyException',
      spec: { match: { any: [{ resources: { kinds: ['Pod'], names: ['web'], namespaces: ['shop'] } }] } },
    });
  });
});

describe('the export of the store', () => {
  it('says what exemptions in force cover, narrowed as asked for', async () => {
    expect(statusesIn(await text('/v1/exemptions/export'))).toEqual([
      [accepted, 'affected'],
      [wrong, 'not_affected'],
    ]);
    const narrowed = (query: string) =>
      text(`/v1/exemptions/export?format=csaf-vex&${query}`).then(statusesIn);
    expect(await narrowed('kind=false-positive')).toEqual([[wrong, 'not_affected']]);
    expect(await narrowed(`targetId=${targetId}`)).toHaveLength(2);
    expect(await narrowed('repository=registry.example/**')).toHaveLength(2);
    expect(await narrowed('repository=elsewhere/**')).toEqual([]);
    expect(await narrowed(`purl=pkg:deb/debian/${name}`)).toHaveLength(2);
    expect(await narrowed('purl=pkg:deb/debian/other')).toEqual([]);
    await text('/v1/exemptions/export?format=pdf', 422);
  });

  it('as rules leaves out what would hold for more than was approved, and says so', async () => {
    const all = await text('/v1/exemptions/export?format=trivyignore');
    expect(parse(all)).toEqual({ misconfigurations: [expect.objectContaining({ id: 'DS-0002' })] });
    expect(all.match(/# Left out: exemption/g)).toHaveLength(3);
    const ofTeam = await text('/v1/exemptions/export?format=trivyignore&repository=registry.example/team/*');
    expect(parse(ofTeam)).toMatchObject({ vulnerabilities: [{ id: accepted }] });
  });

  it('is printed by the command line', async () => {
    const exported = await runAs(approver, ['exemption', 'export', '--format', 'openvex']);
    expect(exported).toMatchObject({
      exitCode: 0,
      output: await text('/v1/exemptions/export?format=openvex'),
    });
    const reported = await runAs(approver, ['report', targetId, '--format', 'openvex']);
    expect(reported).toMatchObject({
      exitCode: 0,
      output: await text(`/v1/targets/${targetId}/report?format=openvex`),
    });
  });
});

describe('what covers many targets', () => {
  it('and is revoked is shown as what the gate says, at once', async () => {
    const shared = aPackageName();
    const cve = aCve();
    await admin.import([osvRecord({ id: 'DSA-8100-1', name: shared, upstream: [cve], severity: 'high' })]);
    const count = 24;
    const targets: string[] = [];
    for (let index = 0; index < count; index += 1)
      targets.push(
        await admin.targetOf(
          debianImage([shared, '1.0'], [aPackageName(), '1']).withConfig({ User: '1000' }).asOciArchive(),
        ),
      );
    const id = await approved({ vulnerabilities: [cve] });
    const seen = async (query: string) =>
      (await admin.all<Wire<Finding>>(`/v1/findings?advisory=${cve}&${query}`)).map(({ targetId: at }) => at);
    expect((await seen('exempted=true')).sort()).toEqual(targets.toSorted());
    await approver.post(`/v1/exemptions/${id}/revoke`, {}, 200);
    // Some of them as they are until the background comes by: more were marked than a decision judges itself.
    const left = targets.slice(-4);
    await service.query(
      `UPDATE finding f SET exemption_id = $1, content = before.digest
       FROM finding_content now, finding_content before
       WHERE f.target_id = ANY($2) AND now.digest = f.content AND now.advisory = $3 AND before.exemption_id = $1
         AND (before.component, before.location) = (now.component, now.location)`,
      [id, left, cve],
    );
    await service.query('UPDATE target SET needs_judging = true WHERE id = ANY($1)', [left]);
    expect(await seen('exempted=true')).toEqual([]);
    expect((await seen('exempted=false')).sort()).toEqual(targets.toSorted());
    const { items } = await admin.get<Page<Wire<Target>>>('/v1/targets?decision=pending');
    expect(items).toEqual([]);
  });
});
