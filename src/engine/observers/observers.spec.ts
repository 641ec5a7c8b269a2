import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileContent, readFile } from '../../../test/support/read-file.js';
import { observers } from './index.generated.js';

const beside = (file: string): URL => new URL(file, import.meta.url);

/** One path that each observer reads; a new observer adds its own. */
const paths = [
  'etc/os-release',
  'etc/passwd',
  'etc/shadow',
  'etc/group',
  'var/lib/dpkg/info/a.list',
  'var/lib/chisel/manifest.wall',
  'lib/apk/db/installed',
];

/** Every text in a value, keys included. */
function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  JSON.stringify(value, (key, part: unknown) => {
    texts.push(key, ...(typeof part === 'string' ? [part] : []));
    return part;
  });
  return texts;
}

describe.each(observers.map((observer) => ({ id: observer.id, observer })))(
  'observer $id',
  ({ id, observer }) => {
    const path = paths.find((candidate) => observer.wants(candidate)) ?? '';

    it('has its file and its spec under its id', () => {
      const files = [`./${id}.observer.ts`, `./${id}.observer.spec.ts`];
      expect(files.filter((file) => !existsSync(beside(file)))).toEqual([]);
      expect(observers.filter((other) => other.id === id)).toEqual([observer]);
    });

    it('has a version and a bound for the size of its files', () => {
      expect(observer.version).toBeGreaterThan(0);
      expect(observer.maxBytes).toBeLessThanOrEqual(32 * 1024 * 1024);
    });

    it('reads a path that this suite knows', () => {
      expect(path, 'add a path that the observer reads to the list above').not.toBe('');
    });

    it.each(['', '/', 'etc', '../etc/passwd', '/etc/passwd', '__proto__'])('leaves %j alone', (other) => {
      expect(observer.wants(other)).toBe(false);
    });

    it('makes of any content plain JSON, an UnreadableFileError or both, the same each time', () => {
      fc.assert(
        fc.property(hostileContent, (content) => {
          const first = readFile(observer, path, content);
          expect(JSON.parse(JSON.stringify(first))).toEqual(first);
          expect(readFile(observer, path, content)).toEqual(first);
          expect(first.problem?.length ?? 0).toBeLessThan(1_000);
          for (const text of textsIn(first.extract)) expect(text).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        }),
        { numRuns: 2_000 },
      );
    });

    it('reports a file of zeros', () => {
      expect(readFile(observer, path, new Uint8Array(1_000)).problem).not.toBeNull();
    });
  },
);
