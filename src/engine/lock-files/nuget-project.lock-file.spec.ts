import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { readFolder } from '../../../test/support/source-files.js';
import { nugetProjectLockFile } from './nuget-project.lock-file.js';

const read = (contents: Readonly<Record<string, string>>, others: readonly string[] = []) =>
  readFolder(nugetProjectLockFile, contents, others);

const project = (...parts: readonly string[]) =>
  `<Project Sdk="Microsoft.NET.Sdk">${parts.join('')}</Project>`;
const items = (...parts: readonly string[]) => `<ItemGroup>${parts.join('')}</ItemGroup>`;
const properties = (...parts: readonly string[]) => `<PropertyGroup>${parts.join('')}</PropertyGroup>`;
/** `Serilog 3.1.1`, or without a version. */
const item = (kind: string, text: string, more = '') => {
  const [name, version] = text.split(' ');
  return `<${kind} Include="${name}"${version === undefined ? '' : ` Version="${version}"`} ${more}/>`;
};
const reference = (text: string, more = '') => item('PackageReference', text, more);
const version = (text: string, more = '') => item('PackageVersion', text, more);

describe('nugetProjectLockFile', () => {
  it.each([
    ['Shop.csproj', true],
    ['src/Shop/Shop.fsproj', true],
    ['Shop.vbproj', true],
    ['Directory.Packages.props', true],
    ['src/Directory.Build.props', true],
    ['src/directory.build.props', true],
    ['Directory.Build.targets', true],
    ['obj/Shop.csproj', false],
    ['Shop.csproj.user', false],
    ['Other.props', false],
    ['eng/Versions.props', true],
    ['eng/common/Other.props', false],
    ['Shop.vcxproj', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(nugetProjectLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what a project asks for, of a range the least, for every framework', () => {
    expect(read({ 'Shop.csproj': exampleOf(nugetProjectLockFile) })).toEqual({
      packages: [
        'pkg:nuget/Dapper@2.0.123',
        'pkg:nuget/Newtonsoft.Json@13.0.3',
        'pkg:nuget/Polly@8.2.0',
        'pkg:nuget/Serilog@3.1.1',
        'pkg:nuget/System.Text.Json@8.0.0',
      ],
      unresolved: [expect.stringMatching(/^Shop\.csproj: it names direct dependencies only: /)],
    });
  });

  it("takes versions from the nearest Directory.Packages.props, and a reference's own before them", () => {
    const { packages } = read({
      'Directory.Packages.props': project(
        items(version('A 1.0.0'), version('B 1.0.0'), version('Unused 1.0.0')),
      ),
      'src/Directory.Packages.props': project(
        '<Import Project="$([MSBuild]::GetPathOfFileAbove(Directory.Packages.props, $(MSBuildThisFileDirectory)..))" />',
        items(version('B 2.0.0').replace('Include', 'Update'), version('C 2.0.0')),
      ),
      'app/App.csproj': project(items(reference('a'), reference('B', 'VersionOverride="1.5.0"'))),
      'src/Web/Web.csproj': project(items(reference('A'), reference('B'), reference('C'))),
    });
    expect(packages).toEqual([
      'pkg:nuget/A@1.0.0',
      'pkg:nuget/B@1.5.0',
      'pkg:nuget/B@2.0.0',
      'pkg:nuget/C@2.0.0',
      'pkg:nuget/a@1.0.0',
    ]);
  });

  it('goes by names in whichever case, as Windows does', () => {
    const { packages } = read({
      'directory.packages.props': project(items(version('A 1.0.0'))),
      'Build/Directory.build.props': project('<Import Project="..\\ENG\\Versions.props" />'),
      'eng/versions.props': project(properties('<V>2.0.0</V>')),
      'Build/A.csproj': project(items(reference('A'), reference('B $(V)'))),
    });
    expect(packages).toEqual(['pkg:nuget/A@1.0.0', 'pkg:nuget/B@2.0.0']);
  });

  it('counts what a Directory.Build.props references in every project below it', () => {
    const { packages } = read({
      'src/Directory.Build.props': project(properties('<V>4.0.0</V>'), items(reference('Shared $(V)'))),
      'src/Shop/Shop.csproj': project(items(reference('Own $(v)'))),
      'tools/Tool.csproj': project(items(reference('Other 1.0.0'))),
    });
    expect(packages).toEqual(['pkg:nuget/Other@1.0.0', 'pkg:nuget/Own@4.0.0', 'pkg:nuget/Shared@4.0.0']);
  });

  it('leaves a project to its lock file, and no other one', () => {
    const contents = {
      'a/A.csproj': project(items(reference('X 1.0.0'))),
      'b/B B.csproj': project(items(reference('Y 1.0.0'))),
      'c/C.csproj': project(items(reference('Z 1.0.0'))),
      'd/D.csproj': project(items(reference('W 1.0.0'))),
    };
    const locks = ['a/packages.lock.json', 'b/packages.B_B.lock.json', 'c/obj/project.assets.json'];
    expect(read(contents, locks).packages).toEqual(['pkg:nuget/W@1.0.0']);
    expect(read({ 'a/A.csproj': contents['a/A.csproj'] }, locks)).toEqual({ packages: [], unresolved: [] });
  });

  it('takes for development what only tests ask for, and what is referenced for every project', () => {
    const { packages } = read({
      'Directory.Packages.props': project(
        items(version('A 1.0.0'), item('GlobalPackageReference', 'Analyzer 5.0.0')),
      ),
      'Shop.Tests.csproj': project(items(reference('Microsoft.NET.Test.Sdk 17.8.0'), reference('A'))),
      'Shop.Specs.csproj': project(
        properties('<IsTestProject>true</IsTestProject>'),
        items(reference('B 1.0.0')),
      ),
    });
    expect(packages).toEqual([
      'pkg:nuget/A@1.0.0 (development)',
      'pkg:nuget/Analyzer@5.0.0 (development)',
      'pkg:nuget/B@1.0.0 (development)',
      'pkg:nuget/Microsoft.NET.Test.Sdk@17.8.0 (development)',
    ]);
  });

  it('takes no project for one of tests that asks for their package on a condition alone', () => {
    const onDebug = `<ItemGroup Condition="'$(Configuration)' == 'Debug'">`;
    const tests = items(reference('Microsoft.NET.Test.Sdk 17.8.0')).replace('<ItemGroup>', onDebug);
    const { packages } = read({ 'Shop.csproj': project(items(reference('A 1.0.0')), tests) });
    expect(packages).toEqual(['pkg:nuget/A@1.0.0', 'pkg:nuget/Microsoft.NET.Test.Sdk@17.8.0']);
  });

  it('counts every version that a condition may choose, and none that another replaces', () => {
    const { packages } = read({
      'A.csproj': project(
        properties(
          `<V>1.0.0</V><V Condition="'$(X)' == 'y'">2.0.0</V><V Condition="'$(V)' == ''">9.0.0</V><W>1.0.0</W><W>3.0.0</W>`,
          `<U Condition="'$(X)' == 'y'">4.0.0</U><U Condition="'$(U)' == ''">5.0.0</U><U Condition="'$(U)' == ''">9.0.0</U>`,
        ),
        '<Choose><When Condition="true"><ItemGroup><PackageReference Include="C" Version="1.0" /></ItemGroup></When></Choose>',
        items(
          reference('A $(V)'),
          reference('B $(W)'),
          reference('D 1.0'),
          reference('F $(U)'),
          '<PackageReference Remove="D" />',
        ),
        '<Target Name="T"><ItemGroup><PackageReference Include="E" Version="1.0" /></ItemGroup></Target>',
      ),
    });
    expect(packages).toEqual([
      'pkg:nuget/A@1.0.0',
      'pkg:nuget/A@2.0.0',
      'pkg:nuget/B@3.0.0',
      'pkg:nuget/C@1.0',
      'pkg:nuget/F@4.0.0',
      'pkg:nuget/F@5.0.0',
    ]);
  });

  it('counts managed versions for themselves where no project was read', () => {
    expect(read({ 'Directory.Packages.props': project(items(version('A 1.0.0'))) })).toEqual({
      packages: ['pkg:nuget/A@1.0.0'],
      unresolved: [expect.stringContaining('Directory.Packages.props: no project that imports it was read')],
    });
  });

  it('follows imports of files that it reads, and passes over what SDKs and installed packages bring', () => {
    const imports = [
      '..\\packages\\NUnit.3.13.3\\build\\NUnit.props',
      '$(MSBuildToolsPath)\\Microsoft.CSharp.targets',
      '$(MSBuildThisFileDirectory)../eng/Directory.Build.props',
    ].map((path) => `<Import Project="${path}" />`);
    expect(
      read({
        'a/A.csproj': project(...imports, '<Import Sdk="Sdk" Project="Sdk.props" />'),
        'eng/Directory.Build.props': project(items(reference('A 1.0.0'))),
        'eng/E.fsproj': project(),
      }).packages,
    ).toEqual(['pkg:nuget/A@1.0.0']);
    expect(read({ 'a/A.csproj': project(...imports.slice(0, 2)) })).toEqual({ packages: [], unresolved: [] });
  });

  it.each([
    '<Import Project="Sdk.props" Sdk="Microsoft.DotNet.Arcade.Sdk" />',
    '<Import Project="Sdk.props" Sdk="Microsoft.DotNet.Arcade.Sdk/9.0.0" />',
    '<Import Project="$(RepositoryEngineeringDir)Versions.props" />',
    '<Import Project="$(MSBuildThisFileDirectory)eng\\Versions.props" />',
  ])('takes the versions of the folder eng by %s', (imported) => {
    const { packages, unresolved } = read({
      'Directory.Build.props': project(imported),
      'eng/Versions.props': project(
        properties('<AVersion>1.0.0</AVersion>'),
        '<Import Project="More.props" />',
      ),
      'eng/More.props': project(properties('<BVersion>2.0.0</BVersion>')),
      'eng/Unused.props': project(items(reference('C 1.0.0'))),
      'src/Shop/Shop.csproj': project(items(reference('A $(AVersion)'), reference('B $(BVersion)'))),
    });
    expect(packages).toEqual(['pkg:nuget/A@1.0.0', 'pkg:nuget/B@2.0.0']);
    expect(unresolved).toEqual([
      expect.stringMatching(/^src\/Shop\/Shop\.csproj: it names direct dependencies only/),
    ]);
  });

  it('says of versions without any project that it does not know which are used', () => {
    const { unresolved } = read({ 'eng/Versions.props': project(properties('<AVersion>1.0.0</AVersion>')) });
    expect(unresolved).toEqual([
      'eng/Versions.props: no project that imports it was read: which of its packages are used is not known',
    ]);
  });

  it('passes over updates of anything but versions', () => {
    const update = '<PackageReference Update="@(PackageReference)" PrivateAssets="All" />';
    const { packages, unresolved } = read({ 'A.csproj': project(items(reference('A 1.0.0'), update)) });
    expect(packages).toEqual(['pkg:nuget/A@1.0.0']);
    expect(unresolved).toEqual([expect.stringMatching(/^A\.csproj: it names direct dependencies only/)]);
  });

  it('takes a project without packages for one', () => {
    expect(read({ 'Shop.csproj': project() })).toEqual({ packages: [], unresolved: [] });
  });

  it.each([
    ['a range without a least', reference('A (1.0,2.0)'), 'the version of "A" cannot be told: "(1.0,2.0)"'],
    ['a version that floats', reference('A 1.*'), 'the version of "A" cannot be told: "1.*"'],
    ['a property that is not set', reference('A $(V)'), 'the version of "A" cannot be told: "$(V)"'],
    ['a reference without a version', reference('A'), 'no version of "A" is told'],
    ['a name that a property has', reference('$(N) 1.0'), '"$(N)" is no name that can be told'],
    ['an import of a file that is not there', '', '"eng/Versions.props", which it imports, was not read'],
  ])('names %s', (_, text, reason) => {
    const imported = text === '' ? '<Import Project="eng\\Versions.props" />' : '';
    expect(read({ 'A.csproj': project(imported, items(text)) })).toEqual({
      packages: [],
      unresolved: [`A.csproj: ${reason}`],
    });
  });

  it('ends with properties that name each other, and with a great many values', () => {
    const doubled = Array.from(
      { length: 30 },
      (_, index) => `<P${index + 1}>$(P${index})$(P${index})</P${index + 1}>`,
    );
    const { unresolved } = read({
      'A.csproj': project(
        properties(`<A>$(B)</A><B>$(A)</B><P0>1</P0>${doubled.join('')}`),
        items(reference('X $(A)'), reference('Y $(P30)')),
      ),
    });
    expect(unresolved).toHaveLength(1);
  });

  it('is done soon with hostile projects', () => {
    const doubled = Array.from(
      { length: 30 },
      (_, index) => `<P${index + 1}>$(P${index})$(P${index})</P${index + 1}>`,
    );
    const many = Array.from({ length: 5_000 }, (_, index) => reference(`A${index} $(P30)`));
    const start = processorTime();
    const { unresolved } = read({
      'A.csproj': project(properties('<P0>1</P0>', ...doubled), items(...many)),
      'B.csproj': project(items(reference('B').replace('/>', `Version="[${' '.repeat(100_000)}x(" />`))),
      'C.csproj': project(items(`<PackageReference Include="${'c;'.repeat(200_000)}" Version="1.0" />`)),
    });
    expect(processorTime() - start).toBeLessThan(5_000);
    expect(unresolved).toHaveLength(3);
  });

  it.each([
    ['no XML', '{', 'the document is no XML that is read'],
    ['another document', '<configuration />', 'the document is no project of MSBuild'],
  ])('reports %s', (_, content, message) => {
    expect(readLockFile(nugetProjectLockFile, 'A.csproj', content).problem).toContain(message);
  });
});
