import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { ecosystemsOf } from '../catalogers/found-components.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ImageFacts } from '../model/facts.js';
import { severities } from '../model/severity.js';
import { classifyEnvironment } from '../secrets/redaction.js';
import type { Check, CheckInput, CheckSubjects, Outcome } from './check.js';
import {
  aDatabase,
  anImage,
  anSbomSubject,
  aSourceSubject,
  aVulnerability,
  exampleNow,
} from './example-facts.js';
import { subjectOfExample, subjectOfText } from './evaluate-example.js';
import { checks } from './index.generated.js';

interface CatalogueEntry {
  readonly id: string;
  readonly severity: string;
}
const catalogueFile = fileURLToPath(new URL('../../../../shared/checks/catalogue.yaml', import.meta.url));
/** The whole catalogue where it is at hand, two of its entries elsewhere. */
const catalogue: readonly CatalogueEntry[] = existsSync(catalogueFile)
  ? (parse(readFileSync(catalogueFile, 'utf8')) as { checks: CatalogueEntry[] }).checks
  : [
      { id: 'image-user-root', severity: 'high' },
      { id: 'image-size', severity: 'info' },
    ];
/** Checks that no catalogue has: `catalogue.spec.ts` names them. */
const ownChecks = 1;
const all: readonly Check[] = checks;
const cases = all.map((check) => [check.id, check] as const);

type AnInventorySubject = CheckSubjects['image'] | CheckSubjects['source'] | CheckSubjects['sbom'];

const text = fc.oneof(fc.constantFrom('', '0', 'root', '/', '/etc/shadow', 'NONE', 'layer 1'), fc.string());
const date = fc.oneof(
  fc.constantFrom(null, '', '1970-01-01', '+275760-09-13T00:00:00.000Z', exampleNow),
  fc.string(),
);
const number = fc.oneof(
  fc.constantFrom(0, -1, 22, 80, 5432, NaN, Infinity, 2 ** 53),
  fc.double(),
  fc.integer(),
);
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 4 });
const file = fc.record({
  path: text,
  mode: fc.nat(0o7777),
  uid: number,
  gid: number,
  sizeBytes: number,
  layer: text,
});
const component = fc.record({
  ecosystem: fc.constantFrom('Debian:13', 'npm', 'nowhere', ''),
  name: fc.constantFrom('openssl', 'openssh-server', '__proto__'),
  version: text,
  architecture: fc.constantFrom(null, 'amd64'),
  purl: text,
  source: fc.constant(null),
  licence: fc.constant(null),
  paths: list(text),
  layer: text,
  isDevelopment: fc.boolean(),
});
const osRelease = fc.record({
  id: fc.oneof(fc.constantFrom('debian', 'ubuntu', 'alpine', 'rhel', 'constructor'), text),
  idLike: list(text),
  versionId: fc.oneof(fc.constantFrom(null, '13', '12', '22.04', '3.18.4'), text),
  prettyName: fc.option(text),
  codename: fc.option(text),
});
const hygiene = fc.record({
  capabilities: list(file.map((found) => ({ ...found, capabilities: ['NET_RAW'] }))),
  writableCode: list(
    fc.record({
      folder: text,
      uid: fc.option(number),
      gid: fc.option(number),
      count: number,
      example: text,
      layer: text,
    }),
  ),
  developmentFiles: list(
    fc.record({
      pattern: fc.oneof(fc.constantFrom('.git', '.env'), text),
      count: number,
      paths: list(fc.record({ path: text, layer: text })),
    }),
  ),
  packageCaches: list(fc.record({ path: text, layer: text, bytes: number })),
  documentCount: number,
});
const rootfs = fc.record(
  {
    osRelease: fc.option(osRelease),
    accounts: fc.option(list(fc.record({ name: text, uid: number, gid: number, home: text, shell: text }))),
    shadow: fc.option(
      list(
        fc.record({
          name: text,
          state: fc.constantFrom('locked' as const, 'empty' as const, 'hash' as const),
        }),
      ),
    ),
    groups: fc.option(list(fc.record({ name: text, gid: number }))),
    files: fc.record({
      count: number,
      bytes: number,
      setuid: list(file),
      worldWritable: list(file),
      shells: list(text),
      packageManagers: list(text),
      sshServers: list(text),
    }),
    hygiene: fc.option(hygiene),
    components: list(component),
    problems: list(fc.record({ path: text, layer: fc.option(text), detail: text })),
  },
  { requiredKeys: [] },
);
const config = fc.record(
  {
    user: text,
    environment: list(
      fc
        .tuple(fc.oneof(fc.constantFrom('PASSWORD', 'A'), text), fc.string({ maxLength: 40 }))
        .map(([name, value]) => classifyEnvironment(name, value)),
    ),
    exposedPorts: list(fc.record({ port: number, protocol: text })),
    volumes: list(text),
    entrypoint: list(text),
    command: list(text),
    labels: fc.dictionary(fc.oneof(fc.constant('org.opencontainers.image.base.name'), text), text, {
      maxKeys: 3,
    }),
    healthcheck: fc.option(
      fc.record({
        test: list(text),
        intervalMs: fc.option(number),
        timeoutMs: fc.option(number),
        retries: fc.option(number),
      }),
    ),
  },
  { requiredKeys: [] },
);
const withEcosystems = (found: ImageFacts['rootfs']) => ({
  ...found,
  ecosystems: ecosystemsOf(found.components),
});
const history = list(
  fc.record({
    index: fc.nat(9),
    createdBy: fc.oneof(
      fc.constantFrom('ADD x /', 'RUN /bin/sh -c sudo apt-get update # buildkit', '|1 A=b '),
      text,
    ),
    createdAt: fc.constant(null),
    emptyLayer: fc.boolean(),
  }),
);
const signature = fc.record({
  kind: fc.constantFrom('cosign' as const, 'notation' as const),
  isVerified: fc.boolean(),
  identity: fc.option(text),
  issuer: fc.option(text),
});
const attestation = fc.record({ predicateType: text, isVerified: fc.boolean() });
const imageParts = fc.record(
  {
    createdAt: date,
    config,
    rootfs,
    history,
    signatures: fc.option(list(signature)),
    attestations: fc.option(list(attestation)),
  },
  { requiredKeys: [] },
);
const facts = imageParts.map((part): ImageFacts => {
  const base = anImage();
  return {
    ...base,
    ...part,
    config: { ...base.config, ...part.config },
    rootfs: withEcosystems({ ...base.rootfs, ...part.rootfs }),
  };
});
const vulnerability = fc.record(
  {
    id: text,
    severity: fc.constantFrom(...severities),
    result: fc.constantFrom('affected' as const, 'unknown' as const),
    fixedVersion: fc.option(text),
    isKnownExploited: fc.boolean(),
    publishedAt: date,
    exploitScore: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  },
  { requiredKeys: [] },
);
const imageSubject: fc.Arbitrary<CheckSubjects['image']> = fc.record({
  facts,
  vulnerabilities: list(vulnerability.map((part) => aVulnerability(part))),
  database: fc
    .record({ importedAt: date, knownExploitedAt: date, ecosystems: list(text) }, { requiredKeys: [] })
    .map((part) => aDatabase(part)),
});
/** The same as a target of each of the kinds. */
const arbitrarySubjects: Readonly<Record<string, fc.Arbitrary<AnInventorySubject>>> = {
  image: imageSubject,
  source: imageSubject.map((on) => ({
    ...on,
    facts: { ...aSourceSubject().facts, inventory: inventoryIn(on) },
  })),
  sbom: imageSubject.map((on) => ({
    ...on,
    facts: { ...anSbomSubject().facts, inventory: inventoryIn(on) },
  })),
};
function inventoryIn({ facts }: CheckSubjects['image']) {
  const { ecosystems, components, problems } = facts.rootfs;
  return { ecosystems, components, problems };
}
/** Any subject that holds packages, of the check's inputs; of one without such inputs its own examples. */
const subjectOf = ({ inputs, examples }: Check): fc.Arbitrary<CheckSubjects[CheckInput]> => {
  const arbitrary = inputs.flatMap((input) => arbitrarySubjects[input] ?? []);
  if (arbitrary.length > 0) return fc.oneof(...arbitrary);
  return fc.constantFrom(...[...examples.good, ...examples.bad].map(subjectOfExample));
};
const narrow = (on: CheckSubjects[CheckInput], names: readonly string[]): CheckSubjects[CheckInput] => {
  const { facts } = on;
  const named = ({ name }: { name: string }) => names.includes(name);
  if (facts.kind === 'image') {
    const components = facts.rootfs.components.filter(named);
    return { ...on, facts: { ...facts, rootfs: { ...facts.rootfs, components } } } as CheckSubjects['image'];
  }
  if (facts.kind !== 'source' && facts.kind !== 'sbom') return on;
  const inventory = { ...facts.inventory, components: facts.inventory.components.filter(named) };
  return { ...on, facts: { ...facts, inventory } } as CheckSubjects['source'] | CheckSubjects['sbom'];
};
const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });

const evaluate = (
  check: Check,
  on: CheckSubjects[CheckInput],
  parameters: object = {},
  now = new Date(exampleNow),
): Outcome => check.evaluate(on, check.parameters.parse(parameters), now);

describe('the registry of checks', () => {
  it('holds every check that has a file, each once', () => {
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('agrees with the catalogue on ids and severities', () => {
    const severityOf = new Map(catalogue.map(({ id, severity }) => [id, severity]));
    const ours = new Map<string, string>(all.map(({ id, severity }) => [id, severity]));
    const known = [...ours].filter(([id]) => severityOf.has(id));
    expect(known).toEqual(known.map(([id]) => [id, severityOf.get(id)]));
    expect(known.length).toBeGreaterThanOrEqual(Math.min(all.length - ownChecks, catalogue.length));
  });
});

describe.each(cases)('%s', (id, check) => {
  it('has its own files: the check and its spec', () => {
    for (const suffix of ['check.ts', 'spec.ts']) {
      expect(existsSync(new URL(`./${id}.${suffix}`, import.meta.url)), `${id}.${suffix} is missing`).toBe(
        true,
      );
    }
  });

  it('has title and remediation in English and Chinese', () => {
    for (const { en, zh } of [check.title, check.remediation]) {
      expect(en).toMatch(/[a-z]/i);
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
  });

  it('has a default for every parameter', () => {
    expect(Object.keys(check.parameters.parse({})).sort()).toEqual(
      Object.keys(check.parameters.shape).sort(),
    );
  });

  it.each(check.examples.good.map((example) => [example.name, example] as const))(
    'passes the good example: %s',
    (_, example) => {
      const now = new Date(example.now ?? exampleNow);
      expect(['pass', 'not_applicable']).toContain(
        evaluate(check, subjectOfExample(example), example.parameters, now).result,
      );
    },
  );

  it.each(check.examples.bad.map((example) => [example.name, example] as const))(
    'fails the bad example: %s',
    (_, example) => {
      const now = new Date(example.now ?? exampleNow);
      expect(evaluate(check, subjectOfExample(example), example.parameters, now).result).toBe('fail');
    },
  );

  it('has good and bad examples', () => {
    expect(Math.min(check.examples.good.length, check.examples.bad.length)).toBeGreaterThan(0);
  });

  it('answers the same for the same facts, whatever they are, and never throws', () => {
    fc.assert(
      fc.property(subjectOf(check), instant, (on, now) => {
        const outcome = evaluate(check, on, {}, now);
        expect(evaluate(check, structuredClone(on), {}, now)).toEqual(outcome);
        if (outcome.result === 'fail') expect(outcome.violations.length).toBeGreaterThan(0);
      }),
    );
  });

  it('says of single recommendations what its outcome says of all of them', () => {
    fc.assert(
      fc.property(subjectOf(check), instant, (on, now) => {
        const { sections, ...outcome } = evaluate(check, on, {}, now);
        const found = outcome.result === 'fail' ? outcome.violations.map(({ element }) => element) : [];
        for (const [section, { result, elements }] of Object.entries(sections ?? {})) {
          expect(check.references.cis).toContain(section);
          expect(found).toEqual(expect.arrayContaining([...elements]));
          expect(result === 'fail').toBe(elements.length > 0);
          if (result === 'unknown') expect(outcome.result).toMatch(/^(?:unknown|fail)$/);
        }
      }),
    );
  });

  it('sees no other components than those it names', () => {
    fc.assert(
      fc.property(subjectOf(check), instant, (on, now) => {
        const narrowed = narrow(on, check.componentNames ?? []);
        expect(evaluate(check, narrowed, {}, now)).toEqual(evaluate(check, on, {}, now));
      }),
    );
  });

  it('keeps its answer until the instant it announces', () => {
    fc.assert(
      fc.property(subjectOf(check), instant, fc.double({ min: 0, max: 1, noNaN: true }), (on, now, share) => {
        const outcome = evaluate(check, on, {}, now);
        const end =
          outcome.changesAt === undefined ? Date.parse('2090-01-01') : Date.parse(outcome.changesAt);
        const later = new Date(Math.floor(now.getTime() + share * (end - 1 - now.getTime())));
        expect(end).toBeGreaterThan(now.getTime());
        expect(evaluate(check, on, {}, later)).toEqual(outcome);
      }),
    );
  });

  it('shows no withheld value', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{12,30}$/), (secret) => {
        for (const on of subjectsWithSecret(check.inputs, secret)) {
          expect(JSON.stringify(evaluate(check, on))).not.toContain(secret.slice(2));
        }
      }),
      { numRuns: 20 },
    );
  });
});

/** An image and a run line with a secret in a variable, of those that the check looks at. */
function subjectsWithSecret(inputs: readonly CheckInput[], secret: string): CheckSubjects[CheckInput][] {
  const environment = [classifyEnvironment('DB_PASSWORD', secret)];
  const facts = anImage({ config: { environment } });
  return [
    ...(inputs.includes('image') ? [{ facts, vulnerabilities: [], database: aDatabase() }] : []),
    ...(inputs.includes('run-command')
      ? [subjectOfText('run-command', `docker run -e DB_PASSWORD=${secret} nginx:1.27`)]
      : []),
    ...(inputs.includes('dockerfile')
      ? [subjectOfText('dockerfile', `FROM nginx:1.27\nENV DB_PASSWORD=${secret}\n`)]
      : []),
  ];
}
