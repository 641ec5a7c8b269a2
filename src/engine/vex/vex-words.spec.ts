import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type VexRule, vexStatuses } from './vex-statement.js';
import { supersedes } from './vex-version.js';
import { VexWords } from './vex-words.js';

const component = { ecosystem: 'npm', version: '1.0.0', purl: 'pkg:npm/a@1.0.0' };
const target = { id: 't', digests: [], references: [] };
const question = { vulnerabilities: ['CVE-1', 'GHSA-1'], component };
let count = 0;
function rule(parts: Partial<VexRule> = {}): VexRule {
  count += 1;
  return {
    id: `r${count}`,
    source: 'vendor',
    isTrusted: true,
    document: 'd',
    documentVersion: '1',
    vulnerabilities: ['CVE-1'],
    status: 'not_affected',
    justification: 'component_not_present',
    explanation: null,
    action: null,
    statedAt: '2026-01-01T00:00:00.000Z',
    products: [{ part: { purls: ['pkg:npm/a'], digests: [], cpes: [], range: null }, within: [] }],
    ...parts,
  };
}
const on = (...rules: VexRule[]) => new VexWords(rules).on(question, target);

describe('what is said of a finding', () => {
  it('is said by any name of the flaw, and of that product alone', () => {
    expect(on(rule({ vulnerabilities: ['GHSA-1'] }))).toMatchObject({
      status: 'not_affected',
      isApplied: true,
    });
    expect(on(rule({ vulnerabilities: ['CVE-2'] }))).toBe(null);
    expect(on(rule({ products: [] }))).toBe(null);
  });

  it('counts where its source is trusted and says not_affected or fixed', () => {
    const applied = vexStatuses.map((status) => [status, on(rule({ status }))?.isApplied]);
    expect(applied).toEqual([
      ['affected', false],
      ['under_investigation', false],
      ['fixed', true],
      ['not_affected', true],
    ]);
    expect(on(rule({ isTrusted: false }))).toMatchObject({ status: 'not_affected', isApplied: false });
  });

  it('is the newest word of a source: by its time, then by the version of the document, then the most careful', () => {
    const later = { statedAt: '2026-02-01T00:00:00.000Z', status: 'affected' } as const;
    expect(on(rule(), rule(later))?.status).toBe('affected');
    expect(on(rule({ statedAt: '2026-03-01T00:00:00.000Z' }), rule(later))?.status).toBe('not_affected');
    expect(
      on(rule(), rule({ documentVersion: '10', status: 'affected' }), rule({ documentVersion: '9' }))?.status,
    ).toBe('affected');
    expect(on(rule(), rule({ status: 'under_investigation' }))?.status).toBe('under_investigation');
  });

  it('of several sources is the most careful word of those that are trusted', () => {
    expect(on(rule(), rule({ source: 'other', status: 'affected' }))).toMatchObject({
      status: 'affected',
      isApplied: false,
    });
    expect(on(rule(), rule({ source: 'other', status: 'affected', isTrusted: false }))).toMatchObject({
      source: 'vendor',
      isApplied: true,
    });
  });

  it('is the same whatever the order of the statements, and trust never makes a careful word count', () => {
    const rules = fc.array(
      fc.record({
        source: fc.constantFrom('a', 'b', 'c'),
        status: fc.constantFrom(...vexStatuses),
        statedAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'),
        documentVersion: fc.constantFrom('1', '2'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(rules, fc.boolean(), (parts, isTrusted) => {
        const all = parts.map((one) => rule({ ...one, isTrusted }));
        const word = on(...all);
        expect(on(...all.toReversed())).toEqual(word);
        const isCareful = word?.status === 'affected' || word?.status === 'under_investigation';
        if (!isTrusted || isCareful) expect(word?.isApplied ?? false).toBe(false);
      }),
    );
  });
});

describe('a version of a document', () => {
  const csaf = (version: string, issuedAt = '2026-01-01T00:00:00Z') => ({
    format: 'csaf' as const,
    version,
    issuedAt,
  });
  const openvex = (version: string, issuedAt?: string) => ({
    ...csaf(version, issuedAt),
    format: 'openvex' as const,
  });

  it.each([
    [csaf('10'), csaf('9'), true],
    [csaf('1.10.0'), csaf('1.9.0'), true],
    [csaf('1'), csaf('2'), false],
    [csaf('3', '2026-02-01T00:00:00Z'), csaf('3'), true],
    [csaf('3'), csaf('3', '2026-02-01T00:00:00Z'), false],
    [csaf('deleted'), csaf('99'), true],
    [csaf('99'), csaf('deleted'), false],
    [openvex('2'), openvex('1'), true],
    [openvex('1', '2026-02-01T00:00:00Z'), openvex('1'), false],
  ])('%j takes the place of %j: %s', (one, other, expected) => {
    expect(supersedes(one, other)).toBe(expected);
  });
});
