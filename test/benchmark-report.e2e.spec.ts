import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import { aBundle } from '../src/engine/checks/example-host.js';
import { exampleFiles } from '../src/engine/checks/example-host-files.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

interface Line {
  readonly id: string;
  readonly status: string;
  readonly evidence: readonly object[];
}

async function targetOf(body: object): Promise<string> {
  const { id } = await admin.post<Wire<Scan>>('/v1/scans', body, 202);
  const { targetId, error } = await admin.scanEnd(id);
  if (!targetId) throw new Error(JSON.stringify(error));
  return targetId;
}

async function linesOf(id: string): Promise<ReadonlyMap<string, Line>> {
  const { recommendations } = await admin.get<{ recommendations: Line[] }>(
    `/v1/targets/${id}/report?format=cis`,
  );
  expect(recommendations).toHaveLength(117);
  return new Map(recommendations.map((line) => [line.id, line]));
}

describe('a report by the CIS benchmark', () => {
  it('of a workload says what is wrong, and what another scan would tell', async () => {
    const lines = await linesOf(
      await targetOf({ workload: 'docker run --privileged --name web nginx:1.27' }),
    );
    expect(lines.get('5.5')).toMatchObject({
      status: 'fail',
      evidence: [{ check: 'workload-privileged', seen: [{ fact: 'workload.privileged', value: 'true' }] }],
    });
    expect(lines.get('5.10')).toMatchObject({ status: 'pass' });
    expect(lines.get('2.2')).toMatchObject({ status: 'not_covered' });
    expect(lines.get('5.24')).toMatchObject({ status: 'manual' });
  });

  it('of a host tells the files of the benchmark apart', async () => {
    const bundle = aBundle({
      'daemon-json': '{ "icc": false }',
      'daemon-arguments': 'dockerd',
      files: exampleFiles('666 0 998 root docker socket /run/docker.sock'),
    });
    const lines = await linesOf(await targetOf({ host: bundle }));
    expect(lines.get('2.2')).toMatchObject({ status: 'pass' });
    expect(lines.get('3.16')).toMatchObject({
      status: 'fail',
      evidence: [{ check: 'host-file-permissions' }],
    });
    expect(lines.get('3.18')).toMatchObject({ status: 'pass' });
    expect(lines.get('1.1.3')).toMatchObject({ status: 'unknown' });
  });

  it('tells who waived what is wrong, and until when', async () => {
    const id = await targetOf({ workload: 'docker run --pid host --name agent nginx:1.27' });
    expect((await linesOf(id)).get('5.16')).toMatchObject({ status: 'fail' });
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const findings = await admin.all<Wire<Finding>>(`/v1/targets/${id}/findings?check=workload-pid-host`);
    const { fingerprint } = findings[0]!;
    const scope = { findings: [fingerprint] };
    const reason = 'A monitoring agent';
    const asked = await admin.post<{ id: string }>('/v1/exemptions', { scope, reason, expiresAt });
    await (await service.caller('approver')).post(`/v1/exemptions/${asked.id}/approve`);
    expect((await linesOf(id)).get('5.16')).toMatchObject({
      status: 'exempt',
      evidence: [{ waivedBy: asked.id, exemption: { reason, expiresAt, approvedBy: expect.any(String) } }],
    });
  });

  it.each([
    ['json', 'application/json'],
    ['text', 'text/plain'],
    ['csv', 'text/csv'],
    ['html', 'text/html'],
    ['junit', 'application/xml'],
  ])('is written as %s, in the language that is asked for', async (as, type) => {
    const id = await targetOf({ workload: 'docker run --privileged nginx:1.27' });
    const response = await fetch(`${service.address}/v1/targets/${id}/report?format=cis&as=${as}`, {
      headers: { authorization: `Bearer ${admin.key}`, 'accept-language': 'zh' },
    });
    expect([response.status, response.headers.get('content-language')]).toEqual([200, 'zh']);
    expect(response.headers.get('content-type')).toContain(type);
    expect(await response.text()).toContain('不使用特权容器');
  });

  it('is refused in a form nobody knows, and in a form where the format has none', async () => {
    const id = await targetOf({ workload: 'docker run nginx:1.27' });
    await admin.get(`/v1/targets/${id}/report?format=cis&as=word`, 422);
    const problem = await admin.get<ProblemBody>(`/v1/targets/${id}/report?format=sarif&as=csv`, 422);
    expect(problem.detail).toContain('format=cis');
    await admin.get('/v1/targets/00000000-0000-4000-8000-000000000000/report?format=cis', 404);
  });
});
