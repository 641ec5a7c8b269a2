import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../src/contracts/explanation.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

const findingsOf = (targetId: string, kind: string) =>
  admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=${kind}`);
const explain = (id: string) => admin.get<Wire<Explanation>>(`/v1/findings/${id}/explain`);

describe('a finding', () => {
  it('is explained down to the comparison that decided', async () => {
    const [name, source, cve] = [aPackageName(), aPackageName(), aCve()];
    await admin.import([osvRecord({ id: `DEBIAN-${cve}`, name: source, fixed: '2.0', upstream: [cve] })]);
    const targetId = await admin.targetOf(debianImage([name, '9', `${source} (1.5)`]).asOciArchive());
    const [finding] = await findingsOf(targetId, 'vulnerability');
    const comparison =
      "1.5 is among the versions from the first one on, and 1.5 is before 2.0, which has the fix, in the order of Debian's versions: it is affected.";
    expect(await explain(finding!.id)).toMatchObject({
      findingId: finding!.id,
      summary: `${name} 9 is affected by ${cve}. DEBIAN-${cve} says so: ${comparison}`,
      component: { ecosystem: 'Debian:12', name, version: '9', comparedName: source, comparedVersion: '1.5' },
      records: [
        {
          id: `DEBIAN-${cve}`,
          url: `https://osv.dev/vulnerability/DEBIAN-${cve}`,
          ranges: [{ package: source, introduced: '0', fixed: '2.0', result: 'affected', comparison }],
        },
      ],
    });
    const query = `{ finding(id: "${finding!.id}") { explanation { records { ranges { comparison result } } } } }`;
    const { data } = await admin.graphql(query);
    expect(data).toEqual({
      finding: { explanation: { records: [{ ranges: [{ comparison, result: 'AFFECTED' }] }] } },
    });
  });

  it('of a check is explained by its evidence', async () => {
    const image = debianImage([aPackageName(), '1']).withConfig({ User: '' });
    const findings = await findingsOf(await admin.targetOf(image.asOciArchive()), 'check');
    const finding = findings.find(({ check }) => check === 'image-user-root')!;
    expect(await explain(finding.id)).toEqual({
      findingId: finding.id,
      summary: finding.message,
      component: null,
      records: [],
      evidence: finding.evidence,
      vex: null,
    });
  });

  it('that is not there is not explained', async () => {
    expect(await admin.get(`/v1/findings/${randomUUID()}/explain`, 404)).toMatchObject({
      type: '/problems/not-found',
    });
  });
});
