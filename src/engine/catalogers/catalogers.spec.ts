import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileContent, readFile, slowPieces } from '../../../test/support/read-file.js';
import { isKnownEcosystem, isUnadvised } from '../advisories/ecosystems.js';
import type { CatalogContext } from '../model/file-reader.js';
import { hasOrder } from '../versions/version-key.js';
import { catalogers } from './index.generated.js';

const beside = (file: string): URL => new URL(file, import.meta.url);

/** One path that each cataloger reads; a new cataloger adds its own. */
const paths = [
  'lib/apk/db/installed',
  'var/lib/dpkg/status',
  'app/node_modules/a/package.json',
  'var/lib/rpm/Packages',
  'usr/lib/ruby/gems/3.1.0/specifications/a-1.gemspec',
  'app/vendor/composer/installed.json',
  'app/a.deps.json',
  'app/lib/a.jar',
  'opt/bitnami/redis/.spdx-redis.spdx',
  'opt/conda/conda-meta/a-1-0.json',
  'app/.pnp.cjs',
  'var/lib/rpmmanifest/container-manifest-2',
  'app/Manifest.toml',
  'var/lib/chisel/manifest.wall',
  'app/lib/a-1/ebin/a.app',
  'usr/local/lib/php/.registry/a.reg',
  'usr/lib/R/site-library/a/DESCRIPTION',
  'usr/lib/python3/site-packages/a-1.dist-info/METADATA',
];

const contexts: readonly CatalogContext[] = [
  { osRelease: null, distribution: null },
  {
    osRelease: { id: 'debian', idLike: [], versionId: '12', prettyName: null, codename: null },
    distribution: 'Debian:12',
  },
  {
    osRelease: { id: '?', idLike: [], versionId: null, prettyName: null, codename: null },
    distribution: 'Other',
  },
];

describe.each(catalogers.map((cataloger) => ({ id: cataloger.id, cataloger })))(
  'cataloger $id',
  ({ id, cataloger }) => {
    const path = paths.find((candidate) => cataloger.wants(candidate)) ?? '';

    it('has its file and its spec under its id', () => {
      const files = [`./${id}.cataloger.ts`, `./${id}.cataloger.spec.ts`];
      expect(files.filter((file) => !existsSync(beside(file)))).toEqual([]);
      expect(catalogers.filter((other) => other.id === id)).toEqual([cataloger]);
    });

    it('names ecosystems that exist and whose versions can be compared, or that have no advisories', () => {
      expect(cataloger.ecosystems).not.toEqual([]);
      const advised = cataloger.ecosystems.filter((name) => !isUnadvised(name));
      expect(advised.filter((name) => !isKnownEcosystem(name) || !hasOrder(name))).toEqual([]);
    });

    it('has a version and a bound for the size of its files', () => {
      expect(cataloger.version).toBeGreaterThan(0);
      expect(cataloger.maxBytes).toBeLessThanOrEqual(256 * 1024 * 1024);
    });

    it('reads a path that this suite knows', () => {
      expect(path, 'add a path that the cataloger reads to the list above').not.toBe('');
    });

    it.each(['', '/', 'etc/passwd', 'package.json', '../var/lib/dpkg/status', '__proto__'])(
      'leaves %j alone',
      (other) => {
        // One that knows its files by what is in them wants to see them all.
        const isShown = cataloger.scanner !== undefined && other !== '' && other !== '/';
        expect(cataloger.wants(other)).toBe(isShown);
      },
    );

    it('gives nothing for nothing', () => {
      for (const context of contexts) expect(cataloger.components([], context)).toEqual([]);
    });

    it('makes of any content plain JSON, an UnreadableFileError or both, the same each time', () => {
      fc.assert(
        fc.property(hostileContent, (content) => {
          const first = readFile(cataloger, path, content);
          expect(JSON.parse(JSON.stringify(first))).toEqual(first);
          expect(readFile(cataloger, path, content)).toEqual(first);
          expect(first.problem?.length ?? 0).toBeLessThan(1_000);
        }),
        { numRuns: 2_000 },
      );
    });

    it('is done soon with a great many of the same', () => {
      expect(slowPieces(cataloger, path)).toEqual([]);
    });

    it('gives components that are complete, whatever it read and in which order', () => {
      fc.assert(
        fc.property(
          fc.array(hostileContent, { maxLength: 3 }),
          fc.constantFrom(...contexts),
          (contents, context) => {
            const files = contents.flatMap((content, index) => {
              const { extract } = readFile(cataloger, path, content);
              return extract === null ? [] : [{ path: `${path}${index}`, layer: `sha256:${index}`, extract }];
            });
            const found = cataloger.components(files, context);
            expect(cataloger.components(files.toReversed(), context)).toEqual(found);
            expect(new Set(found.map(({ purl, ecosystem }) => `${purl} ${ecosystem}`)).size).toBe(
              found.length,
            );
            for (const component of found) {
              expect(component.purl).toMatch(/^pkg:[a-z]+\/[\x21-\x7e]+@[\x21-\x7e]+$/);
              expect(cataloger.ecosystems).toContain(component.ecosystem.split(':')[0]);
              expect(component.name).not.toBe('');
              expect(component.version).not.toBe('');
              expect(component.paths).toEqual(component.paths.toSorted());
              expect(component.paths[0]).toMatch(/^\//);
              expect(component.layer).toMatch(/^sha256:/);
            }
          },
        ),
        { numRuns: 1_000 },
      );
    });
  },
);
