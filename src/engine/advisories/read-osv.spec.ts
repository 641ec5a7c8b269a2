import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Advisory } from '../model/advisory.js';
import { osvLimits } from './osv-schema.js';
import { readOsvRecord } from './read-osv.js';

/** npm versions `n.n.n` with one-digit parts have keys; PyPI's have none. */
function keyOf(ecosystem: string, version: string): Uint8Array | null {
  return ecosystem !== 'PyPI' && /^\d(?:\.\d){0,2}$/.test(version)
    ? Buffer.from(version.padEnd(5, '.0'))
    : null;
}

function aRecord(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: 'TEST-1', modified: '2024-01-01T00:00:00Z', affected: [anEntry({})], ...fields };
}

function anEntry(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    package: { ecosystem: 'npm', name: 'left-pad' },
    ranges: [aRange({ introduced: '0' })],
    ...fields,
  };
}

function aRange(...events: Record<string, string>[]): Record<string, unknown> {
  return { type: 'ECOSYSTEM', events };
}

function read(json: unknown): Advisory {
  const reading = readOsvRecord(json, keyOf);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.advisory;
}

function problemOf(json: unknown): string {
  const reading = readOsvRecord(json, keyOf);
  if (reading.ok) throw new Error('was accepted');
  return reading.problem;
}

describe('readOsvRecord', () => {
  it('keeps what the record says', () => {
    const advisory = read({
      ...aRecord({ aliases: ['CVE-2024-1', 'CVE-2024-1', 'TEST-1'], upstream: ['CVE-2024-2'] }),
      published: '2023-12-31T00:00:00.123456Z',
      summary: ' one\nline ',
      details: 'long\ntext\0',
      references: [
        { type: 'WEB', url: 'https://example.org/a' },
        { type: 'WEB', url: 'javascript:alert(1)' },
      ],
      schema_version: '1.7.0',
      unknown_field: { anything: true },
    });
    expect(advisory).toEqual({
      id: 'TEST-1',
      summary: 'one line',
      details: 'long\ntext',
      modifiedAt: '2024-01-01T00:00:00Z',
      publishedAt: '2023-12-31T00:00:00.123456Z',
      withdrawnAt: null,
      aliases: ['CVE-2024-1'],
      upstream: ['CVE-2024-2'],
      severity: 'unknown',
      score: null,
      vector: null,
      affected: [
        {
          ecosystem: 'npm',
          name: 'left-pad',
          lowerKey: new Uint8Array(),
          upperKey: null,
          isUpperInclusive: false,
          introduced: '0',
          fixed: null,
          lastAffected: null,
          undecidable: null,
          modules: null,
          rating: null,
        },
      ],
      references: ['https://example.org/a'],
    });
  });

  it('takes null for an absent field', () => {
    const absent = {
      aliases: null,
      upstream: null,
      severity: null,
      references: null,
      published: null,
      withdrawn: null,
    };
    const entry = anEntry({
      versions: null,
      severity: null,
      ecosystem_specific: null,
      database_specific: 'odd',
    });
    expect(read(aRecord({ ...absent, affected: [entry] })).affected).toHaveLength(1);
  });

  it('lets a withdrawn record match nothing', () => {
    const advisory = read(aRecord({ withdrawn: '2024-02-01T00:00:00Z' }));
    expect(advisory).toMatchObject({ withdrawnAt: '2024-02-01T00:00:00Z', affected: [] });
  });

  it("keeps the ecosystem's release and folds PyPI names", () => {
    const { affected } = read(
      aRecord({
        affected: [
          anEntry({ package: { ecosystem: 'Debian:12', name: 'libX_11' } }),
          anEntry({ package: { ecosystem: 'PyPI', name: 'Zope.._Interface' } }),
        ],
      }),
    );
    expect(affected.map(({ ecosystem, name }) => `${ecosystem} ${name}`)).toEqual([
      'Debian:12 libX_11',
      'PyPI zope-interface',
    ]);
  });

  it('rates a range by its entry, where that differs from the worst of the record', () => {
    const urgency = (word: string) => ({ ecosystem_specific: { urgency: word } });
    const entries = ['high', 'low', 'not yet assigned'].map((word) => anEntry(urgency(word)));
    const advisory = read(aRecord({ affected: entries }));
    expect(advisory.severity).toBe('high');
    expect(advisory.affected.map(({ rating }) => rating)).toEqual([
      null,
      { severity: 'low', score: null },
      { severity: 'unknown', score: null },
    ]);
  });

  it("takes the CVEs a distribution names as related for upstream, and nobody else's", () => {
    const related = ['CVE-2024-1234', 'ALBA-2024:1'];
    const almalinux = anEntry({ package: { ecosystem: 'AlmaLinux:9', name: 'bash' } });
    expect(read(aRecord({ related, affected: [almalinux] })).upstream).toEqual(['CVE-2024-1234']);
    expect(read(aRecord({ related, affected: [almalinux], aliases: ['A-1'] })).upstream).toEqual([]);
    expect(read(aRecord({ related })).upstream).toEqual([]);
  });
});

describe('refused records', () => {
  it.each([
    ['nothing', undefined, 'expected object'],
    ['a list', [], 'expected object'],
    ['no id', { modified: '2024-01-01T00:00:00Z' }, 'id:'],
    ['a bad date', aRecord({ modified: 'yesterday' }), 'modified:'],
    ['a year that databases refuse', aRecord({ modified: '0000-01-01T00:00:00Z' }), 'modified:'],
    ['a bad withdrawal', aRecord({ withdrawn: true }), 'withdrawn:'],
    ['nothing affected', aRecord({ affected: [] }), 'names nothing that is affected'],
    ['control characters', aRecord({ id: 'A\n1' }), 'id: has control characters'],
    [
      'an unknown ecosystem',
      aRecord({ affected: [anEntry({ package: { ecosystem: 'DHI:1', name: 'a' } })] }),
      'affected[0].package.ecosystem: unknown ecosystem "DHI:1"',
    ],
    [
      'a range without events',
      aRecord({ affected: [anEntry({ ranges: [aRange()] })] }),
      'affected[0].ranges[0].events: no introduced event',
    ],
    [
      'an event with two fields',
      aRecord({ affected: [anEntry({ ranges: [aRange({ introduced: '0', fixed: '1' })] })] }),
      'exactly one of',
    ],
    [
      'an unknown kind of range',
      aRecord({ affected: [anEntry({ ranges: [{ type: 'MAGIC', events: [] }] })] }),
      'affected[0].ranges[0].type',
    ],
    [
      'too many versions',
      aRecord({ affected: [anEntry({ versions: new Array(osvLimits.versions + 1).fill('1') })] }),
      'affected[0].versions',
    ],
    ['an alias that is no text', aRecord({ aliases: ['A-1', 2] }), 'aliases[1]: '],
    ['too many values', aRecord({ extra: new Array(osvLimits.values).fill(0) }), 'more than 500000 values'],
  ])('%s', (_name, json, problem) => {
    expect(problemOf(json)).toContain(problem);
  });

  it('are named by their id where it can be read', () => {
    expect(readOsvRecord({ id: 'TEST-9' }, keyOf)).toMatchObject({ ok: false, id: 'TEST-9' });
    expect(readOsvRecord({ id: 9 }, keyOf)).toMatchObject({ ok: false, id: null });
    expect(readOsvRecord({ id: 'A\u0000' }, keyOf)).toMatchObject({ ok: false, id: null });
  });

  it('tell what is wrong with the first bad item of a list only', () => {
    const packages = [
      anEntry({}),
      ...Array.from({ length: 50 }, () => anEntry({ package: { ecosystem: 'X', name: 'a' } })),
    ];
    const problem = problemOf(aRecord({ affected: packages }));
    expect(problem).toBe('affected[1].package.ecosystem: unknown ecosystem "X"');
  });

  it('tell three issues at most', () => {
    const bad = { id: 1, modified: 1, published: 1, withdrawn: 1, summary: 1 };
    expect(problemOf(aRecord(bad))).toMatch(/^id: [^;]+; modified: [^;]+; published: [^;]+; and 2 more$/);
  });

  it('are those that come to too many rows', () => {
    const versions = Array.from({ length: 10 }, (_, patch) => `1.0.${patch}`);
    const affected = new Array(5001).fill(anEntry({ ranges: [], versions }));
    expect(problemOf(aRecord({ affected }))).toBe('the record has more than 50000 affected rows');
  });

  it('may nest as deep as they like', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(read(aRecord({ database_specific: deep, details: 'x' })).details).toBe('x');
  });

  it('cannot change the prototype of anything', () => {
    const hostile: unknown = JSON.parse(
      '{"__proto__":{"polluted":1},"id":"A","modified":"2024-01-01T00:00:00Z","database_specific":{"__proto__":{"severity":"LOW"}},' +
        '"affected":[{"package":{"ecosystem":"__proto__","name":"a"}}]}',
    );
    expect(problemOf(hostile)).toContain('unknown ecosystem');
    expect('polluted' in {}).toBe(false);
  });

  it('never make it throw, whatever the JSON', () => {
    const event = fc.dictionary(fc.constantFrom('introduced', 'fixed', 'limit', 'x'), fc.string());
    const entry = fc.record(
      {
        package: fc.record({ ecosystem: fc.constantFrom('npm', 'PyPI', 'x'), name: fc.string() }),
        ranges: fc.array(fc.record({ type: fc.constantFrom('SEMVER', 'GIT', 'x'), events: fc.array(event) })),
        versions: fc.array(fc.string()),
        database_specific: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const record = fc.record({
      id: fc.string(),
      modified: fc.constant('2024-01-01T00:00:00Z'),
      affected: fc.array(entry),
    });
    fc.assert(
      fc.property(fc.oneof(record, fc.jsonValue()), (json) => {
        const reading = readOsvRecord(json, keyOf);
        expect(reading.ok || reading.problem.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
