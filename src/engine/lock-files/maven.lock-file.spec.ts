import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { readFile } from '../../../test/support/read-file.js';
import { mavenLockFile } from './maven.lock-file.js';

const context = { osRelease: null, distribution: null };
const directOnly = expect.stringContaining('it names direct dependencies only');

/** `g:a:1 (test)`, each part may be left out: `g:a`. */
function dependency(text: string, more = ''): string {
  const [, group, artifact, version, scope] =
    /^([^:]*):([^:\s]*)(?::(\S+))?(?: \((\w+)\))?$/.exec(text) ?? [];
  const part = (name: string, value: string | undefined) => (value ? `<${name}>${value}</${name}>` : '');
  return `<dependency>${part('groupId', group)}${part('artifactId', artifact)}${part('version', version)}${part('scope', scope)}${more}</dependency>`;
}
const dependencies = (...texts: readonly string[]) =>
  `<dependencies>${texts.map((text) => (text.startsWith('<') ? text : dependency(text))).join('')}</dependencies>`;
const managing = (...texts: readonly string[]) =>
  `<dependencyManagement>${dependencies(...texts)}</dependencyManagement>`;
const properties = (values: Readonly<Record<string, string>>) =>
  `<properties>${Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</properties>`;
const parent = (text: string, relativePath?: string) => {
  const [group, artifact, version] = text.split(':');
  const place = relativePath === undefined ? '' : `<relativePath>${relativePath}</relativePath>`;
  return `<parent><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${place}</parent>`;
};
const pom = (...parts: readonly string[]) =>
  `<project><modelVersion>4.0.0</modelVersion>${parts.join('')}</project>`;
const named = (text: string) => {
  const [group, artifact, version] = text.split(':');
  return `<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`;
};
const bom = (text: string) => dependency(`${text} (import)`, '<type>pom</type>');

/** What the files of a folder say together. */
function readFolder(contents: Readonly<Record<string, string>>) {
  const files = Object.entries(contents).map(([path, content]) => {
    const { extract, problem } = readFile(mavenLockFile, path, content);
    expect(problem).toBeNull();
    return { path, layer: '', extract: extract! };
  });
  const components = mavenLockFile.components(files, context);
  const unresolved = mavenLockFile.unresolved!(files);
  return {
    packages: components.map(
      ({ name, version, isDevelopment }) => `${name}:${version}${isDevelopment ? ' (development)' : ''}`,
    ),
    paths: components.map(({ paths }) => paths),
    /** But for what is said of every project. */
    unresolved: unresolved.flatMap(({ path, detail }) => {
      const reasons = detail
        .split('; ')
        .filter((one) => !one.startsWith('it names direct dependencies only'));
      return reasons.map((reason) => `${path}: ${reason}`);
    }),
    all: unresolved,
  };
}
const readOne = (...parts: readonly string[]) => readFolder({ 'pom.xml': pom(...parts) });

describe('mavenLockFile', () => {
  it.each([
    ['pom.xml', true],
    ['services/shop/pom.xml', true],
    ['pom.xml.bak', false],
    ['target/classes/META-INF/maven/a/b/pom.xml', false],
    ['x/src/main/resources/archetype-resources/pom.xml', false],
    ['vendor/pom.xml', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(mavenLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what a project depends on, by properties and management, with each profile', () => {
    expect(readLockFile(mavenLockFile, 'pom.xml', exampleOf(mavenLockFile))).toMatchObject({
      packages: [
        'pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.15.2',
        'pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.9.8',
        'pkg:maven/org.example/elsewhere@1.2.3',
        'pkg:maven/org.junit.jupiter/junit-jupiter@5.10.0 (development)',
      ],
      problem: null,
    });
  });

  it('takes the last of what one section states twice', () => {
    const other = dependency('g:a:3', '<classifier>x</classifier>');
    const { packages } = readOne(dependencies('g:a:1', 'g:b:1', 'g:a:2', other));
    expect(packages).toEqual(['g:a:2', 'g:a:3', 'g:b:1']);
  });

  it('says that what dependencies need in turn is not known, and nothing of a project without any', () => {
    expect(readOne(dependencies('g:a:1')).all).toEqual([{ path: 'pom.xml', detail: directOnly }]);
    expect(readOne(named('g:own:1'))).toMatchObject({ packages: [], all: [] });
  });

  it.each([
    ['compile', false],
    ['provided', false],
    ['runtime', false],
    ['system', false],
    ['test', true],
  ])('of a dependency of scope %s: for development %s', (scope, isDevelopment) => {
    const { packages } = readOne(dependencies(`g:a:1 (${scope})`));
    expect(packages).toEqual([`g:a:1${isDevelopment ? ' (development)' : ''}`]);
  });

  it.each([
    ['${v}', properties({ v: '1' }), '1'],
    ['${a}.${b}', properties({ a: '1', b: '${c}', c: '2' }), '1.2'],
    ['${project.version}', named('g:own:7'), '7'],
    ['${pom.version}', named('g:own:7'), '7'],
    ['${version}', named('g:own:7'), '7'],
    ['${version}', named('g:own:7') + properties({ version: '8' }), '8'],
    ['${project.version}', named('g:own:${revision}') + properties({ revision: '9' }), '9'],
    ['${project.parent.version}', parent('g:p:6', ''), '6'],
    ['${project.version}', parent('g:p:6', ''), '6'],
    ['[1.5]', '', '1.5'],
    ['1-${v}', properties({ v: '' }), '1-'],
  ])('takes %s for a version with %s: %s', (stated, parts, version) => {
    expect(readOne(parts, dependencies(`g:a:${stated}`)).packages).toEqual([`g:a:${version}`]);
  });

  it.each([
    ['g:a:${none}', 'the version of "g:a" cannot be told: "${none}"'],
    ['g:a:${env.V}', 'the version of "g:a" cannot be told: "${env.V}"'],
    ['g:a:${self}', 'the version of "g:a" cannot be told: "${self}"'],
    ['g:a:${open', 'the version of "g:a" cannot be told: "${open"'],
    ['g:a:[1,2)', 'the version of "g:a" cannot be told: "[1,2)"'],
    ['g:a:LATEST', 'the version of "g:a" cannot be told: "LATEST"'],
    ['g:a', 'no version of "g:a" is told'],
    ['${none}:a:1', '"${none}:a" is no name that can be told'],
    [':a:1', '":a" is no name that can be told'],
    ['g/x:a:1', '"g/x:a" is no name that can be told'],
  ])('names %s, which it cannot tell, and keeps the rest', (stated, reason) => {
    const { packages, unresolved } = readOne(
      properties({ self: '${other}', other: '${self}' }),
      dependencies(stated, 'g:b:1'),
    );
    expect([packages, unresolved]).toEqual([['g:b:1'], [`pom.xml: ${reason}`]]);
  });

  it('names them whole', () => {
    const [one, other] = ['web', 'web-services'].map(
      (end) => `org.springframework.boot:spring-boot-starter-${end}`,
    );
    expect(readOne(dependencies(one!, other!)).unresolved).toEqual([
      `pom.xml: no version of "${one}" is told`,
      `pom.xml: no version of "${other}" is told`,
    ]);
  });

  it('names at most twenty of a file, and counts the others', () => {
    const many = Array.from({ length: 30 }, (_, index) => `g:a${index}`);
    const [only] = readOne(dependencies(...many)).all;
    expect(only?.detail).toMatch(/"g:a19" is told; and 10 more$/);
  });

  it('goes by what is managed, its own first, then imports of the folder in their order', () => {
    const folder = {
      'pom.xml': pom(
        managing('g:a:1', bom('g:one:1'), bom('g:two:1')),
        dependencies('g:a', 'g:b', 'g:c', 'g:d:9'),
      ),
      'one/pom.xml': pom(named('g:one:1'), properties({ v: '2' }), managing('g:a:2', 'g:b:${v}')),
      'two/pom.xml': pom(named('g:two:1'), managing('g:b:3', 'g:c:3', 'g:d:3')),
    };
    const { packages, unresolved } = readFolder(folder);
    expect(packages).toEqual(['g:a:1', 'g:b:2', 'g:c:3', 'g:d:9']);
    expect(unresolved).toEqual([]);
  });

  it('does not go by an import after one that is not in the folder, which may say something else', () => {
    const folder = {
      'pom.xml': pom(managing(bom('g:away:1'), bom('g:two:1')), dependencies('g:b')),
      'two/pom.xml': pom(named('g:two:1'), managing('g:b:3')),
    };
    expect(readFolder(folder)).toMatchObject({
      packages: [],
      unresolved: ['pom.xml: no version of "g:b" is told'],
    });
  });

  it('takes what is managed for the same type and classifier only', () => {
    const of = (text: string) => dependency(text, '<classifier>linux</classifier>');
    const { packages, unresolved } = readOne(
      managing('g:a:1', of('g:b:2')),
      dependencies('g:a', of('g:a'), of('g:b')),
    );
    expect([packages, unresolved]).toEqual([['g:a:1', 'g:b:2'], ['pom.xml: no version of "g:a" is told']]);
  });

  it('takes over from parents of the folder, for every project by its own properties', () => {
    const folder = {
      'pom.xml': pom(
        named('g:root:1'),
        '<packaging>pom</packaging><modules><module>web</module><module>jobs</module></modules>',
        properties({ v: '1' }),
        managing('g:managed:${v}'),
        dependencies('g:shared:${v}'),
      ),
      'web/pom.xml': pom(parent('g:root:1'), '<artifactId>web</artifactId>', dependencies('g:managed')),
      'jobs/pom.xml': pom(
        parent('g:root:1', '..'),
        '<artifactId>jobs</artifactId>',
        properties({ v: '2' }),
        dependencies('g:managed', 'g:web:${project.version}'),
      ),
    };
    const { packages, paths, unresolved } = readFolder(folder);
    expect(packages).toEqual(['g:managed:1', 'g:managed:2', 'g:shared:1', 'g:shared:2']);
    expect(paths).toEqual([['/web/pom.xml'], ['/jobs/pom.xml'], ['/pom.xml'], ['/pom.xml']]);
    expect(unresolved).toEqual([]);
  });

  it('lets a project state anew what it inherits', () => {
    const folder = {
      'pom.xml': pom(named('g:root:1'), '<packaging>pom</packaging>', dependencies('g:a:1')),
      'web/pom.xml': pom(parent('g:root:1'), dependencies('g:a:2')),
    };
    expect(readFolder(folder).packages).toEqual(['g:a:2']);
  });

  it.each([
    ['where it is not', parent('g:p:1', '../elsewhere')],
    ['outside of the folder', parent('g:p:1', '../../../../pom.xml')],
    ['of another version', parent('g:root:2')],
    ['of another name', parent('g:p:1')],
  ])('names a parent %s', (_, stated) => {
    const { packages, unresolved } = readFolder({
      'pom.xml': pom(named('g:root:1'), dependencies('g:a:1')),
      'web/pom.xml': pom(stated, dependencies('g:b:1', 'g:c')),
    });
    expect(packages).toEqual(['g:a:1', 'g:b:1']);
    expect(unresolved).toEqual([
      expect.stringMatching(/^web\/pom\.xml: its parent "g:\w+:\d" was not read: what it passes on/),
      'web/pom.xml: no version of "g:c" is told',
    ]);
  });

  it('finds a parent by its name where no path leads to it', () => {
    const folder = {
      'parents/base/pom.xml': pom(named('g:base:1'), '<packaging>pom</packaging>', managing('g:a:4')),
      'web/pom.xml': pom(parent('g:base:1', ''), dependencies('g:a')),
    };
    expect(readFolder(folder)).toMatchObject({ packages: ['g:a:4'], unresolved: [] });
  });

  it('names modules that were not read', () => {
    const modules = '<modules><module>web</module><module>away</module></modules>';
    const profile = '<profiles><profile><modules><module>../up</module></modules></profile></profiles>';
    expect(readFolder({ 'pom.xml': pom(modules, profile), 'web/pom.xml': pom() }).unresolved).toEqual([
      'pom.xml: its module "away" was not read',
      'pom.xml: its module "../up" was not read',
    ]);
  });

  it('counts the dependencies of every profile, and what a profile makes known', () => {
    const profile = (...parts: readonly string[]) => `<profile>${parts.join('')}</profile>`;
    const { packages, unresolved } = readOne(
      dependencies('g:a:${v}'),
      `<profiles>${profile(properties({ v: '1' }))}${profile(properties({ v: '2' }), dependencies('g:b:${v}'))}${profile(dependencies('g:c:${v}'))}</profiles>`,
    );
    expect(packages).toEqual(['g:a:1', 'g:a:2', 'g:b:2']);
    expect(unresolved).toEqual(['pom.xml: the version of "g:c" cannot be told: "${v}"']);
  });

  it.each([
    ['no project', '<settings/>', 'no project of Maven'],
    ['no XML', 'hello', 'no XML'],
    ['entities', '<!DOCTYPE project [<!ENTITY a "b">]><project>&a;</project>', 'document type'],
    ['an entity from elsewhere', '<!DOCTYPE p SYSTEM "file:///etc/passwd"><project/>', 'document type'],
    ['depth', `${'<project>'.repeat(100)}`, 'nested deeper than 64'],
    ['an encoding that is not read', '<?xml version="1.0" encoding="EBCDIC-X"?><project/>', '"ebcdic-x"'],
  ])('refuses %s', (_, content, message) => {
    const { extract, problem } = readFile(mavenLockFile, 'pom.xml', content);
    expect(extract).toBeNull();
    expect(problem).toContain(message);
  });

  it('reads a file in the encoding that it declares', () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?>${pom('<name>Jürgen</name>', dependencies('g:a:1'))}`;
    const { extract } = readFile(mavenLockFile, 'pom.xml', Buffer.from(text, 'latin1'));
    expect(extract).toMatchObject({ dependencies: [{ artifact: 'a' }] });
  });

  it('reads a file that is not in the encoding that it should be, and reports it', () => {
    const text = pom('<name>Jürgen</name>', dependencies('g:a:1'));
    const { extract, problem } = readFile(mavenLockFile, 'pom.xml', Buffer.from(text, 'latin1'));
    expect(extract).toMatchObject({ dependencies: [{ artifact: 'a' }] });
    expect(problem).toBe('the document is not UTF-8');
  });

  it('is done soon with properties that multiply, parents in a circle and imports in a circle', () => {
    const laughs = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`p${index}`, `\${p${index + 1}}`.repeat(10)]),
    );
    const circle = Array.from({ length: 200 }, (_, index): [string, string] => [
      `m${index}/pom.xml`,
      pom(
        parent(`g:m${(index + 1) % 200}:1`, ''),
        `<artifactId>m${index}</artifactId>`,
        properties(laughs),
        managing(bom(`g:m${(index + 7) % 200}:1`), bom(`g:m${(index + 11) % 200}:1`)),
        dependencies('g:a', 'g:b:${p0}'),
      ),
    ]);
    const start = processorTime();
    const { packages, unresolved } = readFolder(Object.fromEntries(circle));
    expect(processorTime() - start).toBeLessThan(10_000);
    expect(packages).toEqual([]);
    expect(unresolved).toContain('m0/pom.xml: the version of "g:b" cannot be told: "${p0}"');
  });

  it('stops at a folder that is too much to work out, and says so', () => {
    const many = dependencies(...Array.from({ length: 1_000 }, (_, index) => `g:a${index}:1`));
    const profiles = `<profiles>${`<profile>${properties({ v: '1' })}</profile>`.repeat(50)}</profiles>`;
    const folder = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`m${index}/pom.xml`, pom(many, profiles)]),
    );
    const { packages, unresolved } = readFolder(folder);
    expect(packages.length).toBe(1_000);
    expect(unresolved).toContain('m9/pom.xml: its dependencies were not worked out: the folder has too many');
  });
});
