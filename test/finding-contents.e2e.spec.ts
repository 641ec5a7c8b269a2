import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../src/contracts/finding.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { TestService, type Caller, type Wire } from './support/service.js';
import { until } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

const contents = async (cve: string) => {
  const rows = await service.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM finding_content WHERE advisory = $1',
    [cve],
  );
  return rows[0]!.count;
};

describe('what is said of a finding', () => {
  it('is stored once for all targets that hold the same, and kept as long as any of them does', async () => {
    const [name, cve] = [aPackageName(), aCve()];
    const record = { id: cve, name, fixed: '2.0' };
    await admin.import([osvRecord(record)]);
    const targets: string[] = [];
    for (const User of ['1000', '1001', '1002']) {
      const image = debianImage([name, '1.0']).withConfig({ User });
      targets.push(await admin.targetOf(image.asOciArchive()));
    }
    const found = await admin.all<Wire<Finding>>(`/v1/findings?advisory=${cve}`);
    expect(found.map(({ targetId }) => targetId).sort()).toEqual(targets.toSorted());
    expect(new Set(found.map(({ component }) => component?.name))).toEqual(new Set([name]));
    expect(await contents(cve)).toBe(1);

    await admin.import([osvRecord({ ...record, fixed: '3.0' })]);
    const stays = (all: Wire<Finding>[]) => all.every(({ fixedVersion }) => fixedVersion === '3.0');
    const now = await until(() => admin.all<Wire<Finding>>(`/v1/findings?advisory=${cve}`), stays);
    expect(now.map(({ id }) => id).sort()).toEqual(found.map(({ id }) => id).sort());
    expect(await contents(cve)).toBe(2);

    await service.restart();
    admin = await service.caller('admin');
    expect(
      await until(
        () => contents(cve),
        (count) => count < 2,
        60_000,
      ),
    ).toBe(1);
    expect(await admin.all(`/v1/findings?advisory=${cve}`)).toEqual(now);
  });

  it.each([
    ['is_fixable', 'vulnerability_finding', 'check_finding'],
    [`check_id = 'image-user-root'`, 'check_finding', 'vulnerability_finding'],
    [`kind = 'check'`, 'check_finding', 'vulnerability_finding'],
  ])('is looked for only where it can be: %s', async (condition, searched, left) => {
    const lines = await service.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT id FROM finding WHERE ${condition}`,
    );
    const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
    expect(plan).toContain(searched);
    expect(plan).not.toContain(left);
  });

  it('goes with its target', async () => {
    const [name, cve] = [aPackageName(), aCve()];
    await admin.import([osvRecord({ id: cve, name, fixed: '2.0' })]);
    const targets: string[] = [];
    for (const User of ['1000', '1001']) {
      const image = debianImage([name, '1.0']).withConfig({ User });
      targets.push(await admin.targetOf(image.asOciArchive()));
    }
    await service.query('DELETE FROM target WHERE id = $1', [targets[0]]);
    const left = await service.query('SELECT DISTINCT target_id FROM finding WHERE target_id = ANY($1)', [
      targets,
    ]);
    expect(left).toEqual([{ target_id: targets[1] }]);
  });
});
