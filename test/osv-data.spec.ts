import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readOsvRecord } from '../src/engine/advisories/read-osv.js';
import type { Advisory } from '../src/engine/model/advisory.js';
import { openAdvisorySource } from '../src/platform/sources/advisory-source.js';
import { zipOf } from './support/zip-writer.js';

const shared = fileURLToPath(new URL('../../shared/data/osv', import.meta.url));

interface Tally {
  readonly accepted: number;
  readonly refused: number;
}

/** Reads a whole source, one record at a time; `look` sees each advisory. */
async function readAll(
  path: string,
  look: (advisory: Advisory) => void = () => undefined,
): Promise<{ tally: Tally; problems: ReadonlySet<string> }> {
  const problems = new Set<string>();
  let accepted = 0;
  let refused = 0;
  for await (const item of (await openAdvisorySource(path)).records()) {
    const reading = 'json' in item ? readOsvRecord(item.json) : { ok: false as const, problem: 'no record' };
    if (reading.ok) {
      accepted += 1;
      look(reading.advisory);
    } else {
      refused += 1;
      problems.add(reading.problem);
    }
  }
  return { tally: { accepted, refused }, problems };
}

describe('records of a zip', () => {
  it('become advisories, or problems', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'osv-data-'));
    try {
      const path = join(folder, 'all.zip');
      const record = {
        id: 'DSA-1-1',
        modified: '2024-01-01T00:00:00Z',
        upstream: ['CVE-2024-1000'],
        affected: [
          {
            package: { ecosystem: 'Debian:12', name: 'bash' },
            ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '5.2-1' }] }],
          },
        ],
      };
      const broken = { ...record, affected: [{ package: { ecosystem: 'DHI', name: 'bash' } }] };
      await writeFile(
        path,
        zipOf([
          { name: 'a.json', text: JSON.stringify(record) },
          { name: 'b.json', text: JSON.stringify(broken) },
          { name: 'c.json', text: '{' },
        ]),
      );
      const found: Advisory[] = [];
      const { tally, problems } = await readAll(path, (advisory) => found.push(advisory));
      expect(tally).toEqual({ accepted: 1, refused: 2 });
      expect([...problems]).toEqual(['affected[0].package.ecosystem: unknown ecosystem "DHI"', 'no record']);
      expect(found).toMatchObject([
        { id: 'DSA-1-1', affected: [{ ecosystem: 'Debian:12', fixed: '5.2-1' }] },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

if (existsSync(shared)) {
  describe('real databases', () => {
    it.each([
      ['AlmaLinux', 5637],
      ['Alpine', 2431],
      ['Bitnami', 7444],
      ['Debian', 10_373],
      ['Go', 4291],
      ['PyPI', 2661],
      ['crates.io', 1206],
      ['npm', 8],
    ])('%s: all records are accepted, each with rows of its packages', async (ecosystem, accepted) => {
      const withoutRows: string[] = [];
      const foreign = new Set<string>();
      const { tally } = await readAll(join(shared, ecosystem, 'all.zip'), (advisory) => {
        if (advisory.affected.length === 0 && advisory.withdrawnAt === null) withoutRows.push(advisory.id);
        for (const row of advisory.affected) {
          if (row.ecosystem.split(':')[0] !== ecosystem) foreign.add(row.ecosystem);
        }
      });
      expect(tally).toEqual({ accepted, refused: 0 });
      expect(withoutRows).toEqual([]);
      expect([...foreign]).toEqual([]);
    });

    it('DHI: no record is accepted, for its ecosystem or for naming nothing affected', async () => {
      const { tally, problems } = await readAll(join(shared, 'DHI', 'all.zip'));
      expect(tally).toEqual({ accepted: 0, refused: 684 });
      const other = [...problems].filter((problem) => !problem.includes('unknown ecosystem "DHI"'));
      expect(other).toEqual(['affected: the record names nothing that is affected']);
      expect([...problems].some((problem) => problem.includes('no introduced event'))).toBe(true);
    });

    it('PyPI: a broken commit hash does not spoil the record it stands in', async () => {
      const found: Advisory[] = [];
      await readAll(join(shared, 'PyPI', 'all.zip'), (advisory) => {
        if (advisory.id === 'PYSEC-2023-80') found.push(advisory);
      });
      expect(found).toMatchObject([{ aliases: ['CVE-2023-32675', 'GHSA-vxmm-cwh2-q762'] }]);
      expect(found[0]?.affected[0]).toMatchObject({ name: 'vyper', introduced: '0', fixed: '0.3.8' });
    });
  });
}
