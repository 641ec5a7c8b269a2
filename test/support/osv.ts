let count = 0;

/** A CVE id that no other test of this process uses. */
export function aCve(): string {
  count += 1;
  return `CVE-2026-${10_000 + count}`;
}

export interface DebianRecord {
  readonly id: string;
  /** The source package that is affected. */
  readonly name: string;
  /** Default: none. */
  readonly fixed?: string;
  /** Names of the flaws; default: none. */
  readonly upstream?: readonly string[];
  readonly aliases?: readonly string[];
  /** A word such as `high`; default: none is stated. */
  readonly severity?: string;
  readonly ecosystem?: string;
  readonly modified?: string;
  readonly withdrawn?: string;
  readonly summary?: string;
}

/** An OSV record of one package, as Debian's are. */
export function osvRecord(record: DebianRecord): object {
  const {
    name,
    fixed,
    severity,
    ecosystem = 'Debian:12',
    modified = '2026-11-01T00:00:00Z',
    ...rest
  } = record;
  return {
    schema_version: '1.7.0',
    modified,
    ...rest,
    affected: [
      {
        package: { ecosystem, name },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, ...(fixed ? [{ fixed }] : [])] }],
        ...(severity ? { ecosystem_specific: { urgency: severity } } : {}),
      },
    ],
  };
}

/** CISA's catalogue with these CVE ids. */
export function exploitedCatalogue(...cves: readonly string[]): object {
  return {
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: '2026.11.01',
    dateReleased: '2026-11-01T10:00:00.000Z',
    count: cves.length,
    vulnerabilities: cves.map((cveID) => ({
      cveID,
      vendorProject: 'Example',
      product: 'Example',
      vulnerabilityName: 'Example',
      dateAdded: '2026-10-01',
      shortDescription: 'Example.',
      requiredAction: 'Apply updates.',
      dueDate: '2026-10-22',
    })),
  };
}
