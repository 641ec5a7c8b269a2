import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { benchJson, benchLog } from './support/bench-samples.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

const json = benchJson(
  { id: '5.5', result: 'WARN', details: 'Privileged:  web db', items: ['web', 'db'] },
  { id: '5.10', result: 'PASS' },
  { id: '9.9', result: 'PASS' },
);

async function submit(body: object): Promise<Wire<Scan>> {
  const { id } = await admin.post<Wire<Scan>>('/v1/scans', body, 202);
  return admin.scanEnd(id);
}
const failing = (targetId: string | null) =>
  admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?check=workload-privileged`);

describe('a result of docker-bench-security', () => {
  it.each([
    ['its JSON', JSON.parse(json) as object],
    ['the text of its JSON', json],
    [
      'its log',
      benchLog(
        '[WARN] 5.5 - Ensure that privileged containers are not used',
        '[WARN]      * Container running in Privileged mode: web',
        '[WARN]      * Container running in Privileged mode: db',
        '[PASS] 9.9 - What is that',
      ),
    ],
  ])('is judged by the ids of our checks, and says who said so: %s', async (_, dockerBench) => {
    const scan = await submit({ dockerBench, reference: 'host-1' });
    expect(scan).toMatchObject({ state: 'succeeded', kind: 'docker-bench', error: null });
    expect(await admin.get<Wire<Target>>(`/v1/targets/${scan.targetId}`)).toMatchObject({
      kind: 'docker-bench',
      references: ['host-1'],
      problems: [expect.stringContaining('no test "9.9"')],
    });
    const verdict = await admin.get<Wire<Verdict>>(`/v1/targets/${scan.targetId}/verdict`);
    expect(verdict.decision).toBe('deny');
    const findings = await failing(scan.targetId);
    expect(findings.map(({ message }) => message).sort()).toEqual([
      expect.stringMatching(/^db: docker-bench-security warns of it \(test 5\.5/),
      expect.stringMatching(/^web: docker-bench-security warns of it \(test 5\.5/),
    ]);
  });

  it('is exempted by the same ids, and reported by CIS', async () => {
    const { targetId } = await submit({ dockerBench: json });
    const scope = { checks: ['workload-privileged'], targets: [targetId] };
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const asked = await admin.post<{ id: string }>('/v1/exemptions', {
      ...{ scope, expiresAt, reason: 'Both are build agents' },
    });
    await (await service.caller('approver')).post(`/v1/exemptions/${asked.id}/approve`);
    const { recommendations } = await admin.get<{ recommendations: { id: string; status: string }[] }>(
      `/v1/targets/${targetId}/report?format=cis`,
    );
    const statuses = new Map(recommendations.map(({ id, status }) => [id, status]));
    expect(['5.5', '5.10', '5.11'].map((id) => statuses.get(id))).toEqual(['exempt', 'pass', 'unknown']);
  });

  it('is taken as a body, and by GraphQL', async () => {
    const response = await admin.upload('/v1/scans/docker-bench?reference=host-2', Buffer.from(json));
    expect(response.status, response.text).toBe(202);
    const scan = await admin.scanEnd((response.body as Wire<Scan>).id);
    expect(scan).toMatchObject({ state: 'succeeded', kind: 'docker-bench', references: ['host-2'] });
    const answer = await admin.graphql<{ scanDocument: { id: string; kind: string } }>(
      'mutation ($input: ScanRequestInput!) { scanDocument(input: $input) { id kind } }',
      { input: { dockerBench: { text: json } } },
    );
    expect(answer.errors).toBeUndefined();
    expect(await admin.scanEnd(answer.data.scanDocument.id)).toMatchObject({ state: 'succeeded' });
  });

  it.each([
    ['cut short', json.slice(0, -30), 'breaks off'],
    ['of wrong types', '{"dockerbenchsecurity": [], "tests": 5}', 'a list of tests was expected'],
    ['of tests that nobody knows', benchJson({ id: '9.9', result: 'PASS' }), 'no test "9.9"'],
    ['something else', 'hello', 'no answer of a test that is known'],
  ])('fails the scan when it is %s, and passes nothing', async (_, dockerBench, reason) => {
    expect(await submit({ dockerBench })).toMatchObject({
      state: 'failed',
      targetId: null,
      error: { code: 'invalid-document', message: expect.stringContaining(reason) },
    });
  });

  it('is refused beside another document, and as one of another kind', async () => {
    await admin.post('/v1/scans', { dockerBench: json, host: '{}' }, 422);
    expect(await submit({ workload: json })).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('docker-bench') },
    });
  });
});
