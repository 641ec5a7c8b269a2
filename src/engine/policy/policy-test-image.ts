import { aComponent, aDatabase, anImage, aVulnerability } from '../checks/example-facts.js';
import type { AdvisoryDatabase } from '../checks/check.js';
import { millisecondsPerHour } from '../checks/instants.js';
import type { FoundComponent } from '../model/component.js';
import type { ImageFacts } from '../model/facts.js';
import type { Vulnerability } from '../model/finding.js';
import type { TestImage } from './policy-test-schema.js';

/** An image of a test, with what is known of its flaws. */
export interface ExampleImage {
  readonly facts: ImageFacts;
  readonly vulnerabilities: readonly Vulnerability[];
  readonly database: AdvisoryDatabase;
  readonly scannedAt: string;
}

/** The example image with what a test states of it; its advisories cover all of its components. */
export function exampleImage(stated: TestImage, now: Date): ExampleImage {
  const ago = (hours: number) => new Date(now.getTime() - hours * millisecondsPerHour).toISOString();
  const components = stated.components?.map(componentOf);
  const facts = anImage({
    createdAt: stated.created_at ?? ago(24),
    config: configOf(stated),
    rootfs: {
      ...(components && { components }),
      files: {
        ...(stated.shells && { shells: stated.shells }),
        ...(stated.package_managers && { packageManagers: stated.package_managers }),
      },
    },
  });
  const importedAt = ago(stated.advisory_age_hours);
  return {
    facts,
    vulnerabilities: stated.vulnerabilities.map((flaw) => vulnerabilityOf(flaw, facts.rootfs.components)),
    database: aDatabase({
      importedAt,
      knownExploitedAt: importedAt,
      exploitPredictedOn: importedAt.slice(0, 10),
      ecosystems: [...new Set(['Debian:13', ...facts.rootfs.ecosystems])],
    }),
    scannedAt: ago(stated.scan_age_hours),
  };
}

function configOf({ user, labels, env, ports, entrypoint, command, healthcheck }: TestImage) {
  const environment = Object.entries(env ?? {}).map(([name, value]) => ({
    name,
    value,
    preview: value,
    length: value.length,
    valueClass: value === '' ? ('empty' as const) : ('literal' as const),
    detections: [],
  }));
  return {
    ...(user !== undefined && { user }),
    ...(labels && { labels }),
    ...(env && { environment }),
    ...(ports && { exposedPorts: ports.map((port) => ({ port, protocol: 'tcp' })) }),
    ...(entrypoint && { entrypoint }),
    ...(command && { command }),
    ...(healthcheck === false && { healthcheck: null }),
  };
}

const purlTypes: Readonly<Record<string, string>> = {
  Debian: 'deb/debian',
  Ubuntu: 'deb/ubuntu',
  Alpine: 'apk/alpine',
  npm: 'npm',
  PyPI: 'pypi',
  Go: 'golang',
  Maven: 'maven',
  RubyGems: 'gem',
};

function componentOf({
  name,
  version,
  ecosystem,
  licence,
}: NonNullable<TestImage['components']>[number]): FoundComponent {
  const type = purlTypes[ecosystem.split(':')[0] ?? ''] ?? 'generic';
  const purl = `pkg:${type}/${encodeURIComponent(name)}@${encodeURIComponent(version)}`;
  return aComponent({ name, version, ecosystem, purl, licence: licence ?? null });
}

function vulnerabilityOf(
  { id, component, severity, fixed, kev, epss }: TestImage['vulnerabilities'][number],
  components: readonly FoundComponent[],
): Vulnerability {
  const found = components.find(({ name }) => name === component) ?? aComponent({ name: component });
  const { ecosystem, name, version, purl } = found;
  return aVulnerability({
    id,
    aliases: [],
    advisories: [id],
    component: { id: purl, ecosystem, name, version, purl, isDevelopment: false },
    severity,
    score: null,
    fixedVersion: fixed ?? null,
    isKnownExploited: kev,
    exploitScore: epss ?? null,
    summary: '',
  });
}
