import { describe, expect, it } from 'vitest';
import { aContainer, top } from '../checks/example-container.js';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import { containerAdapter } from './container.adapter.js';
import { defaultReadOptions } from './input-adapter.js';
import { recogniseInput } from './read-input.js';
import { resolveWorkload } from './resolve-workload.js';

function factsOf(text: string): WorkloadDocumentFacts {
  const result = containerAdapter.read(text, { ...defaultReadOptions, name: 'inspect.json' });
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.facts;
}

const elements = (...texts: readonly string[]) => texts.flatMap((text) => JSON.parse(text) as unknown[]);

describe('the documents', () => {
  it('are a list, one object, or an object a line, each with its pointers', () => {
    const [web] = elements(aContainer({ HostConfig: { Privileged: true } }));
    const other = { ...(web as object), Name: '/other' };
    const pointers = (text: string) =>
      factsOf(text).workloads.map(({ origin, places }) => [
        origin.name,
        places.privileged?.document,
        places.privileged?.pointer,
      ]);
    expect(pointers(JSON.stringify([web, other]))).toEqual([
      ['web', 0, '/0/HostConfig/Privileged'],
      ['other', 0, '/1/HostConfig/Privileged'],
    ]);
    expect(pointers(JSON.stringify(web))).toEqual([['web', 0, '/HostConfig/Privileged']]);
    expect(pointers(`${JSON.stringify(web)}\n${JSON.stringify(other)}\n`)).toEqual([
      ['web', 0, '/HostConfig/Privileged'],
      ['other', 1, '/HostConfig/Privileged'],
    ]);
  });

  it('that are no containers are named', () => {
    const others = [
      { RepoTags: ['a:1'], Id: 'x', Config: {} },
      { Mountpoint: '/v' },
      { IPAM: {} },
      5,
      { State: {}, Config: {} },
    ];
    const { workloads, problems } = factsOf(JSON.stringify([...others, ...elements(aContainer())]));
    expect(workloads.map(({ places }) => places['']?.pointer)).toEqual(['/5']);
    expect(problems.map(({ detail }) => detail)).toEqual([
      '/0 is an image, no container',
      '/1 is a volume, no container',
      '/2 is a network, no container',
      '/3 is no object, no container',
      '/4 is a container without its HostConfig, no container',
    ]);
  });

  it.each([
    ['[{"a": 1},\n {"b" 2}]', 2],
    ['[\n{"a": 1', 2],
    ['', 1],
  ])('that are no JSON have their place: %j', (text, line) => {
    expect(containerAdapter.read(text, defaultReadOptions)).toMatchObject({ ok: false, problem: { line } });
  });

  it('are recognised by their form', () => {
    expect(recogniseInput(aContainer({ Id: 'c' }), 'x.json')?.id).toBe('container');
    expect(containerAdapter.recognises('{"Config": {}}', 'x.json')).toBe(false);
  });
});

describe('facts', () => {
  it('that the document lacks are not known, whatever the defaults are', () => {
    const workload = resolveWorkload(
      factsOf(aContainer({ HostConfig: { ReadonlyRootfs: undefined } })).workloads[0]!,
    );
    expect([workload.rootfsReadOnly, workload.privileged, workload.resources.memoryBytes]).toEqual([
      null,
      null,
      null,
    ]);
    expect(workload.unresolved).toEqual(
      expect.arrayContaining(['rootfsReadOnly', 'privileged', 'capabilities.add', 'resources.pidsLimit']),
    );
    expect(workload.sources.privileged).toBeUndefined();
  });

  it('that the engine writes as null are empty or unlimited', () => {
    const { workloads } = factsOf(
      aContainer({
        HostConfig: { CapAdd: null, PidsLimit: null, Ulimits: null, VolumesFrom: null, OomKillDisable: null },
      }),
    );
    expect(workloads[0]).toMatchObject({
      capabilities: { add: [] },
      resources: { pidsLimit: 0, ulimits: [], isOomKillDisabled: false },
      volumesFrom: [],
    });
  });

  it('of mounts hold what was asked for, without what the engine adds', () => {
    const { workloads } = factsOf(
      aContainer({
        Mounts: [
          {
            Type: 'bind',
            Source: '/var/run/docker.sock',
            Destination: '/s',
            Mode: 'ro,z',
            RW: false,
            Propagation: 'rslave',
          },
          {
            Type: 'volume',
            Name: 'data',
            Source: '/var/lib/docker/volumes/data/_data',
            Destination: '/d',
            Mode: 'z',
            RW: true,
            Propagation: '',
          },
          { Type: 'volume', Name: 'a'.repeat(64), Source: '/x', Destination: '/e', Mode: '', RW: true },
          { Type: 'tmpfs', Source: '', Destination: '/t', Mode: '', RW: true },
        ],
        HostConfig: {
          Binds: ['/var/run/docker.sock:/s:ro,z', 'data:/d'],
          Tmpfs: { '/tmp': 'size=1m' },
          Mounts: [{ Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 4096, Mode: 448 } }],
        },
      }),
    );
    expect(
      workloads[0]?.mounts?.map(({ type, source, target, isReadOnly, options }) => [
        type,
        source,
        target,
        isReadOnly,
        options,
      ]),
    ).toEqual([
      ['bind', '/run/docker.sock', '/s', true, ['z']],
      ['volume', 'data', '/d', false, []],
      ['volume', null, '/e', false, []],
      ['tmpfs', null, '/t', false, ['noexec', 'nosuid', 'nodev', 'size=4096', 'mode=700']],
      ['tmpfs', null, '/tmp', false, ['noexec', 'nosuid', 'nodev', 'size=1m']],
    ]);
    expect(workloads[0]?.places['mounts.4']?.pointer).toBe('/0/HostConfig/Tmpfs/~1tmp');
  });

  it('of confinement', () => {
    const confined = (parts: Readonly<Record<string, unknown>>) => factsOf(aContainer(parts)).workloads[0];
    expect(
      confined({ AppArmorProfile: 'docker-default', ProcessLabel: 'system_u:system_r:container_t:s0:c1,c2' }),
    ).toMatchObject({
      apparmor: { mode: 'default' },
      selinux: { mode: 'default', options: { type: 'container_t', level: 's0:c1,c2' } },
    });
    expect(confined({ AppArmorProfile: 'web' })).toMatchObject({
      apparmor: { mode: 'custom', profile: 'web' },
    });
    expect(
      confined({
        HostConfig: {
          SecurityOpt: ['seccomp={"syscalls":[]}', 'label:disable'],
          MaskedPaths: [],
          ReadonlyPaths: [],
        },
      }),
    ).toMatchObject({
      seccomp: { mode: 'custom', profile: '{"syscalls":[]}' },
      selinux: { mode: 'disabled' },
      procMasks: 'unmasked',
    });
  });

  it('of users: an empty one is root, for the image has been laid under it', () => {
    const userOf = (User: string) => factsOf(aContainer({ Config: { User } })).workloads[0]?.user;
    expect(userOf('')).toMatchObject({ raw: null, uid: 0, source: 'none' });
    expect(userOf('app')).toMatchObject({ raw: 'app', uid: null, source: 'explicit' });
    expect(userOf('7:8')).toMatchObject({ raw: '7', uid: 7, gid: 8 });
  });

  it('of podman', () => {
    const { workloads } = factsOf(
      aContainer({
        ImageName: 'docker.io/library/nginx:1',
        Config: { Image: undefined, Entrypoint: '/entry' },
        HostConfig: {
          NetworkMode: 'pasta',
          Ulimits: [{ Name: 'RLIMIT_NOFILE', Soft: 1, Hard: 2 }],
          CapDrop: ['CAP_MKNOD'],
        },
      }),
    );
    expect(workloads[0]).toMatchObject({
      image: { repository: 'library/nginx', tag: '1' },
      entrypoint: ['/entry'],
      network: { mode: 'user-defined' },
      resources: { ulimits: [{ name: 'nofile', soft: 1, hard: 2 }] },
      capabilities: { drop: ['MKNOD'] },
    });
  });
});

describe('the state', () => {
  it('is what the engine tells, with what further requests answered', () => {
    const text = aContainer({
      Top: top(['root', 7, '/app'], ['app', 8, 'x']),
      Changes: [
        { Path: '/a', Kind: 0 },
        { Path: '/b', Kind: 1 },
        { Path: '/c', Kind: 2 },
        { Path: '/d', Kind: 9 },
      ],
    });
    expect(factsOf(text).containers).toEqual([
      {
        id: '4f66ad9a0b2e',
        status: 'running',
        health: 'none',
        restartCount: 0,
        isOomKilled: false,
        startedAt: '2026-05-20T08:00:01.000Z',
        createdAt: '2026-05-20T08:00:00.000Z',
        imageId: `sha256:${'2'.repeat(64)}`,
        tagImageId: null,
        processes: [
          { pid: 7, hostUid: 0, containerUid: null, command: '/app' },
          { pid: 8, hostUid: null, containerUid: null, command: 'x' },
        ],
        listening: null,
        changedFiles: [
          { path: '/a', kind: 'changed' },
          { path: '/b', kind: 'added' },
          { path: '/c', kind: 'deleted' },
        ],
      },
    ]);
  });

  it('is not known where the engine does not tell', () => {
    expect(
      factsOf(aContainer({ State: undefined, Created: 'never', RestartCount: 'x' })).containers,
    ).toMatchObject([
      {
        status: null,
        health: null,
        restartCount: null,
        startedAt: null,
        createdAt: null,
        processes: null,
        changedFiles: null,
      },
    ]);
  });
});
