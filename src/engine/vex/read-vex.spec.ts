import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableFileError } from '../model/file-reader.js';
import { readVex } from './read-vex.js';
import { fitsProduct, type VexComponent } from './vex-match.js';

const read = (document: unknown) => readVex(Buffer.from(JSON.stringify(document)));
const openvex = (statement: object, parts: object = {}) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'doc',
  timestamp: '2026-01-01T10:00:00+02:00',
  version: 1,
  statements: [statement],
  ...parts,
});
const unaffected = {
  vulnerability: { name: 'cve-2026-1', aliases: ['GHSA-x'] },
  products: [{ '@id': 'pkg:npm/a@1' }],
  status: 'not_affected',
  justification: 'component_not_present',
};
const only = (purl: string) => ({ purls: [purl], digests: [], cpes: [], range: null });

describe('openvex', () => {
  it('is read with its times in UTC and its names in upper case', () => {
    expect(read(openvex(unaffected))).toEqual({
      format: 'openvex',
      id: 'doc',
      version: '1',
      issuedAt: '2026-01-01T08:00:00.000Z',
      author: null,
      statements: [
        {
          vulnerabilities: ['CVE-2026-1', 'GHSA-X'],
          status: 'not_affected',
          justification: 'component_not_present',
          explanation: null,
          action: null,
          statedAt: '2026-01-01T08:00:00.000Z',
          products: [{ part: only('pkg:npm/a@1'), within: [] }],
        },
      ],
      problems: [],
      problemCount: 0,
    });
  });

  it.each([
    [
      { products: [{ '@id': 'pkg:oci/a@sha256%3A1' }] },
      [{ part: null, within: [only('pkg:oci/a@sha256%3A1')] }],
    ],
    [
      {
        products: [
          { '@id': 'x', identifiers: { purl: 'pkg:oci/a' }, subcomponents: [{ '@id': 'pkg:npm/b' }] },
        ],
      },
      [{ part: only('pkg:npm/b'), within: [only('pkg:oci/a')] }],
    ],
    [{ products: ['pkg:npm/a@1'], vulnerability: 'CVE-2026-1' }, [{ part: only('pkg:npm/a@1'), within: [] }]],
  ])('with %j speaks of %j', (parts, products) => {
    expect(read(openvex({ ...unaffected, ...parts })).statements).toMatchObject([{ products }]);
  });

  it.each([
    [{ status: 'safe' }, 'its status "safe" is not known'],
    [{ justification: 'because' }, 'its justification "because" is not known'],
    [{ justification: undefined }, 'it says not_affected and not why'],
    [{ vulnerability: {} }, 'it names no vulnerability'],
    [{ products: [] }, 'it names no product that is known here'],
    [
      { status: 'fixed', justification: undefined, products: [{ '@id': 'pkg:npm/a' }] },
      'it calls every version of a product fixed',
    ],
  ])('leaves a statement with %j out', (parts, problem) => {
    expect(read(openvex({ ...unaffected, ...parts }))).toMatchObject({
      statements: [],
      problems: [`/statements/0: ${problem}`],
    });
  });

  it('names a product that it cannot know, and keeps the others', () => {
    const products = [{ '@id': 'https://example.org/app' }, { '@id': 'pkg:npm/a@1' }];
    const { statements, problems } = read(openvex({ ...unaffected, products }));
    expect(statements).toMatchObject([{ products: [{ part: only('pkg:npm/a@1') }] }]);
    expect(problems).toEqual([
      '/statements/0/products/0: it is named by nothing that is known here: a package URL, a digest',
    ]);
  });
});

const cyclonedx = (vulnerability: object, parts: object = {}) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:1',
  version: 2,
  metadata: { timestamp: '2026-01-01T00:00:00Z' },
  vulnerabilities: [{ id: 'CVE-2026-1', ...vulnerability }],
  ...parts,
});

describe('cyclonedx', () => {
  const analysis = { state: 'not_affected', justification: 'code_not_reachable' };

  it('speaks of components by their references, within the product of the document', () => {
    const parts = {
      metadata: {
        timestamp: '2026-01-01T00:00:00Z',
        component: { 'bom-ref': 'app', type: 'container', name: 'app', version: `sha256:${'a'.repeat(64)}` },
      },
      components: [
        { 'bom-ref': 'c', purl: 'pkg:npm/a@1', components: [{ 'bom-ref': 'd', purl: 'pkg:npm/b@1' }] },
      ],
    };
    const affects = [{ ref: 'c' }, { ref: 'd' }, { ref: 'app' }, { ref: 'nothing' }];
    const { statements, problems } = read(cyclonedx({ analysis, affects }, parts));
    const within = [{ digests: [`sha256:${'a'.repeat(64)}`] }];
    expect(statements).toMatchObject([
      {
        status: 'not_affected',
        justification: 'code_not_reachable',
        products: [
          { part: only('pkg:npm/a@1'), within },
          { part: only('pkg:npm/b@1'), within },
          { part: null, within },
        ],
      },
    ]);
    expect(problems).toEqual(['/vulnerabilities/0/affects/3: "nothing" is no component that is known here']);
  });

  it('says nothing elsewhere of a product that is named by nothing', () => {
    const metadata = { component: { type: 'application', name: 'app' } };
    const affects = [{ ref: 'pkg:npm/a@1' }];
    expect(read(cyclonedx({ analysis, affects }, { metadata })).statements).toEqual([]);
  });

  it('takes ranges of versions, links to other documents, and leaves flaws without a word out', () => {
    const versions = [{ range: 'vers:npm/<2.0.0' }, { version: '3.0.0', status: 'unaffected' }];
    const ref = 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:npm/a@1';
    expect(read(cyclonedx({ analysis, affects: [{ ref, versions }] })).statements).toMatchObject([
      { products: [{ part: { purls: ['pkg:npm/a'], range: 'vers:npm/<2.0.0' } }] },
    ]);
    expect(read(cyclonedx({ affects: [{ ref }] }))).toMatchObject({ statements: [], problems: [] });
  });
});

describe('csaf', () => {
  const document = (parts: object = {}) => ({
    category: 'csaf_vex',
    csaf_version: '2.0',
    publisher: { name: 'Vendor' },
    tracking: {
      id: 'V-1',
      version: '2',
      status: 'final',
      current_release_date: '2026-01-01T00:00:00Z',
      ...parts,
    },
  });
  const full = (id: string, helper: object) => ({
    product_id: id,
    name: id,
    product_identification_helper: helper,
  });
  const csaf = (tree: object, vulnerability: object) => ({
    document: document(),
    product_tree: tree,
    vulnerabilities: [{ cve: 'CVE-2026-1', ...vulnerability }],
  });
  const tree = {
    full_product_names: [
      full('a', { purl: 'pkg:npm/a@1' }),
      full('b', { purl: 'pkg:npm/b@1' }),
      full('nothing', {}),
    ],
  };

  it('says of each product what its list says, with the reason and the action for it', () => {
    const vulnerability = {
      product_status: { known_not_affected: ['a'], known_affected: ['b'], recommended: ['b'] },
      flags: [{ label: 'component_not_present', group_ids: ['g'] }],
      remediations: [{ category: 'workaround', details: 'Turn it off.', product_ids: ['b'] }],
      threats: [{ category: 'impact', details: 'Important' }],
    };
    const { statements } = read(
      csaf({ ...tree, product_groups: [{ group_id: 'g', product_ids: ['a', 'b'] }] }, vulnerability),
    );
    expect(statements).toMatchObject([
      {
        status: 'affected',
        justification: null,
        action: 'Turn it off.',
        products: [{ part: only('pkg:npm/b@1') }],
      },
      {
        status: 'not_affected',
        justification: 'component_not_present',
        explanation: null,
        action: null,
        products: [{ part: only('pkg:npm/a@1') }],
      },
    ]);
  });

  it('follows relationships to what a package lies within, and ranges of versions', () => {
    const branches = [
      {
        category: 'product_name',
        name: 'a',
        branches: [
          {
            category: 'product_version_range',
            name: 'vers:npm/<2.0.0',
            product: full('range', { purl: 'pkg:npm/a' }),
          },
          { category: 'product_version_range', name: '< 2', product: full('words', { purl: 'pkg:npm/a' }) },
        ],
      },
    ];
    const link = (id: string, part: string, whole: string) => ({
      category: 'default_component_of',
      full_product_name: { product_id: id, name: id },
      product_reference: part,
      relates_to_product_reference: whole,
    });
    const names = [
      ...tree.full_product_names,
      full('image', { purl: 'pkg:oci/app@sha256%3A1' }),
      full('os', { cpe: 'cpe:/o:redhat:enterprise_linux:9' }),
    ];
    const relationships = [
      link('in-image', 'a', 'image'),
      link('on-os', 'kernel', 'os'),
      link('loop', 'loop', 'image'),
      link('lost', 'a', 'nowhere'),
    ];
    const listed = ['range', 'words', 'in-image', 'on-os', 'loop', 'lost', 'nothing'];
    const found = read(
      csaf(
        { branches, full_product_names: names, relationships },
        { product_status: { known_not_affected: listed } },
      ),
    );
    expect(found.statements).toMatchObject([
      {
        products: [
          { part: { purls: ['pkg:npm/a'], range: 'vers:npm/<2.0.0' }, within: [] },
          { part: only('pkg:npm/a@1'), within: [only('pkg:oci/app@sha256%3A1')] },
          { part: only('pkg:rpm/redhat/kernel'), within: [{ cpes: ['cpe:/o:redhat:enterprise_linux:9'] }] },
        ],
      },
    ]);
    expect(found.problemCount).toBe(4);
  });

  it('that was taken back says nothing and takes the place of what was before', () => {
    expect(read({ document: { tracking: { id: 'V-1', status: 'deleted' } } })).toMatchObject({
      id: 'V-1',
      version: 'deleted',
      statements: [],
    });
  });
});

describe('a document', () => {
  it.each([
    ['no JSON', 'x'],
    ['of nothing known', '{}'],
    ['a list', '[]'],
    ['without a name', JSON.stringify(openvex(unaffected, { '@id': undefined }))],
    ['without a time', JSON.stringify(openvex(unaffected, { timestamp: 'now' }))],
    [
      'of a later version',
      JSON.stringify(openvex(unaffected, { '@context': 'https://openvex.dev/ns/v0.9.0' })),
    ],
    ['nested too deeply', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('that is %s is refused', (_, content) => {
    expect(() => readVex(Buffer.from(content))).toThrow(UnreadableFileError);
  });

  it('of too many statements is read up to the bound, and says so', () => {
    const statements = Array.from({ length: 20_005 }, () => unaffected);
    const found = read(openvex({}, { statements }));
    expect([found.statements.length, found.problemCount]).toEqual([20_000, 5]);
    expect(found.problems[0]).toContain('more than 20000 statements');
  });

  it('of any shape is read or refused, and nothing else happens', () => {
    const keys = fc.constantFrom(
      '@context',
      '@id',
      'timestamp',
      'statements',
      'products',
      'status',
      'document',
      'tracking',
      'id',
      'vulnerabilities',
      'affects',
      'analysis',
      'state',
      'product_tree',
      'branches',
      'bomFormat',
      'subcomponents',
      'relationships',
    );
    const leaves = fc.constantFrom<unknown>(
      null,
      1,
      '',
      'pkg:npm/a@1',
      'CycloneDX',
      'not_affected',
      'https://openvex.dev/ns',
      '2026-01-01T00:00:00Z',
      '2.0',
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        leaves,
        fc.dictionary(keys, tie('value'), { maxKeys: 8 }),
        fc.array(tie('value'), { maxLength: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(keys, value, { minKeys: 2, maxKeys: 10 }), (document) => {
        try {
          for (const { products } of read(document).statements) expect(products.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const shared = new URL('../../../../shared/data/vex/', import.meta.url);
describe.runIf(existsSync(shared))('documents of vendors', () => {
  const files = existsSync(shared)
    ? readdirSync(shared).flatMap((folder) =>
        readdirSync(new URL(`${folder}/`, shared)).map((file) => `${folder}/${file}`),
      )
    : [];
  const counts: Readonly<Record<string, number>> = {
    'csaf/cve-2023-38545.json': 5,
    'csaf/csaf-relationships.json': 1,
    'cyclonedx/cyclonedx.json': 2,
    'docker-hardened-images/dhi-bash.vex.json': 46,
    'docker-hardened-images/dhi-argocd.vex.json': 34,
    'trivy/oci.openvex.json': 7,
    'trivy/trivy.openvex.json': 21,
  };

  it.each(files)('%s is read', (file) => {
    const { statements, problemCount } = readVex(readFileSync(new URL(file, shared)));
    if (file in counts) expect([statements.length, problemCount]).toEqual([counts[file], 0]);
    if (!/deleted|rhsa/.test(file)) expect(statements.length).toBeGreaterThan(0);
  });

  const nowhere = { id: 't', digests: [], references: [] };
  const saidOf = (file: string, vulnerability: string, component: VexComponent) =>
    readVex(readFileSync(new URL(file, shared))).statements.flatMap((statement) => {
      const isAbout = statement.vulnerabilities.includes(vulnerability);
      const fits = statement.products.some((product) => fitsProduct(product, component, nowhere));
      return isAbout && fits ? statement.status : [];
    });

  it('say of a program what is in it, there alone', () => {
    const helm = { ecosystem: 'Go', version: 'v3.14.1', purl: 'pkg:golang/helm.sh/helm/v3@v3.14.1' };
    const inProgram = (program?: string) =>
      saidOf('trivy/trivy.openvex.json', 'CVE-2024-26147', { ...helm, program });
    expect(inProgram('pkg:golang/github.com/aquasecurity/trivy@v0.60.0')).toEqual(['not_affected']);
    expect([inProgram(), inProgram('pkg:golang/example.org/other')]).toEqual([[], []]);
  });

  it('say of a source package what holds for what was built from it', () => {
    const libcurl = {
      ecosystem: 'Red Hat:enterprise_linux:9',
      version: '7.76.1-26.el9_3.2',
      purl: 'pkg:rpm/rhel/libcurl@7.76.1-26.el9_3.2?arch=x86_64&distro=rhel-9.3&upstream=curl',
    };
    const { statements } = readVex(readFileSync(new URL('csaf/cve-2023-38545.json', shared)));
    const fixed = statements.filter(({ status }) => status === 'fixed').flatMap(({ products }) => products);
    const sources = fixed.filter(({ part }) => part?.purls.some((purl) => /curl@7.*arch=src/.test(purl)));
    const fits = (component: VexComponent) => sources.some((one) => fitsProduct(one, component, nowhere));
    expect(sources.length).toBeGreaterThan(0);
    expect(fits(libcurl)).toBe(true);
    expect(fits({ ...libcurl, purl: libcurl.purl.replace('upstream=curl', 'upstream=other') })).toBe(false);
    expect(fits({ ...libcurl, purl: libcurl.purl.replace('@7.76.1-26', '@7.76.1-25') })).toBe(false);
  });
});
