import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../../test/support/processor-time.js';
import type { WorkloadDocumentFacts } from '../../model/workload-document.js';
import { composeAdapter } from '../compose.adapter.js';
import { defaultReadOptions, givenFiles, type ReadOptions } from '../input-adapter.js';

type Given = Partial<Omit<ReadOptions, 'files'>>;

function read(files: Readonly<Record<string, string>>, given: Given = {}) {
  const name = given.name ?? 'compose.yaml';
  return composeAdapter.read(files[name]!, {
    ...defaultReadOptions,
    ...given,
    name,
    files: givenFiles(files),
  });
}

function factsOf(files: Readonly<Record<string, string>>, given: Given = {}): WorkloadDocumentFacts {
  const result = read(files, given);
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.facts;
}

function detailsOf({ problems }: WorkloadDocumentFacts): string[] {
  return problems.map(({ detail }) => detail);
}

const base = `services:
  web:
    image: a:1
    command: [one]
    privileged: true
    ports: ["80:80"]
    volumes: ["./a:/data", "b:/b"]
    cap_add: [CHOWN]
    environment: { A: "1", B: "1" }
    labels: [x=1]
    networks: [front]
    logging: { driver: syslog, options: { a: "1" } }
`;

describe('several compose files', () => {
  it('are merged as compose merges them, each part with its own place', () => {
    const over = `services:
  web:
    image: a:2
    command: [two]
    ports: ["80:80", "81:81"]
    volumes: [{ type: bind, source: /etc, target: /data }]
    cap_add: [CHOWN, KILL]
    environment: [B=2, C=3]
    labels: { y: "2" }
    networks: { back: {} }
    logging: { driver: local }
    read_only: true
`;
    const facts = factsOf({ 'compose.yaml': base, 'b.yml': over }, { overrides: ['b.yml'] });
    expect(facts.compose?.files).toEqual(['compose.yaml', 'b.yml']);
    const [web] = facts.workloads;
    expect(web).toMatchObject({
      image: { tag: '2' },
      command: ['two'],
      privileged: true,
      rootfsReadOnly: true,
      capabilities: { add: ['CHOWN', 'KILL'] },
      network: { names: ['front', 'back'] },
      labels: { x: '1', y: '2' },
      logging: { driver: 'local', options: {} },
      mounts: [
        { source: '/etc', target: '/data' },
        { source: 'b', target: '/b' },
      ],
      environment: [
        { name: 'A', preview: '1' },
        { name: 'B', preview: '2' },
        { name: 'C', preview: '3' },
      ],
      places: {
        '': { file: null, pointer: '/services/web', line: 2 },
        privileged: { file: null, pointer: '/services/web/privileged', line: 5 },
        rootfsReadOnly: { file: 'b.yml', pointer: '/services/web/read_only', line: 12 },
        'ports.0': { file: 'b.yml', pointer: '/services/web/ports/0' },
        'environment.0': { file: null, pointer: '/services/web/environment/A' },
        'environment.1': { file: 'b.yml', pointer: '/services/web/environment/0' },
      },
    });
    expect(web?.ports).toHaveLength(2);
  });

  it('may take out and replace what an earlier one states', () => {
    const over = `services:
  web:
    privileged: !reset null
    ports: !override ["81:81"]
    environment: !reset {}
    cap_add: !reset []
    labels: !override { z: "1" }
`;
    const [web] = factsOf({ 'compose.yaml': base, 'b.yml': over }, { overrides: ['b.yml'] }).workloads;
    expect(web).toMatchObject({
      privileged: null,
      environment: null,
      capabilities: { add: null },
      labels: { z: '1' },
      ports: [{ hostPort: 81 }],
    });
  });

  it('are the documents of one file too', () => {
    const text =
      'services: { a: { image: a } }\n---\nservices: { a: { privileged: true }, b: { image: b } }\n';
    const { workloads } = factsOf({ 'compose.yaml': text });
    expect(workloads).toMatchObject([{ privileged: true }, { origin: { name: 'b' } }]);
    expect(workloads[0]?.places.privileged).toMatchObject({ document: 1, pointer: '/services/a/privileged' });
  });

  it('are found beside the first as docker compose finds them, unless others are named', () => {
    const files = {
      'x/docker-compose.yml': 'services: { a: { image: a } }',
      'x/docker-compose.override.yml': 'services: { a: { privileged: true } }',
      'o.yml': 'services: { a: { read_only: true } }',
    };
    const name = 'x/docker-compose.yml';
    const [found] = factsOf(files, { name }).workloads;
    expect(found).toMatchObject({ privileged: true });
    expect(found?.places.privileged?.file).toBe('x/docker-compose.override.yml');
    expect(factsOf(files, { name, overrides: ['o.yml'] }).workloads).toMatchObject([
      { privileged: null, rootfsReadOnly: true },
    ]);
    expect(factsOf(files, { name, composeTarget: 'swarm-stack' }).workloads).toMatchObject([
      { privileged: null },
    ]);
  });

  it('are refused where one that was named cannot be read', () => {
    const text = 'services: {}';
    expect(read({ 'compose.yaml': text }, { overrides: ['no.yml'] })).toMatchObject({
      ok: false,
      problem: { file: 'no.yml' },
    });
    expect(read({ 'compose.yaml': text }, { overrides: ['../no.yml'] })).toMatchObject({ ok: false });
    expect(read({ 'compose.yaml': text, 'b.yml': 'a: [' }, { overrides: ['b.yml'] })).toMatchObject({
      ok: false,
      problem: { file: 'b.yml', line: 1 },
    });
  });
});

describe('extends', () => {
  const files = {
    'compose.yaml':
      'services:\n  web:\n    extends: { file: lib/base.yml, service: web }\n    user: "1000"\n  own:\n    extends: web\n    image: b\n',
    'lib/base.yml':
      'services:\n  root: { image: a, privileged: true, env_file: x.env }\n  web:\n    extends: { service: root }\n    user: "0"\n    cap_add: [KILL]\n',
    'lib/x.env': 'A=1',
  };

  it('takes over what services of other files state, through several', () => {
    const { workloads, problems, compose } = factsOf(files);
    expect(problems).toEqual([]);
    expect(compose?.files).toEqual(['compose.yaml', 'lib/base.yml']);
    expect(workloads).toMatchObject([
      {
        image: { raw: 'a' },
        privileged: true,
        user: { uid: 1000 },
        capabilities: { add: ['KILL'] },
        environment: [{ name: 'A' }],
        places: {
          '': { file: null, pointer: '/services/web' },
          privileged: { file: 'lib/base.yml', pointer: '/services/root/privileged' },
          user: { file: null, pointer: '/services/web/user' },
          'environment.0': { file: 'lib/x.env', line: 1 },
        },
      },
      { image: { raw: 'b' }, user: { uid: 1000 }, privileged: true },
    ]);
  });

  it.each([
    ['web', 'the services extend one another in a circle: web'],
    ['no', 'the service to extend is not there or cannot be read: no'],
    [
      '{ service: a, file: ../x.yml }',
      'what it extends was not read: a of ../x.yml lies outside the project',
    ],
    [
      '{ service: a, file: /etc/x.yml }',
      'what it extends was not read: a of /etc/x.yml lies outside the project',
    ],
    ['{ file: a.yml }', 'what it extends is not named'],
    [
      '{ service: b, file: "${WHERE}" }',
      'the service to extend is not there or cannot be read: b of ${WHERE}',
    ],
  ])('of %s is named, and hides what it may state', (extending, problem) => {
    const facts = factsOf({ 'compose.yaml': `services:\n  web:\n    extends: ${extending}\n` });
    expect(detailsOf(facts)).toEqual([`line 3: ${problem}`]);
    expect(facts.workloads[0]?.unresolved).toContain('privileged');
  });

  it('goes round over files, or on without end, and is left', () => {
    const other = 'services: { b: { extends: { file: compose.yaml, service: a } } }';
    const round = factsOf({
      'compose.yaml': 'services: { a: { extends: { file: b.yml, service: b } } }',
      'b.yml': other,
    });
    expect(round.workloads[0]?.unresolved).toContain('mounts');
    const links = Array.from({ length: 200 }, (_, at) => `  a${at}: { extends: a${at + 1} }\n`).join('');
    const long = factsOf({ 'compose.yaml': `services:\n${links}  a200: { image: a }\n` });
    expect(long.workloads[0]?.unresolved).toContain('mounts');
    expect(long.workloads[190]?.unresolved).toEqual([]);
  });
});

describe('include', () => {
  it('brings services of other files, with variables of their own', () => {
    const files = {
      'compose.yaml':
        'include:\n  - db/compose.yml\n  - path: [cache.yml, cache.over.yml]\n    env_file: cache.env\nservices:\n  web: { image: "web:${TAG}" }\n',
      '.env': 'TAG=1\n',
      'db/compose.yml':
        'include: [more.yml]\nservices: { db: { image: "db:${DB_TAG}-${TAG}" } }\nnetworks: { back: {} }',
      'db/more.yml': 'services: { more: { image: more, privileged: true } }',
      'db/.env': 'DB_TAG=17\nTAG=2\n',
      'cache.yml': 'services: { cache: { image: "cache:${C}" } }',
      'cache.over.yml': 'services: { cache: { read_only: true } }',
      'cache.env': 'C=8',
    };
    const { workloads, problems, compose } = factsOf(files);
    expect(problems).toEqual([]);
    expect(workloads.map(({ origin, image }) => [origin.name, image?.raw])).toEqual([
      ['more', 'more'],
      ['db', 'db:17-1'],
      ['cache', 'cache:8'],
      ['web', 'web:1'],
    ]);
    expect(workloads[0]?.places.privileged?.file).toBe('db/more.yml');
    expect(workloads[2]).toMatchObject({ rootfsReadOnly: true });
    expect(compose?.includes.map(({ reference }) => reference)).toEqual([
      'db/compose.yml',
      'more.yml',
      'cache.yml',
      'cache.over.yml',
    ]);
    expect(compose?.unread).toEqual([]);
  });

  it.each([
    ['compose.yaml', 'includes itself'],
    ['../other.yml', 'lies outside the project'],
    ['/etc/passwd', 'lies outside the project'],
    ['C:\\x.yml', 'lies outside the project'],
    ['none.yml', 'is not there, or cannot be read'],
    ['https://example.com/compose.yml', 'lies outside the project'],
    ['oci://registry.example/compose:1', 'lies outside the project'],
    ['"${WHERE}"', 'is not there, or cannot be read'],
  ])('of %s is named as not read', (reference, why) => {
    const facts = factsOf({ 'compose.yaml': `services: {}\ninclude:\n  - ${reference}\n` });
    const shown = reference.replaceAll('"', '');
    expect(detailsOf(facts)).toEqual([`line 3: what it includes was not read: ${shown} ${why}`]);
    expect(facts.compose?.unread).toMatchObject([{ reference: shown, place: { line: 3 } }]);
  });

  it('in a circle is named', () => {
    const files = {
      'compose.yaml': 'include: [a.yml]',
      'a.yml': 'include: [b.yml]',
      'b.yml': 'include: [a.yml]',
    };
    expect(detailsOf(factsOf(files))).toEqual([
      'line 1: what it includes was not read: a.yml includes itself',
    ]);
  });

  it('tells what lies elsewhere, and whether it is pinned', () => {
    const commit = 'a'.repeat(40);
    const text = `include:\n  - https://u:hunter2hunter2@h/x.git#${commit}\n  - oci://r/x@sha256:${'b'.repeat(64)}\n  - git@h:x.git#main\n`;
    const facts = factsOf({ 'compose.yaml': text });
    expect(facts.compose?.includes).toMatchObject([
      { isRemote: true, isPinned: true },
      { isRemote: true, isPinned: true },
      { isRemote: true, isPinned: false },
    ]);
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });
});

describe('anchors', () => {
  it('give services what they share, in the place where it stands', () => {
    const text =
      'x-common: &common\n  read_only: true\n  cap_drop: &drop [ALL]\nservices:\n  web:\n    <<: *common\n    image: a\n  db:\n    image: b\n    cap_drop: *drop\n';
    const { workloads } = factsOf({ 'compose.yaml': text });
    expect(workloads).toMatchObject([
      { rootfsReadOnly: true, capabilities: { drop: ['ALL'] } },
      { rootfsReadOnly: null, capabilities: { drop: ['ALL'] } },
    ]);
    expect(workloads[0]?.places.rootfsReadOnly).toMatchObject({
      pointer: '/services/web/read_only',
      line: 2,
    });
  });
});

describe('a hostile project', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(/./g, (name) => {
    const former = String.fromCharCode(name.charCodeAt(0) - 1);
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${former}`).join(',')}]\n`;
  })}`;
  const wide = Array.from({ length: 20_000 }, (_, at) => `      A${at}: x\n`).join('');
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['of aliases that multiply', { 'compose.yaml': `${bomb}services: { a: { x-a: *h } }` }],
    [
      'of services that take over a large one',
      {
        'compose.yaml': `services:\n  big:\n    environment:\n${wide}${Array.from({ length: 900 }, (_, at) => `  s${at}: { extends: big }\n`).join('')}`,
      },
    ],
    [
      'of files that include each other twice',
      Object.fromEntries(
        Array.from({ length: 30 }, (_, at) => [
          at === 0 ? 'compose.yaml' : `${at}.yml`,
          `include: [${at + 1}.yml, { path: ${at + 1}.yml }]\nservices: { s${at}: { image: a } }`,
        ]),
      ),
    ],
    [
      'of variables that grow',
      {
        '.env': `A=${'x'.repeat(30_000)}\n`,
        'compose.yaml': `services: { a: { environment: [${Array.from({ length: 30_000 }, (_, at) => `"V${at}=$A"`).join(', ')}] } }`,
      },
    ],
    [
      'of names without end',
      { 'compose.yaml': `services: { a: { environment: [${'"$",'.repeat(30_000)}] } }` },
    ],
    [
      'of an env_file that every service takes',
      {
        'e.env': Array.from({ length: 15_000 }, (_, at) => `A${at}=x\n`).join(''),
        'compose.yaml': `services:\n${Array.from({ length: 900 }, (_, at) => `  s${at}: { env_file: e.env }\n`).join('')}`,
      },
    ],
    ['of one long text', { 'compose.yaml': `services: { a: { ports: ["${'${A}:'.repeat(200_000)}1"] } }` }],
  ];

  it.each(cases)('%s is read or refused in little time', (_what, files) => {
    const start = processorTime();
    const result = read(files);
    expect(processorTime() - start).toBeLessThan(15_000);
    expect(JSON.stringify(result).length).toBeLessThan(40_000_000);
  });
});
