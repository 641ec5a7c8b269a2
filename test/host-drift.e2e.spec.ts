import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { hostBundle, inspected } from './support/hosts.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let scanner: Caller;
beforeAll(async () => {
  service = await TestService.start();
  scanner = await service.caller('scanner');
});
afterAll(() => service.stop());

const secret = 'hunter2-and-more-9f8e7d';
const at = (day: number) => ({ collectedAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z` });
const state = (members: string, icc: boolean) => ({
  groups: `docker:x:999:${members}\n`,
  'daemon-json': { icc, 'log-opts': { 'splunk-token': secret } },
  'daemon-arguments': 'dockerd',
  containers: [inspected('web', { Image: 'nginx:1' }, { Config: { Env: [`DB_PASSWORD=${secret}`] } })],
});

async function submit(caller: Caller, host: object): Promise<string> {
  const { id } = await caller.post<Wire<Scan>>('/v1/scans', { host }, 202);
  const { targetId, error } = await caller.scanEnd(id);
  if (targetId === null) throw new Error(error?.message);
  return targetId;
}

/** The messages of what changed. */
async function drift(target: string, reader = scanner): Promise<string[]> {
  const findings = await reader.all<Wire<Finding>>(`/v1/targets/${target}/findings?check=host-drift`);
  return findings
    .filter(({ result }) => result === 'fail')
    .map(({ message }) => message)
    .sort();
}

describe('a host that sends a bundle again', () => {
  const machine = { machineId: 'a'.repeat(64) };

  it('is told what changed since the last one, and of a retry no less', async () => {
    const first = hostBundle(state('ann', false), { ...machine, ...at(1) });
    const second = hostBundle(state('ann,bob', true), { ...machine, ...at(2) });
    const target = await submit(scanner, first);
    expect(await drift(target)).toEqual([]);
    const changes = [
      'Daemon setting icc was no, and is yes.',
      'Group docker was 999: ann, and is 999: ann, bob.',
    ];
    expect(await submit(scanner, second)).toBe(target);
    expect(await drift(target)).toEqual(changes);
    expect(await drift(target, scanner.reading('zh'))).toEqual([
      '守护进程设置 icc 原为 no，现为 yes。',
      '用户组 docker 原为 999: ann，现为 999: ann, bob。',
    ]);
    await submit(scanner, second);
    expect(await drift(target)).toEqual(changes);
    await submit(scanner, hostBundle(state('ann,bob', true), { ...machine, ...at(3) }));
    expect(await drift(target)).toEqual([]);
    const history = await scanner.all<Wire<Verdict>>(`/v1/targets/${target}/history`);
    expect(history.length).toBeGreaterThan(1);
  });

  it('keeps nothing secret of what it compares', async () => {
    const rows = await service.query(`SELECT 1 FROM snapshot WHERE facts::text LIKE $1`, [`%${secret}%`]);
    expect(rows).toEqual([]);
  });

  it('is another host when another key sends it: nobody writes the history of a host that is not theirs', async () => {
    const other = await service.caller('scanner');
    const own = await submit(scanner, hostBundle(state('ann', false), { ...machine, ...at(4) }));
    const theirs = await submit(other, hostBundle(state('mallory', true), { ...machine, ...at(5) }));
    expect(theirs).not.toBe(own);
    expect(await drift(theirs)).toEqual([]);
    await submit(scanner, hostBundle(state('ann', false), { ...machine, ...at(6) }));
    expect(await drift(own)).toEqual([]);
    const [row] = await service.query<{ members: string[] }>(
      `SELECT s.facts #> '{machine,groups,0,members}' AS members
       FROM target t JOIN snapshot s ON s.id = t.snapshot_id WHERE t.id = $1`,
      [own],
    );
    expect(row?.members).toEqual(['ann']);
  });

  it('is compared with the very bundle before, when several are read at once', async () => {
    const several = { machineId: 'b'.repeat(64) };
    const bundles = [1, 2, 3, 4, 5].map((day) =>
      hostBundle(state(`member-${day}`, false), { ...several, ...at(day) }),
    );
    const [target] = await Promise.all(bundles.map((bundle) => submit(scanner, bundle)));
    const rows = await service.query<{ own: string; before: string | null }>(
      `SELECT facts ->> 'collectedAt' AS own, facts #>> '{drift,since}' AS before FROM snapshot WHERE target_id = $1`,
      [target],
    );
    expect(rows).toHaveLength(5);
    const before = rows.map((row) => row.before);
    expect(before.filter((since) => since === null)).toHaveLength(1);
    expect(new Set(before).size).toBe(5);
  });
});

describe('a bundle that does not say which machine it is of', () => {
  it('is a host of its own each time, with nothing to compare it with', async () => {
    const nameless = (day: number) => hostBundle(state(`${day}`, false), { machineId: null, ...at(day) });
    const first = await submit(scanner, nameless(1));
    const second = await submit(scanner, nameless(2));
    expect(second).not.toBe(first);
    expect(await drift(second)).toEqual([]);
  });
});
