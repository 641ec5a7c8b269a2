import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goProgram, type GoProgramParts } from '../../../test/support/go-program.js';
import { oldGoProgram } from '../../../test/support/old-go-program.js';
import { readFile } from '../../../test/support/read-file.js';
import { goBinaryCataloger } from './go-binary.cataloger.js';

const path = 'usr/bin/shop';
const lines = [
  'path\texample.org/shop/cmd',
  'mod\texample.org/Shop\t(devel)\t',
  'dep\tgithub.com/BurntSushi/toml\tv1.2.0\th1:x=',
  'dep\tgolang.org/x/net\tv0.7.0\th1:y=',
  '=>\tgithub.com/fork/net\tv0.8.1\th1:z=',
  'dep\texample.org/local\tv0.0.0',
  '=>\t./local\t(devel)\t',
  'build\t-compiler=gc',
  '',
].join('\n');

const program = (parts: GoProgramParts = {}) => goProgram({ modules: lines, ...parts });

function components(content: Buffer) {
  const { extract } = readFile(goBinaryCataloger, path, content);
  const files = extract ? [{ path, layer: 'sha256:1', extract }] : [];
  return goBinaryCataloger
    .components(files, { osRelease: null, distribution: null })
    .map(({ purl, name, version }) => `${name} ${version} ${purl}`);
}

const expected = [
  'github.com/BurntSushi/toml v1.2.0 pkg:golang/github.com/burntsushi/toml@v1.2.0',
  'github.com/fork/net v0.8.1 pkg:golang/github.com/fork/net@v0.8.1',
  'stdlib 1.21.3 pkg:golang/stdlib@1.21.3',
];

describe('goBinaryCataloger', () => {
  it.each([
    ['ELF', '\x7fELF'],
    ['PE', 'MZ'],
    ['Mach-O', '\xcf\xfa\xed\xfe'],
  ])('gives the modules of a program in %s, replaced ones as what replaced them', (_, head) => {
    expect(components(program({ head }))).toEqual(expected);
  });

  it('says which program each of them is part of, where all of their files are the same one', () => {
    const extractOf = (modules: string) => readFile(goBinaryCataloger, path, program({ modules })).extract!;
    const programs = (...lists: string[]) => {
      const files = lists.map((modules, index) => ({
        path: `usr/bin/${index}`,
        layer: 'sha256:1',
        extract: extractOf(modules),
      }));
      const found = goBinaryCataloger.components(files, { osRelease: null, distribution: null });
      return Object.fromEntries(found.map(({ name, program: of }) => [name, of]));
    };
    const shop = 'mod\texample.org/Shop\tv2.1.0\ndep\texample.org/lib\tv1.0.0\n';
    const other = 'mod\texample.org/other\tv1.0.0\ndep\texample.org/lib\tv1.0.0\n';
    const unnamed = 'dep\texample.org/lib\tv1.0.0\n';
    expect(programs(lines)['github.com/fork/net']).toBe('pkg:golang/example.org/shop');
    expect(programs(shop)).toEqual({
      'example.org/Shop': undefined,
      'example.org/lib': 'pkg:golang/example.org/shop@v2.1.0',
      stdlib: 'pkg:golang/example.org/shop@v2.1.0',
    });
    expect(programs(shop, shop)['example.org/lib']).toBe('pkg:golang/example.org/shop@v2.1.0');
    expect(programs(shop, other)['example.org/lib']).toBeUndefined();
    expect(programs(shop, unnamed)['example.org/lib']).toBeUndefined();
  });

  it('finds them however the file is cut into chunks', () => {
    const content = program();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 40 }), (sizes) => {
        const scanner = goBinaryCataloger.scanner!(path, content.length)!;
        let at = 0;
        for (const size of [...sizes, content.length]) {
          scanner.write(content.subarray(at, at + size));
          at += size;
        }
        expect(scanner.end()).toEqual(readFile(goBinaryCataloger, path, content).extract);
      }),
    );
  });

  it('is not misled by the marker where it stands for nothing', () => {
    expect(components(program({ before: '\xff Go buildinf:xx not this one' }))).toEqual(expected);
    expect(components(program({ before: `\xff Go buildinf:\x08\x02${'\0'.repeat(16)}\x03abc` }))).toEqual(
      expected,
    );
  });

  it('takes the version of a candidate apart, and none from a build of no release', () => {
    const versions = (version: string) => components(program({ version, modules: '' }));
    expect(versions('go1.22rc1')).toEqual(['stdlib 1.22.0-rc.1 pkg:golang/stdlib@1.22.0-rc.1']);
    expect(versions('go1.20')).toEqual(['stdlib 1.20.0 pkg:golang/stdlib@1.20.0']);
    expect(versions('go1.21.3 X:boringcrypto')).toEqual(['stdlib 1.21.3 pkg:golang/stdlib@1.21.3']);
    expect(versions('devel go1.23-abc')).toEqual([]);
  });

  it.each([
    ['"-s -w -X main.version=1.4.2"', 'v1.4.2'],
    ['"-X \'example.org/shop/build.Version=v1.4.2-rc.1\' -X main.commit=1.2.3"', 'v1.4.2-rc.1'],
    ['"-X=main.version=v1.4.2 -X example.com/other/version.Version=9.9.9"', 'v1.4.2'],
    ['"-X example.com/common/version.gitVersion=v2.45.0+dirty"', 'v2.45.0+dirty'],
    ['"-X example.org/shop/api.version=shop/v1.4.2"', 'v1.4.2'],
    ['"-X \\"example.org/shop/mysql.ShopReleaseVersion=v1.4.2\\""', 'v1.4.2'],
    ['"-X example.com/other.OtherReleaseVersion=v1.4.2"', null],
    ['"-X main.version=1.4.2 -X main.Tag=1.4.3"', null],
    ['"-X main.version=nightly -X main.goVersion=1.21.3"', null],
  ])('takes the version of a working copy that the linker was told from %s: %s', (flags, version) => {
    const modules = `mod\texample.org/shop\t(devel)\t\nbuild\t-ldflags=${flags}\n`;
    const own = version === null ? [] : [`example.org/shop ${version}`];
    expect(components(program({ modules })).map((one) => one.split(' pkg:')[0])).toEqual([
      ...own,
      'stdlib 1.21.3',
    ]);
  });

  it('knows the module of a program that was built from files by their names', () => {
    const built = (modules: string) => components(program({ modules }));
    const flags = 'build\t-ldflags="-X example.org/shop/config.Version=v1.7.0"\n';
    const modules = `path\tcommand-line-arguments\ndep\texample.org/shop\t(devel)\t\n${flags}`;
    expect(built(modules)).toEqual([
      'example.org/shop v1.7.0 pkg:golang/example.org/shop@v1.7.0',
      'stdlib 1.21.3 pkg:golang/stdlib@1.21.3',
    ]);
    expect(built(`dep\texample.org/other\t(devel)\t\n${modules}`)).toHaveLength(1);
  });

  it('needs no more of a file that is no program, or too small for one', () => {
    const scanner = goBinaryCataloger.scanner!(path, 1_000_000)!;
    expect(scanner.write(Buffer.from('#!/bin/sh\n'))).toBe(false);
    expect(scanner.end()).toBeNull();
    expect(goBinaryCataloger.scanner!(path, 500)).toBeNull();
  });

  it.each([1_000, 50_000])('says that a program is cut off at %i bytes', (size) => {
    const head = Buffer.alloc(1_024);
    // An ELF of 64 bits whose table of sections is at its end.
    head.write('7f454c460201', 'hex');
    head.writeBigUInt64LE(200_000n, 40);
    head.writeUInt16LE(64, 58);
    head.writeUInt16LE(10, 60);
    const content = Buffer.concat([head, Buffer.alloc(200_640 - head.length)]);
    expect(readFile(goBinaryCataloger, path, content)).toMatchObject({ extract: null });
    expect(() => goBinaryCataloger.extract(path, content.subarray(0, size))).toThrow(
      `the program is cut off: it has ${size} of at least 200640 bytes`,
    );
  });

  it('finds nothing in a program that is cut off', () => {
    const content = program();
    const { extract } = readFile(goBinaryCataloger, path, content.subarray(0, content.length - 200));
    expect(extract).toBeNull();
  });

  it.each([
    ['elf', 8, true],
    ['elf', 8, false],
    ['elf', 4, true],
    ['elf', 4, false],
    ['pe', 8, true],
    ['pe', 4, true],
    ['mach-o', 8, true],
    ['mach-o', 8, false],
    ['mach-o', 4, true],
    ['mach-o', 4, false],
  ] as const)(
    'reads programs of Go before 1.18 in %s, with pointers of %i bytes (lowest first: %s)',
    (format, width, isLittle) => {
      const content = oldGoProgram({ format, width, isLittle, modules: lines });
      expect(components(content)).toEqual([
        ...expected.slice(0, 2),
        'stdlib 1.16.15 pkg:golang/stdlib@1.16.15',
      ]);
      for (const size of [7, 1_000, 65_536]) {
        const scanner = goBinaryCataloger.scanner!(path, content.length)!;
        for (let at = 0; at < content.length; at += size) scanner.write(content.subarray(at, at + size));
        expect(scanner.end()).toEqual(readFile(goBinaryCataloger, path, content).extract);
      }
    },
  );

  it('knows what built an old program that lists no modules', () => {
    expect(components(oldGoProgram({ modules: null }))).toEqual(['stdlib 1.16.15 pkg:golang/stdlib@1.16.15']);
  });

  it('says when the release that built an old program cannot be read, and keeps its modules', () => {
    const problem = 'it was built by a Go before 1.18: which one cannot be read';
    for (const content of [oldGoProgram({ modules: lines, astray: 64 }), program({ flags: 0 })]) {
      expect(readFile(goBinaryCataloger, path, content)).toMatchObject({ problem });
      expect(components(content)).toEqual(expected.slice(0, 2));
    }
  });

  it('bears an old program whose head leads nowhere', () => {
    const formats = fc.constantFrom('elf', 'pe', 'mach-o');
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 0, maxLength: 250 }),
        fc.nat(400),
        formats,
        (bytes, at, format) => {
          const content = oldGoProgram({ format, modules: lines });
          content.set(bytes, at + 4);
          expect(components(content)).toEqual(expect.arrayContaining(expected.slice(0, 2)));
        },
      ),
      { numRuns: 30 },
    );
  });
});
