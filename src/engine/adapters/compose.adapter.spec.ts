import { describe, expect, it } from 'vitest';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import { composeAdapter } from './compose.adapter.js';
import { defaultReadOptions, givenFiles, type ReadOptions } from './input-adapter.js';
import { recogniseInput } from './read-input.js';
import { resolveWorkload } from './resolve-workload.js';

type Given = Partial<Omit<ReadOptions, 'files'>> & { readonly files?: Readonly<Record<string, string>> };

function read(text: string, { files = {}, ...options }: Given = {}) {
  const name = options.name ?? 'docker-compose.yml';
  return composeAdapter.read(text, { ...defaultReadOptions, ...options, name, files: givenFiles(files) });
}

function factsOf(text: string, given: Given = {}): WorkloadDocumentFacts {
  const result = read(text, given);
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.facts;
}

/** The only service, `web`, of these lines. */
function web(lines: string, given: Given = {}, rest = '') {
  const body = lines
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('');
  const facts = factsOf(`services:\n  web:\n    image: nginx:1.27\n${body}${rest}`, given);
  return facts.workloads[0]!;
}

function detailsOf({ problems }: WorkloadDocumentFacts): string[] {
  return problems.map(({ detail }) => detail);
}

const whole = `
services:
  web:
    image: nginx:1.27@sha256:${'a'.repeat(64)}
    pull_policy: if_not_present
    user: "1000:1000"
    group_add: [audio, 44]
    userns_mode: host
    privileged: yes
    read_only: true
    init: true
    stop_signal: SIGTERM
    stop_grace_period: 30s
    cap_add: [cap_net_admin]
    cap_drop:
      - ALL
    security_opt:
      - no-new-privileges:true
      - seccomp=./seccomp.json
      - apparmor:unconfined
      - label:type:svirt_apache_t
      - systempaths=unconfined
    pid: host
    ipc: service:db
    uts: host
    cgroup: private
    cgroup_parent: m-executor
    sysctls: { net.core.somaxconn: 1024 }
    devices: ["/dev/ttyUSB0:/dev/ttyUSB0:r"]
    device_cgroup_rules: ['c 1:3 mr']
    gpus: all
    volumes_from: [db:ro]
    links: [db]
    expose: ["3000", 8000]
    restart: on-failure:5
    runtime: runsc
    mem_limit: 512m
    memswap_limit: 1g
    mem_reservation: 64m
    cpus: "0.5"
    cpu_shares: 512
    pids_limit: 100
    oom_kill_disable: true
    oom_score_adj: -500
    ulimits: { nproc: 64, nofile: { soft: 1024, hard: 2048 } }
    healthcheck: { test: ["CMD", "true"] }
    logging: { driver: syslog, options: { syslog-address: "tcp://logs:514" } }
    command: nginx -g 'daemon off;' --password hunter2hunter2
    entrypoint: ["/init"]
    labels: [a=1, b]
    annotations: { c: d }
    networks: { front: { ipv4_address: 10.0.0.9 }, back: }
    secrets:
      - one
      - { source: two, target: /etc/two, mode: 0440, uid: "33" }
  db:
    image: postgres:17
networks: { front: , back: { internal: true } }
secrets:
  one: { file: ./one.txt }
  two: { external: true }
`;

describe('a service of compose', () => {
  it('states all that containers may be asked', () => {
    const facts = factsOf(whole, { files: { 'seccomp.json': '{"defaultAction":"SCMP_ACT_ALLOW"}' } });
    expect(facts.problems).toEqual([]);
    expect(facts.workloads[0]).toMatchObject({
      origin: { input: 'compose', name: 'web', os: 'linux', role: 'app' },
      image: { repository: 'library/nginx', tag: '1.27', pullPolicy: 'missing', isBuiltLocally: false },
      user: { raw: '1000', uid: 1000, gid: 1000, supplementaryGroups: ['audio', '44'] },
      usernsMode: 'host',
      privileged: true,
      rootfsReadOnly: true,
      capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
      noNewPrivileges: true,
      seccomp: { mode: 'custom', profile: '{"defaultAction":"SCMP_ACT_ALLOW"}' },
      apparmor: { mode: 'unconfined' },
      selinux: { mode: 'custom', options: { type: 'svirt_apache_t' } },
      procMasks: 'unmasked',
      namespaces: { pid: 'host', ipc: 'container', uts: 'host', cgroup: 'private' },
      cgroupParent: 'm-executor',
      sysctls: { 'net.core.somaxconn': '1024' },
      devices: [{ hostPath: '/dev/ttyUSB0', permissions: 'r' }],
      deviceCgroupRules: ['c 1:3 mr'],
      hasGpus: true,
      volumesFrom: ['db:ro'],
      links: ['db'],
      exposedPorts: [
        { port: 3000, protocol: 'tcp' },
        { port: 8000, protocol: 'tcp' },
      ],
      restart: { policy: 'on-failure', maxRetries: 5 },
      runtime: 'runsc',
      resources: {
        memoryBytes: 512 * 1024 ** 2,
        memorySwapBytes: 1024 ** 3,
        memoryRequestBytes: 64 * 1024 ** 2,
        cpuLimitMillis: 500,
        cpuShares: 512,
        pidsLimit: 100,
        isOomKillDisabled: true,
        oomScoreAdjustment: -500,
        ulimits: [
          { name: 'nproc', soft: 64, hard: 64 },
          { name: 'nofile', soft: 1024, hard: 2048 },
        ],
      },
      healthcheck: { state: 'defined' },
      logging: { driver: 'syslog', options: { 'syslog-address': 'tcp://logs:514' } },
      entrypoint: ['/init'],
      labels: { a: '1', b: '' },
      annotations: { c: 'd' },
      network: { mode: 'user-defined', names: ['front', 'back'], staticIp: '10.0.0.9' },
      secrets: [
        { name: 'one', provider: 'compose-file', target: '/run/secrets/one', mode: null, isExternal: false },
        { name: 'two', target: '/etc/two', mode: '0440', uid: '33', isExternal: true },
      ],
      places: {
        '': { file: null, pointer: '/services/web', line: 3 },
        'capabilities.drop.0': { pointer: '/services/web/cap_drop/0', line: 16 },
        noNewPrivileges: { pointer: '/services/web/security_opt/0' },
        'seccomp.mode': { pointer: '/services/web/security_opt/1' },
        'resources.memoryBytes': { pointer: '/services/web/mem_limit' },
      },
      unresolved: [],
    });
    expect(facts.workloads[0]!.command?.slice(0, 3)).toEqual(['nginx', '-g', 'daemon off;']);
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  it('states nothing that it does not say', () => {
    expect(resolveWorkload(web('init: true'))).toMatchObject({
      privileged: false,
      usernsMode: 'engine-default',
      network: { mode: 'user-defined', names: ['default'] },
      ports: [],
      mounts: [],
      restart: { policy: 'no' },
      resources: { memoryBytes: 0, pidsLimit: 0 },
      seccomp: { mode: 'unset' },
      noNewPrivileges: null,
    });
  });

  it.each([
    ['"8080:80"', { hostIp: null, hostPort: 8080, containerPort: 80 }],
    [
      '127.0.0.1:8000-8001:80-81/udp',
      { hostIp: '127.0.0.1', hostPort: 8000, hostPortEnd: 8001, protocol: 'udp' },
    ],
    ['"[::1]:1:2"', { hostIp: '::1', hostPort: 1, containerPort: 2 }],
    ['3000', { hostPort: null, containerPort: 3000 }],
    [
      '{ target: 80, published: "8080-8090", host_ip: 10.0.0.1, mode: host }',
      { hostPort: 8080, hostPortEnd: 8090, mode: 'host' },
    ],
    ['{ target: 80 }', { hostPort: null, containerPort: 80 }],
  ])('publishes %s', (written, expected) => {
    expect(web(`ports: [${written}]`).ports).toMatchObject([expected]);
  });

  it.each([
    ['/etc:/x:ro', { type: 'bind', source: '/etc', target: '/x', isReadOnly: true }],
    ['./data:/data', { type: 'bind', source: './data' }],
    ['data:/data', { type: 'volume', source: 'data' }],
    ['/data', { type: 'volume', source: null, target: '/data' }],
    ['/srv:/srv:rshared', { propagation: 'rshared' }],
    [
      '{ type: bind, source: /var/run/docker.sock, target: /s, read_only: true }',
      { source: '/run/docker.sock', isReadOnly: true },
    ],
    ['{ type: bind, source: /a, target: /a, bind: { propagation: shared } }', { propagation: 'shared' }],
    [
      '{ type: tmpfs, target: /t, tmpfs: { size: 64m, mode: 0755 } }',
      {
        type: 'tmpfs',
        sizeBytes: 64 * 1024 ** 2,
        options: ['noexec', 'nosuid', 'nodev', 'size=67108864', 'mode=755'],
      },
    ],
    ['hostvol:/x', { type: 'bind', source: '/etc', isReadOnly: false }],
    ['nfsvol:/x', { type: 'nfs', source: 'nfsvol' }],
    ['memvol:/x', { type: 'tmpfs', sizeBytes: 1024 ** 2 }],
    [
      '{ type: volume, source: hostvol, target: /x, read_only: true }',
      { type: 'bind', source: '/etc', isReadOnly: true },
    ],
    ['"${DATA}:/x"', { source: '${DATA}', isUnresolved: true }],
    ['openvol:/x', { type: 'bind', isUnresolved: true }],
  ])('mounts %s', (written, expected) => {
    const declared = [
      'volumes:',
      '  data:',
      '  hostvol: { driver: local, driver_opts: { type: none, o: "bind", device: /etc/ } }',
      '  nfsvol: { driver_opts: { type: nfs, o: "addr=10.0.0.1", device: ":/x" } }',
      '  memvol: { driver_opts: { type: tmpfs, device: tmpfs, o: "size=1m" } }',
      '  openvol: { driver_opts: { type: none, o: bind, device: "${WHERE}" } }',
    ].join('\n');
    const workload = web(`volumes:\n  - ${written}`, {}, `${declared}\n`);
    expect(workload.mounts).toMatchObject([expected]);
    expect(workload.places['mounts.0']?.pointer).toBe('/services/web/volumes/0');
  });

  it('mounts tmpfs of both forms behind its volumes', () => {
    const workload = web('volumes: [a:/a]\ntmpfs: /tmp:size=1m');
    expect(workload.mounts?.map(({ type, target }) => [type, target])).toEqual([
      ['volume', '/a'],
      ['tmpfs', '/tmp'],
    ]);
    expect(workload.places['mounts.1']?.pointer).toBe('/services/web/tmpfs');
    expect(web('tmpfs: [/tmp, /run]').places['mounts.1']?.pointer).toBe('/services/web/tmpfs/1');
  });

  it.each([
    ['network_mode: host', { mode: 'host', names: [] }],
    ['network_mode: bridge', { mode: 'default-bridge' }],
    ['network_mode: service:vpn', { mode: 'container', sharedWith: 'vpn' }],
    ['networks: [hostnet]', { mode: 'host' }],
    ['networks: [front]', { mode: 'user-defined', names: ['front'] }],
    ['network_mode: "${MODE}"', { mode: null }],
  ])('is on the network that %s says', (line, expected) => {
    expect(
      web(line, {}, 'networks: { hostnet: { external: true, name: host }, front: {} }\n').network,
    ).toMatchObject(expected);
  });

  it.each([
    ['healthcheck: { disable: true }', 'disabled'],
    ['healthcheck: { test: NONE }', 'disabled'],
    ['healthcheck: { test: curl -f http://localhost }', 'defined'],
    ['healthcheck: { interval: 5s }', null],
    ['healthcheck: { disable: "${OFF}" }', null],
  ])('is healthy as %s says', (line, state) => {
    expect(web(line).healthcheck.state).toBe(state);
  });

  it.each([
    ['restart: "no"', { policy: 'no' }],
    ['restart: no', { policy: 'no' }],
    ['restart: unless-stopped', { policy: 'unless-stopped' }],
    [
      'restart: always\ndeploy: { restart_policy: { condition: on-failure, max_attempts: 3 } }',
      { policy: 'on-failure', maxRetries: 3 },
    ],
    ['deploy: { restart_policy: { condition: none } }', { policy: 'no' }],
    ['deploy: { restart_policy: { delay: 5s } }', { policy: 'always' }],
  ])('restarts as %s says', (lines, expected) => {
    expect(web(lines).restart).toMatchObject(expected);
  });

  it('takes limits and gpus of its deployment', () => {
    const deploy =
      'deploy: { resources: { limits: { memory: 64M, cpus: 0.25, pids: 50 }, reservations: { memory: 32M, devices: [{ capabilities: [gpu] }] } } }';
    expect(web(deploy)).toMatchObject({
      hasGpus: true,
      resources: {
        memoryBytes: 64 * 1024 ** 2,
        cpuLimitMillis: 250,
        pidsLimit: 50,
        memoryRequestBytes: 32 * 1024 ** 2,
      },
    });
    expect(web('cpu_quota: 50000\ncpu_period: 100ms').resources.cpuLimitMillis).toBe(500);
  });

  it('keeps no secret of its variables, and tells how each is given', () => {
    const workload = web(
      'environment:\n  - DB_PASSWORD=hunter2hunter2\n  - TOKEN=${TOKEN}\n  - AUTH_TOKEN=Bearer ${TOKEN}\n  - PW_FILE=/run/secrets/pw\n  - HOME_ONLY\n  - API_SECRET=${S:-defaultsecret1}\n  - FROM_DOTENV_PASSWORD=${REAL}\nenv_file: [more.env, { path: none.env, required: false }]\ncommand: run ${REAL}',
      { files: { '.env': 'REAL=topsecretvalue', 'more.env': 'A=1\nDB_PASSWORD=otherother1\n' } },
    );
    expect(workload.environment?.map(({ name, valueClass }) => [name, valueClass])).toEqual([
      ['A', 'literal'],
      ['DB_PASSWORD', 'literal'],
      ['TOKEN', 'interpolated'],
      ['AUTH_TOKEN', 'interpolated'],
      ['PW_FILE', 'file-ref'],
      ['HOME_ONLY', 'host-env'],
      ['API_SECRET', 'literal'],
      ['FROM_DOTENV_PASSWORD', 'interpolated'],
    ]);
    expect(workload.environmentFiles).toMatchObject([
      { name: 'more.env', kind: 'file', isRead: true, exposure: { isIgnoredByGit: null } },
      { name: 'none.env', kind: 'file', isRead: false },
    ]);
    expect(workload.places['environment.0']).toEqual({ file: 'more.env', document: 0, pointer: '', line: 1 });
    expect(workload.places['environment.1']?.pointer).toBe('/services/web/environment/0');
    expect(JSON.stringify(workload)).not.toMatch(/hunter2|otherother|defaultsecret|topsecret/);
  });
});

describe('what is not known of a service', () => {
  it.each([
    ['read_only: "${RO}"', 'rootfsReadOnly'],
    ['privileged: [x]', 'privileged'],
    ['user: "${APP_USER}"', 'user'],
    ['mem_limit: lots', 'resources.memoryBytes'],
    ['cap_drop: ALL', 'capabilities.drop'],
    ['cap_drop: ["${CAP}"]', 'capabilities.drop'],
    ['security_opt: ["${OPTION}"]', 'noNewPrivileges'],
    ['security_opt: ["seccomp=${PROFILE}"]', 'seccomp.mode'],
    ['ports: ["x:y"]', 'ports'],
    ['ports: "80:80"', 'ports'],
    ['volumes: [{ type: bind }]', 'mounts'],
    ['restart: sometimes', 'restart.policy'],
    ['pid: "${PID}"', 'namespaces.pid'],
    ['environment: ["${NAME}=x"]', 'environment'],
    ['healthcheck: { disable: [] }', 'healthcheck.state'],
  ])('%s leaves %s open', (line, fact) => {
    const workload = resolveWorkload(web(line));
    expect(workload.unresolved).toContain(fact);
    let value: unknown = workload;
    for (const part of fact.split('.')) value = (value as Readonly<Record<string, unknown>>)[part];
    if (fact !== 'user' && fact !== 'environment') expect(value).toBeNull();
  });

  it('is all that a missing service to extend may say', () => {
    const facts = factsOf(
      'services:\n  web:\n    extends: { service: a, file: base.yml }\n    read_only: true\n',
    );
    expect(resolveWorkload(facts.workloads[0]!)).toMatchObject({
      rootfsReadOnly: true,
      privileged: null,
      ports: null,
    });
    expect(detailsOf(facts)).toEqual([
      'line 3: the service to extend is not there or cannot be read: a of base.yml',
    ]);
  });

  it('is named with its line', () => {
    const text =
      'services:\n  web:\n    image: a\n    privilegd: true\n    ports: [x]\n    x-note: kept\n    security_opt: [no-new-privilege]\n    command: pay 5$\n    deploy: { resources: { limit: {} } }\n  none:\nvolums: {}\n';
    expect(detailsOf(factsOf(text)).sort()).toEqual([
      'line 10: the service none is no map of keys',
      'line 11: compose has no key "volums"; did you mean "volumes"?',
      'line 4: compose has no key "services.web.privilegd"; did you mean "privileged"?',
      'line 5: "web.ports.0" is not what is expected there',
      'line 7: a security option is not in force: "no-new-privilege" is no security option',
      'line 8: a "$" begins no variable: write "$$" for the character',
      'line 9: compose has no key "services.web.deploy.resources.limit"; did you mean "limits"?',
    ]);
  });
});

describe('a compose project', () => {
  it('says what docker compose or a swarm would make of it', () => {
    const { compose } = factsOf(
      [
        'version: "3.8"',
        'services:',
        '  web: { image: nginx, ports: ["80:80"], networks: [front] }',
        '  app: { build: { context: ., args: [API_TOKEN=abcdefgh12345, A=1] }, networks: [front, back] }',
        '  db: { image: "registry.example/postgres:13", networks: [back] }',
        '  agent: { image: x, network_mode: "service:db" }',
        '  any: { image: "${IMAGE}" }',
        '  mail: { image: x, labels: { hardening.tier: data } }',
        '  api: { build: "https://github.com/a/b.git#main", environment: { DB_PASSWORD: "${DB_PASSWORD:-changeme}" } }',
        'networks:',
        '  front:',
        '  back: { internal: true, driver: overlay, driver_opts: { encrypted: "true" } }',
        '  outer: { external: true }',
        'secrets: { a: { file: ./a }, b: { environment: B }, c: { external: true }, d: {} }',
      ].join('\n'),
      { composeTarget: 'compose', files: { Dockerfile: 'FROM node AS a\nFROM redis:7 AS b\nFROM b' } },
    );
    expect(compose).toMatchObject({
      files: ['docker-compose.yml'],
      versionKey: '3.8',
      versionPlace: { pointer: '/version', line: 1 },
      unresolvedVariables: [{ name: 'IMAGE', place: { pointer: '/services/any/image', line: 7 } }],
      defaultLiterals: [{ name: 'DB_PASSWORD', place: { line: 9 } }],
      includes: [{ kind: 'build-context', isRemote: true, isPinned: false }],
      networks: [
        { name: 'front', isInternal: false, isExternal: false, services: ['web', 'app'] },
        {
          name: 'back',
          isInternal: true,
          driver: 'overlay',
          services: ['app', 'db', 'agent'],
          options: { encrypted: 'true' },
        },
        { name: 'outer', isInternal: null, isExternal: true, services: [] },
        { name: 'default', isInternal: false, services: ['any', 'mail', 'api'], place: null },
      ],
      secrets: [
        { name: 'a', source: 'file', path: './a' },
        { name: 'b', source: 'environment' },
        { name: 'c', source: 'external' },
        { name: 'd', source: 'unknown' },
      ],
      tiers: { web: 'edge', app: 'data', db: 'data', agent: 'app', any: null, mail: 'data', api: 'app' },
      target: 'compose',
      buildArguments: [
        { service: 'app', name: 'API_TOKEN', isSecretName: true, isLiteral: true },
        { service: 'app', name: 'A', isSecretName: false },
      ],
    });
    expect(JSON.stringify(compose)).not.toMatch(/changeme|abcdefgh1/);
  });

  it('leaves out what a stack of a swarm does not know', () => {
    const text =
      'services:\n  web:\n    image: a\n    privileged: true\n    security_opt: [no-new-privileges]\n    restart: "no"\n    read_only: true\n';
    const facts = factsOf(text, { composeTarget: 'swarm-stack' });
    expect(resolveWorkload(facts.workloads[0]!)).toMatchObject({
      privileged: false,
      noNewPrivileges: null,
      rootfsReadOnly: true,
      restart: { policy: 'always' },
    });
    expect(detailsOf(facts)).toHaveLength(3);
  });

  it('starts the services of its profiles', () => {
    const text =
      'services: { a: { image: a }, b: { image: b, profiles: [debug] }, c: { image: c, profiles: [x] } }';
    const names = (profiles: string[] | null) =>
      factsOf(text, { profiles }).workloads.map(({ origin }) => origin.name);
    expect(names(null)).toEqual(['a', 'b', 'c']);
    expect(names([])).toEqual(['a']);
    expect(names(['debug'])).toEqual(['a', 'b']);
    expect(names(['*'])).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['a list', '- a', 'A compose file is a map of keys.'],
    ['nothing of compose', 'a: 1', 'It defines no project of compose: services were expected.'],
    ['services that are a list', 'services: [a]', 'Its services are no map of names.'],
    [
      'too many services',
      `services:\n${Array.from({ length: 1001 }, (_, at) => `  a${at}: {}\n`).join('')}`,
      'It defines more than 1000 services.',
    ],
  ])('is not %s', (_what, text, message) => {
    expect(read(text)).toMatchObject({ ok: false, problem: { file: null, message: { en: message } } });
  });

  it('is recognised by its name or its form', () => {
    const id = (text: string, name = '') => recogniseInput(text, name)?.id ?? null;
    expect(id('services:\n  a: {}\n')).toBe('compose');
    expect(id('{"services": {}}', 'stack.json')).toBe('compose');
    expect(id('include: [a.yml]', 'deploy/compose.prod.yaml')).toBe('compose');
    expect(id('services:\n', 'x.md')).toBeNull();
    expect(id('FROM a\nRUN <<E > c.yml\nservices:\nE\n')).toBe('dockerfile');
    expect(id('#!/bin/sh\ndocker run a <<E\nservices:\nE\n')).toBe('run-command');
    expect(id('apiVersion: v1\nkind: Pod\nservices: 1', 'a.yml')).toBe('kubernetes');
  });
});
