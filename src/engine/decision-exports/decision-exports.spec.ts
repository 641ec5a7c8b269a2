import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import {
  aCheckDecision,
  aDecidedExemption,
  aDecision,
  aDecisionSource,
  anImageTarget,
} from '../../../test/support/example-decisions.js';
import { cyclonedxErrors } from '../../../test/support/sbom-schemas.js';
import { readVex } from '../vex/read-vex.js';
import type { FindingVex } from '../vex/vex-statement.js';
import type { Decision } from './decision-export.js';
import { decisionExports } from './index.generated.js';
import { leftOutOf } from './left-out.js';

const exporter = (id: string) => decisionExports.find((one) => one.id === id)!;
const write = (id: string, decisions: readonly Decision[], parts: object = {}) =>
  exporter(id).write(aDecisionSource({ decisions, ...parts }));

const falsePositive = aDecidedExemption({
  id: 'e0000000-0000-4000-8000-000000000002',
  kind: 'false-positive',
  justification: 'vulnerable_code_not_in_execute_path',
});
const said: FindingVex = {
  status: 'not_affected',
  justification: 'component_not_present',
  explanation: null,
  action: null,
  source: 'vendor',
  document: 'vendor-1',
  statedAt: '2026-03-01T00:00:00.000Z',
  isApplied: true,
};
const flaw = (id: string) => ({ id, aliases: [] });
/** One of each: undecided, accepted, false positive, mitigated, pending, said by a vendor, and fixed by its word. */
const ofEachKind: readonly Decision[] = [
  aDecision(),
  aDecision({ flaw: flaw('CVE-2026-0002'), exemption: aDecidedExemption() }),
  aDecision({ flaw: flaw('CVE-2026-0003'), exemption: falsePositive }),
  aDecision({
    flaw: flaw('CVE-2026-0004'),
    exemption: aDecidedExemption({ kind: 'mitigated', compensatingControl: 'A proxy filters it.' }),
  }),
  aDecision({ flaw: flaw('CVE-2026-0005'), exemption: aDecidedExemption({ kind: 'fix-pending' }) }),
  aDecision({ flaw: flaw('CVE-2026-0006'), vex: said }),
  aDecision({ flaw: flaw('CVE-2026-0007'), vex: { ...said, status: 'fixed', justification: null } }),
  aDecision({ flaw: flaw('CVE-2026-0008'), vex: { ...said, isApplied: false } }),
  aDecision({ flaw: flaw('GHSA-xxxx-yyyy-zzzz'), exemption: aDecidedExemption() }),
];
const statuses = [
  ['CVE-2026-0001', 'under_investigation'],
  ['CVE-2026-0002', 'affected'],
  ['CVE-2026-0003', 'not_affected'],
  ['CVE-2026-0004', 'affected'],
  ['CVE-2026-0005', 'affected'],
  ['CVE-2026-0006', 'not_affected'],
  ['CVE-2026-0007', 'fixed'],
  ['CVE-2026-0008', 'under_investigation'],
  ['GHSA-XXXX-YYYY-ZZZZ', 'affected'],
];

describe('every export', () => {
  it('is the same whatever the order of the decisions', () => {
    const decisions = [...ofEachKind, aCheckDecision({ exemption: aDecidedExemption() })];
    for (const { id } of decisionExports) {
      const first = write(id, decisions);
      fc.assert(
        fc.property(fc.shuffledSubarray(decisions, { minLength: decisions.length }), (shuffled) => {
          expect(write(id, shuffled)).toBe(first);
        }),
        { numRuns: 20 },
      );
      expect(first.endsWith('\n')).toBe(true);
    }
  });

  it.each(['openvex', 'csaf-vex', 'cyclonedx-vex'] as const)(
    'as %s says of each kind what it is, as a reader of VEX understands it',
    (id) => {
      const { statements, problems } = readVex(Buffer.from(write(id, ofEachKind)));
      const read = statements.map(({ vulnerabilities, status }) => [vulnerabilities[0], status]);
      expect(read.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))).toEqual(statuses);
      expect(problems).toEqual([]);
      for (const { products } of statements) {
        expect(products).toMatchObject([
          {
            part: { purls: [aDecision().component!.purl] },
            within: [{ purls: [expect.stringContaining('pkg:oci/app@')] }],
          },
        ]);
      }
    },
  );

  it.each(['openvex', 'csaf-vex', 'cyclonedx-vex'] as const)(
    'as %s says what is done about an accepted risk',
    (id) => {
      const [statement] = readVex(Buffer.from(write(id, ofEachKind.slice(1, 2)))).statements;
      expect(statement).toMatchObject({ status: 'affected', justification: null });
      expect(statement?.action ?? statement?.explanation).toMatch(
        /accepted until 2026-09-01T00:00:00.000Z|will_not_fix/,
      );
    },
  );
});

describe('openvex', () => {
  interface Document {
    statements: Record<string, unknown>[];
  }
  const document = JSON.parse(write('openvex', ofEachKind)) as Document & Record<string, unknown>;

  it('has what the format asks for, and nothing else', () => {
    expect(Object.keys(document)).toEqual([
      '@context',
      '@id',
      'author',
      'role',
      'timestamp',
      'version',
      'tooling',
      'statements',
    ]);
    expect(document).toMatchObject({ '@context': 'https://openvex.dev/ns/v0.2.0', version: 1 });
    expect(document['@id']).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  });

  it('gives one reason where a product is not affected, and an action where it is', () => {
    for (const { status, ...rest } of document.statements) {
      const reasons = ['justification', 'impact_statement'].filter((name) => name in rest);
      expect(reasons).toHaveLength(status === 'not_affected' ? 1 : 0);
      expect('action_statement' in rest).toBe(status === 'affected');
    }
  });

  it('names an image by its digest in each repository, and aliases that are given out', () => {
    const [statement] = document.statements;
    expect(statement).toMatchObject({
      vulnerability: { name: 'CVE-2026-0001', aliases: ['GHSA-aaaa-bbbb-cccc'] },
      products: [
        {
          '@id': `pkg:oci/app@sha256%3A${'b'.repeat(64)}?repository_url=registry.example/team/app`,
          subcomponents: [{ '@id': aDecision().component!.purl }],
        },
      ],
    });
  });
});

describe('csaf-vex', () => {
  interface Vulnerability {
    cve?: string;
    ids?: object[];
    notes: object[];
    product_status: Record<string, string[]>;
    flags?: { product_ids: string[] }[];
    threats?: { product_ids: string[] }[];
    remediations?: { category: string; product_ids: string[] }[];
  }
  const { document, product_tree, vulnerabilities } = JSON.parse(write('csaf-vex', ofEachKind)) as {
    document: object;
    product_tree: {
      full_product_names: { product_id: string }[];
      relationships: { full_product_name: { product_id: string }; product_reference: string }[];
    };
    vulnerabilities: Vulnerability[];
  };

  it('meets the profile: every product is defined, reasons and actions are given, nothing is in two states', () => {
    expect(document).toMatchObject({
      category: 'csaf_vex',
      csaf_version: '2.0',
      tracking: { status: 'final' },
    });
    const defined = new Set([
      ...product_tree.full_product_names.map(({ product_id }) => product_id),
      ...product_tree.relationships.map(({ full_product_name }) => full_product_name.product_id),
    ]);
    for (const { cve, ids, notes, product_status, ...told } of vulnerabilities) {
      expect(cve ?? ids).toBeDefined();
      expect(notes.length).toBeGreaterThan(0);
      const all = Object.values(product_status).flat();
      expect(new Set(all).size).toBe(all.length);
      for (const id of all) expect(defined).toContain(id);
      const reasons = [...(told.flags ?? []), ...(told.threats ?? [])].flatMap((one) => one.product_ids);
      for (const id of product_status['known_not_affected'] ?? []) expect(reasons).toContain(id);
      const actions = (told.remediations ?? []).flatMap((one) => one.product_ids);
      for (const id of product_status['known_affected'] ?? []) expect(actions).toContain(id);
    }
  });

  it('without anything to say is of no profile that asks for something', () => {
    expect(JSON.parse(write('csaf-vex', []))).toMatchObject({ document: { category: 'csaf_base' } });
  });
});

describe('cyclonedx-vex', () => {
  const other = { ...anImageTarget, id: 't9', digest: `sha256:${'d'.repeat(64)}`, references: [] };

  it.each([
    ['a target', aDecisionSource({ decisions: ofEachKind })],
    ['a folder', aDecisionSource({ decisions: ofEachKind, target: { ...anImageTarget, kind: 'source' } })],
    [
      'many targets',
      aDecisionSource({ decisions: [...ofEachKind, aDecision({ target: other })], target: null }),
    ],
    ['nothing', aDecisionSource({ decisions: [] })],
  ])('is valid by the published schema of version 1.6: %s', (_, source) => {
    expect(cyclonedxErrors(exporter('cyclonedx-vex').write(source), '1.6')).toEqual([]);
  });

  it('tells an accepted risk from a false positive', () => {
    const { vulnerabilities } = JSON.parse(write('cyclonedx-vex', ofEachKind)) as {
      vulnerabilities: { id: string; analysis: object }[];
    };
    expect(vulnerabilities.map(({ analysis }) => analysis)).toMatchObject([
      { state: 'in_triage' },
      { state: 'exploitable', response: ['will_not_fix'] },
      { state: 'not_affected', justification: 'code_not_reachable' },
      { state: 'exploitable', response: ['workaround_available'] },
      { state: 'exploitable', response: ['update'] },
      { state: 'not_affected', justification: 'code_not_present' },
      { state: 'resolved' },
      { state: 'in_triage' },
      { state: 'exploitable' },
    ]);
  });
});

describe('trivyignore', () => {
  it('waives flaws by package and checks by the ids of Trivy, until their exemption ends', () => {
    const text = write('trivyignore', [
      ...ofEachKind,
      aCheckDecision({ exemption: aDecidedExemption() }),
      aCheckDecision({ check: 'image-size', exemption: aDecidedExemption() }),
    ]);
    expect(text).toContain('# image-size: Trivy has no check of this kind');
    const ignored = parse(text) as Record<string, { id: string; expired_at: string; purls?: string[] }[]>;
    expect(ignored['vulnerabilities']?.map(({ id }) => id)).toEqual([
      'CVE-2026-0002',
      'CVE-2026-0003',
      'CVE-2026-0004',
      'CVE-2026-0005',
      'GHSA-xxxx-yyyy-zzzz',
    ]);
    expect(ignored['vulnerabilities']?.[0]).toMatchObject({
      purls: [aDecision().component!.purl],
      expired_at: '2026-09-01T00:00:00.000Z',
      statement: expect.stringContaining('not reached from outside'),
    });
    expect(ignored['misconfigurations']).toMatchObject([{ id: 'KSV-0017', paths: ['deploy.yaml'] }]);
  });

  it('without anything waived waives nothing', () => {
    expect(parse(write('trivyignore', [aDecision()]))).toEqual({});
  });
});

describe('grype', () => {
  it('ignores a flaw by each of its names in that package and version, while there is no fix where that ends it', () => {
    const exemption = aDecidedExemption({ endsWithFix: true, reason: 'A # in: "it"\nand a line.' });
    const { ignore } = parse(write('grype', [aDecision({ exemption })])) as { ignore: object[] };
    expect(ignore).toMatchObject([
      {
        vulnerability: 'CVE-2026-0001',
        'fix-state': 'not-fixed',
        package: { name: 'libssl3', version: '3.0.11-1', type: 'deb' },
        reason: expect.stringContaining('until 2026-09-01T00:00:00.000Z'),
      },
      { vulnerability: 'GHSA-aaaa-bbbb-cccc' },
    ]);
  });
});

describe('kyverno', () => {
  it('excepts a workload from the policies that stand for the check, until the exemption ends', () => {
    const text = write('kyverno', [
      aCheckDecision({ exemption: aDecidedExemption() }),
      aCheckDecision({ check: 'workload-memory-limit', exemption: aDecidedExemption() }),
    ]);
    expect(text).toContain('# workload-memory-limit: no policy');
    const documents = parseAllDocuments(text).map((document) => document.toJS() as unknown);
    expect(documents).toMatchObject([
      {
        apiVersion: 'kyverno.io/v2',
        kind: 'PolicyException',
        metadata: { namespace: 'shop', labels: { 'cleanup.kyverno.io/ttl': '2026-09-01T000000Z' } },
        spec: {
          exceptions: [
            {
              policyName: 'disallow-privileged-containers',
              ruleNames: ['autogen-privileged-containers', 'privileged-containers'],
            },
          ],
          match: { any: [{ resources: { kinds: ['Deployment'], names: ['web'], namespaces: ['shop'] } }] },
        },
      },
    ]);
  });

  it('says nothing of images and of what no exemption covers', () => {
    const documents = parseAllDocuments(write('kyverno', [...ofEachKind, aCheckDecision()]));
    expect(
      documents.flatMap((document) => (document.contents === null ? [] : [document.toJS() as unknown])),
    ).toEqual([]);
  });
});

describe('rules for many targets', () => {
  it('leave out exemptions that are bound to fewer of them', () => {
    const bound = (scope: object) => [aDecidedExemption({ scope })];
    expect(leftOutOf(bound({ checks: ['image-size'], targets: ['t'] }), {})).toHaveLength(1);
    expect(leftOutOf(bound({ layers: ['sha256:1'] }), { repository: 'a/*' })).toHaveLength(1);
    expect(leftOutOf(bound({ vulnerabilities: ['CVE-1'], repositories: ['a'] }), {})).toHaveLength(1);
    expect(
      leftOutOf(bound({ vulnerabilities: ['CVE-1'], repositories: ['a'] }), { repository: 'a' }),
    ).toEqual([]);
    expect(leftOutOf(bound({ vulnerabilities: ['CVE-1'] }), {})).toEqual([]);
    expect(leftOutOf(bound({ findings: ['f'] }), { targetId: 't' })).toEqual([]);
  });
});
