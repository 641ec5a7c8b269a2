import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import { readCollectorScript } from '../src/collector/collector-script.js';
import { runCommandLine } from './support/command-line.js';
import { TestService, type Caller, type Wire } from './support/service.js';

const execute = promisify(execFile);

let service: TestService;
let scanner: Caller;
beforeAll(async () => {
  service = await TestService.start();
  scanner = await service.caller('scanner');
});
afterAll(() => service.stop());

describe('GET /v1/collector.sh', () => {
  const fetched = (headers: Record<string, string> = {}) =>
    fetch(`${service.address}/v1/collector.sh`, { headers });

  it('serves the collector to anyone, and not again to who has it', async () => {
    const { text, entityTag } = await readCollectorScript();
    const first = await fetched();
    expect([first.status, await first.text()]).toEqual([200, text]);
    expect(first.headers.get('content-type')).toBe('text/x-shellscript; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    expect(first.headers.get('etag')).toBe(entityTag);
    const again = await fetched({ 'if-none-match': `"other", W/${entityTag}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await fetched({ 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('is sent on as one pipe, which names the scan of this machine', async () => {
    const pipe = [
      `curl -fsS "$URL/v1/collector.sh"`,
      'sh',
      `curl -fsS -H "Authorization: Bearer $KEY" --data-binary @- "$URL/v1/scans/host?reference=this-machine"`,
    ].join(' | ');
    const { stdout, stderr } = await execute('sh', ['-c', pipe], {
      env: { PATH: process.env['PATH'], URL: service.address, KEY: scanner.key },
      timeout: 120_000,
    });
    expect(stderr).toBe('');
    const { id, kind } = JSON.parse(stdout) as Wire<Scan>;
    const { state, targetId, error } = await scanner.scanEnd(id);
    expect([kind, state, error]).toEqual(['host', 'succeeded', null]);
    expect(await scanner.get<Wire<Target>>(`/v1/targets/${targetId}`)).toMatchObject({
      kind: 'host',
      references: ['this-machine'],
    });
  });

  it('leaves nothing behind when the collector cannot be had, and says so', async () => {
    const pipe = `curl -fsS "$URL/v1/collector" | sh | curl -sS -H "Authorization: Bearer $KEY" --data-binary @- "$URL/v1/scans/host"`;
    const { stdout, stderr } = await execute('sh', ['-c', pipe], {
      env: { PATH: process.env['PATH'], URL: service.address, KEY: scanner.key },
    });
    expect(stderr).toContain('404');
    expect(JSON.parse(stdout)).toMatchObject({ type: '/problems/bad-request' });
  });
});

describe('ironhull scan host', () => {
  it('collects the machine that it runs on, sends it and tells the verdict, with its progress', async () => {
    const args = ['scan', 'host', '--reference', 'by-command', '--json'];
    const { PATH } = process.env;
    const environment = { PATH, IRONHULL_URL: service.address, IRONHULL_API_KEY: scanner.key };
    const told = await runCommandLine(args, environment, { isTTY: true, columns: 80 });
    expect(told.exitCode).toBeLessThanOrEqual(2);
    const { scan, target, verdict } = JSON.parse(told.output) as Record<string, object>;
    expect(scan).toMatchObject({ kind: 'host', state: 'succeeded', references: ['by-command'] });
    expect(target).toMatchObject({ kind: 'host', references: expect.arrayContaining(['by-command']) });
    expect(verdict).toMatchObject({ policy: { name: 'baseline' } });
    expect(told.errors).toMatch(/collecting[^\r]* of \d+ parts/);
    expect(told.errors).toContain('sending');
  });
});
