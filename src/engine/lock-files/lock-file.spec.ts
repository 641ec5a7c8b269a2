import { describe, expect, it } from 'vitest';
import { readLockFile } from '../../../test/support/lock-file.js';
import type { LanguagePackage } from '../catalogers/language-component.js';
import { lockFile } from './lock-file.js';

const format = { ecosystem: 'npm', purlType: 'npm', id: 'x', version: 1 };

function reading(...packages: readonly LanguagePackage[]) {
  const reader = lockFile({ ...format, isLockFile: () => true, packages: () => packages });
  return readLockFile(reader, 'web/x.lock', '');
}

describe('a lock file', () => {
  it('is wanted by its name and folder, at any depth, but not below folders of tools', () => {
    const named = lockFile({
      ...format,
      isLockFile: (...place) => place.join() === 'x.lock,locks',
      packages: () => [],
    });
    expect(named.wants('locks/x.lock')).toBe(true);
    expect(named.wants('a/b/locks/x.lock')).toBe(true);
    expect(named.wants('x.lock')).toBe(false);
    expect(named.wants('a/node_modules/b/locks/x.lock')).toBe(false);
    expect(named.wants('vendor/locks/x.lock')).toBe(false);
    expect(named.wants('my_vendor/locks/x.lock')).toBe(true);
  });

  it('gives each package once, with the path of the file', () => {
    const a = { name: 'a', version: '1.0.0', licence: 'MIT' };
    expect(reading(a, a, { ...a, version: '2.0.0', licence: null }).components).toMatchObject([
      { purl: 'pkg:npm/a@1.0.0', licence: 'MIT', paths: ['/web/x.lock'], isDevelopment: false },
      { purl: 'pkg:npm/a@2.0.0', licence: null },
    ]);
  });

  it('takes a package for one of development only when the file always does', () => {
    const a = { name: 'a', version: '1' };
    const forDevelopment = { ...a, isDevelopment: true };
    expect(reading(forDevelopment, forDevelopment).packages).toEqual(['pkg:npm/a@1 (development)']);
    expect(reading(forDevelopment, a).packages).toEqual(['pkg:npm/a@1']);
    expect(reading(a, forDevelopment).packages).toEqual(['pkg:npm/a@1']);
  });

  it.each([
    [{ name: 'b c', version: '1' }, '"b c" is no package name'],
    [{ name: '', version: '1' }, '"" is no package name'],
    [{ name: 'b', version: '' }, 'the version of "b" is none: ""'],
    [{ name: 'b', version: '1\n2' }, 'the version of "b" is none: "1\\n2"'],
    [{ name: 'b', version: '1'.repeat(1_025) }, 'the version of "b" is none'],
  ])('reports %j and keeps the rest', (broken, message) => {
    const { packages, problem } = reading(broken, { name: 'a', version: '1' });
    expect(packages).toEqual(['pkg:npm/a@1']);
    expect(problem).toContain(message);
  });

  it('stops after 100,000 packages and reports it', () => {
    const many = Array.from({ length: 100_001 }, (_, index) => ({ name: 'a', version: `${index}` }));
    const { packages, problem } = reading(...many, { name: 'b', version: '1' });
    expect(packages).toHaveLength(100_000);
    expect(problem).toBe('the file locks more than 100000 packages; the rest was not read');
  });
});
