import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { aReport, aReportedVulnerability } from '../../../test/support/example-report.js';
import { exampleOf } from '../../../test/support/lock-file.js';
import { readFile } from '../../../test/support/read-file.js';
import { cyclonedxErrors, parseSpdx } from '../../../test/support/sbom-schemas.js';
import { apkCataloger } from '../catalogers/apk.cataloger.js';
import { dpkgCataloger } from '../catalogers/dpkg.cataloger.js';
import { lockFiles } from '../lock-files/index.generated.js';
import type { FoundComponent } from '../model/component.js';
import type { CatalogContext, Cataloger } from '../model/file-reader.js';
import { readSbom } from '../sboms/read-sbom.js';
import { cyclonedxExporter } from './cyclonedx.exporter.js';
import type { ReportSource } from './exporter.js';
import { spdxExporter } from './spdx.exporter.js';

const nothing: CatalogContext = { osRelease: null, distribution: null };
const system = (id: string, versionId: string, distribution: string): CatalogContext => ({
  osRelease: { id, idLike: [], versionId, prettyName: null, codename: null },
  distribution,
});
const layer = `sha256:${'a'.repeat(64)}`;

function catalogued(cataloger: Cataloger, path: string, content: string | Buffer, context = nothing) {
  const { extract } = readFile(cataloger, path, content);
  return extract === null ? [] : cataloger.components([{ path, layer, extract }], context);
}

const shared = fileURLToPath(new URL('../../../../shared/fixtures/', import.meta.url));
/** Files below a folder of the fixtures; none where it is not there. */
const filesIn = (folder: string) =>
  existsSync(shared + folder)
    ? readdirSync(shared + folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath}/${entry.name}`)
    : [];

/** What each format finds in its example, and in files of others where they are there. */
const inventories: [string, FoundComponent[]][] = [
  ...lockFiles.map((reader): [string, FoundComponent[]] => {
    const names = ['go.mod', 'pom.xml', 'Shop.csproj'];
    const path = names.find((name) => reader.wants(name)) ?? 'lock';
    return [`the example of ${reader.id}`, catalogued(reader, path, exampleOf(reader))];
  }),
  ...filesIn('dpkg').map((file): [string, FoundComponent[]] => [
    file.slice(shared.length),
    catalogued(dpkgCataloger, 'var/lib/dpkg/status', readFileSync(file), system('debian', '12', 'Debian:12')),
  ]),
  ...filesIn('apk').map((file): [string, FoundComponent[]] => [
    file.slice(shared.length),
    catalogued(
      apkCataloger,
      'lib/apk/db/installed',
      readFileSync(file),
      system('alpine', '3.18.4', 'Alpine:v3.18'),
    ),
  ]),
  ...filesIn('lockfiles').flatMap((file) =>
    lockFiles
      .filter((reader) => reader.wants(file.split('/').at(-1)!))
      .map((reader): [string, FoundComponent[]] => [
        file.slice(shared.length),
        catalogued(reader, file.split('/').at(-1)!, readFileSync(file)),
      ]),
  ),
].filter(([, components]) => components.length > 0);

/** Each component has a flaw. */
function reportOf(components: readonly FoundComponent[]): ReportSource {
  return aReport({
    inventory: { ecosystems: [], components, problems: [] },
    vulnerabilities: components.slice(0, 200).map(({ ecosystem, name, version, purl }, index) =>
      aReportedVulnerability({
        fingerprint: index.toString(16).padStart(32, '0'),
        component: { ecosystem, name, version, purl },
        result: index % 3 === 0 ? 'unknown' : 'fail',
        exemption: index % 5 === 0 ? 'e1' : null,
      }),
    ),
  });
}

describe.each(inventories)('an inventory of %s', (_, components) => {
  const source = reportOf(components);

  it('is valid CycloneDX, and comes back as it was', () => {
    const written = cyclonedxExporter.write(source);
    expect(cyclonedxErrors(written, '1.7')).toEqual([]);
    expect(readBack(written)).toEqual(sorted(components));
  });

  it('is valid SPDX, and comes back as it was', () => {
    const written = spdxExporter.write(source);
    expect(parseSpdx(written).packages).toHaveLength(components.length + 1);
    expect(readBack(written)).toEqual(sorted(components));
  });
});

it('there is an inventory of every format of lock files', () => {
  expect(inventories.length).toBeGreaterThanOrEqual(lockFiles.length);
});

function readBack(written: string): FoundComponent[] {
  const { components, problems } = readSbom(Buffer.from(written)).inventory;
  expect(problems).toEqual([]);
  return sorted(components);
}

function sorted(components: readonly FoundComponent[]): FoundComponent[] {
  return components.toSorted((a, b) => (a.purl < b.purl ? -1 : 1));
}
