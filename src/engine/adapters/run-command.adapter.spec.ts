import { describe, expect, it } from 'vitest';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { defaultReadOptions, givenFiles } from './input-adapter.js';
import { recogniseInput } from './read-input.js';
import { resolveWorkload } from './resolve-workload.js';
import { runCommandAdapter } from './run-command.adapter.js';

function factsOf(text: string, files: Readonly<Record<string, string>> = {}): WorkloadDocumentFacts {
  const result = runCommandAdapter.read(text, { ...defaultReadOptions, files: givenFiles(files) });
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.facts;
}

const stated = (options: string, files: Readonly<Record<string, string>> = {}): WorkloadFacts =>
  factsOf(`docker run ${options}`, files).workloads[0]!;

describe('the command in a text', () => {
  it.each([
    ['$ docker run nginx'],
    ['# docker run nginx'],
    ['me@host:~$ sudo -u root docker run nginx'],
    ['#!/bin/sh\nset -e\nexec /usr/bin/docker --context far container run nginx'],
    ['A=b docker create nginx'],
    ['docker pull nginx && docker run nginx | tee log'],
    ['ID=$(docker run nginx)'],
    ['echo "docker run redis"; docker run nginx >/dev/null 2>&1'],
    ['cat <<EOF\ndocker run redis\nEOF\ndocker run nginx'],
    ['if true; then docker run nginx; fi'],
    ['podman run nginx'],
  ])('is found: %j', (text) => {
    const { workloads, problems } = factsOf(text);
    expect([workloads[0]?.image?.raw, workloads[0]?.command, problems]).toEqual(['nginx', null, []]);
  });

  it('is the first one; the others are named', () => {
    const { workloads, problems } = factsOf('docker run a\n\ndocker run b\n');
    expect(workloads.map(({ image }) => image?.raw)).toEqual(['a']);
    expect(problems).toEqual([
      expect.objectContaining({ detail: expect.stringContaining('line 3') as string }),
    ]);
  });

  it.each([
    ['docker ps', 1],
    ['', 1],
    ['docker run \\\n -e "A=b nginx', 2],
    ["docker run 'x", 1],
  ])('is missing or open: %j', (text, line) => {
    const result = runCommandAdapter.read(text, defaultReadOptions);
    expect(result).toMatchObject({ ok: false, problem: { file: null, line } });
  });

  it('is recognised by its form', () => {
    expect(recogniseInput('\n$ sudo docker run -it nginx', '')?.id).toBe('run-command');
    expect(recogniseInput('docker run nginx', 'run.sh')?.id).toBe('run-command');
    expect(runCommandAdapter.recognises('FROM a\nRUN <<EOF\ndocker run b\nEOF', 'Dockerfile')).toBe(false);
    expect(runCommandAdapter.recognises('services:\n  docker run', 'compose.yaml')).toBe(false);
  });
});

describe('words', () => {
  it('are those that a shell passes on', () => {
    const text = String.raw`docker run --name=a'b'"c d"\ e $'x\ty' -- "q\"\$" 'it'\''s' a\
b`;
    expect(factsOf(text).workloads[0]).toMatchObject({ origin: { name: 'abc d e' }, image: { raw: 'x\ty' } });
    expect(factsOf("docker run i \"q\\\"\\$\" 'it'\\''s' a\\\nb").workloads[0]?.command).toEqual([
      'q"$',
      "it's",
      'ab',
    ]);
  });

  it('have their lines', () => {
    const text = '# the proxy\ndocker run \\\n  --name x \\\n  -p 80:80 -p 81:81 \\\r\n  nginx';
    const { places } = factsOf(text).workloads[0]!;
    const lines = ['', 'ports.0', 'ports.1', 'image'].map((path) => places[path]?.line);
    expect(lines).toEqual([2, 4, 4, 5]);
  });

  it('go on behind comments and prompts, as they are meant', () => {
    const text =
      '$ docker run \\\n>   --rm \\  # gone afterwards\n# --privileged \\\n>   --read-only \\\n\n  --init nginx';
    const { workloads, runCommand } = factsOf(text);
    expect(workloads[0]).toMatchObject({
      isRemovedAtExit: true,
      rootfsReadOnly: true,
      privileged: null,
      image: { raw: 'nginx' },
    });
    expect(runCommand?.isRecovered).toBe(true);
    expect(runCommand?.commentsAfterContinuation.map(({ line, text: comment }) => [line, comment])).toEqual([
      [2, '# gone afterwards'],
      [3, '# --privileged \\'],
      [5, ''],
    ]);
  });

  it('end where the next command begins', () => {
    const { workloads, runCommand } = factsOf('docker run a \\\n# then\ndocker ps\n');
    expect([workloads[0]?.command, runCommand?.isRecovered]).toEqual([null, false]);
  });
});

describe('flags', () => {
  it('may share a word, and take values in every form', () => {
    const workload = stated('-itP -m=64m -u5 -eA=b --pids-limit=7 -h host -c 9 --rm=false nginx -it');
    expect(workload).toMatchObject({
      isEveryPortPublished: true,
      resources: { memoryBytes: 64 * 1024 ** 2, pidsLimit: 7, cpuShares: 9 },
      user: { raw: '5', uid: 5, gid: null, source: 'explicit' },
      environment: [{ name: 'A', preview: 'b' }],
      isRemovedAtExit: false,
      command: ['-it'],
    });
  });

  it('that are not there state nothing', () => {
    const workload = stated('nginx');
    expect(workload).toMatchObject({
      privileged: null,
      mounts: null,
      ports: null,
      environment: null,
      command: null,
      unresolved: [],
    });
    expect(Object.keys(workload.places)).toEqual(['', 'image']);
  });

  it('that a variable hides are not known, whatever the defaults are', () => {
    const workload = resolveWorkload(
      stated('--memory $MEM --user "$U" --cap-add $C -p $P:80 -v $D:/d --network $N nginx'),
    );
    expect(workload.unresolved).toEqual([
      'capabilities.add',
      'network.mode',
      'ports.0',
      'resources.memoryBytes',
      'user',
    ]);
    expect(workload).toMatchObject({
      resources: { memoryBytes: null, pidsLimit: 0 },
      user: { raw: '$U', uid: null },
      network: { mode: null },
      ports: [{ hostPort: null, containerPort: 80 }],
      mounts: [{ type: 'bind', source: '$D', isUnresolved: true }],
    });
  });

  it.each([
    ['$OPTS nginx', 'nginx', true],
    ['"${ARGS[@]}" nginx sleep', 'nginx', true],
    ['$X --rm nginx', 'nginx', true],
    ['$IMAGE sleep 9', '$IMAGE', false],
    ['"$X" sleep', '$X', false],
    ['$X', '$X', false],
  ])('may be hidden in a variable, which the image may be too: %s', (options, image, isHidden) => {
    const workload = resolveWorkload(stated(options));
    expect([workload.image?.raw, workload.privileged]).toEqual([image, isHidden ? null : false]);
  });
});

describe('facts', () => {
  it('of mounts', () => {
    const { mounts } = stated(
      '-v /var/run/../run//docker.sock:/s:ro -v data:/d:rw,nocopy -v /anonymous -v ~/x:/x:rshared --tmpfs /tmp:exec,size=16m ' +
        '--mount type=bind,src=/etc,dst=/e,readonly --mount type=tmpfs,target=/t,tmpfs-size=1m --mount source=v,target=/v nginx',
    );
    expect(
      mounts?.map(({ type, source, target, isReadOnly, options, sizeBytes }) => [
        type,
        source,
        target,
        isReadOnly,
        options,
        sizeBytes,
      ]),
    ).toEqual([
      ['bind', '/run/docker.sock', '/s', true, [], null],
      ['volume', 'data', '/d', false, ['nocopy'], null],
      ['volume', null, '/anonymous', false, [], null],
      ['bind', '~/x', '/x', false, [], null],
      ['tmpfs', null, '/tmp', false, ['nosuid', 'nodev', 'exec', 'size=16m'], 16 * 1024 ** 2],
      ['bind', '/etc', '/e', true, [], null],
      ['tmpfs', null, '/t', false, ['noexec', 'nosuid', 'nodev', 'size=1048576'], 1024 ** 2],
      ['volume', 'v', '/v', false, [], null],
    ]);
    expect(mounts?.[3]).toMatchObject({ propagation: 'rshared', isUnresolved: true });
  });

  it.each([
    ['80', null, null, 80, 'tcp'],
    ['8080:80/udp', null, 8080, 80, 'udp'],
    ['127.0.0.1::80', '127.0.0.1', null, 80, 'tcp'],
    ['[::1]:8080:80', '::1', 8080, 80, 'tcp'],
    ['::1:8080:80', '::1', 8080, 80, 'tcp'],
    ['published=8080,target=80,protocol=udp', null, 8080, 80, 'udp'],
  ])('of a published port %s', (text, hostIp, hostPort, containerPort, protocol) => {
    expect(stated(`-p ${text} nginx`).ports).toEqual([
      { hostIp, hostPort, hostPortEnd: null, containerPort, containerPortEnd: null, protocol, mode: null },
    ]);
  });

  it('of ranges of ports', () => {
    expect(stated('-p 1000-1003:80-83 --expose 5-7/udp nginx')).toMatchObject({
      ports: [{ hostPort: 1000, hostPortEnd: 1003, containerPort: 80, containerPortEnd: 83 }],
      exposedPorts: [{ port: 5 }, { port: 6 }, { port: 7, protocol: 'udp' }],
    });
  });

  it.each([
    ['no-new-privileges', { noNewPrivileges: true }],
    ['no-new-privileges:false', { noNewPrivileges: false }],
    ['seccomp=unconfined', { seccomp: { mode: 'unconfined' } }],
    ['seccomp:strict.json', { seccomp: { mode: 'custom', profile: '{"defaultAction":"SCMP_ACT_ERRNO"}' } }],
    ['seccomp=elsewhere.json', { seccomp: { mode: 'custom', profile: 'elsewhere.json' } }],
    ['seccomp=builtin', { seccomp: { mode: 'default' } }],
    ['apparmor=unconfined', { apparmor: { mode: 'unconfined' } }],
    ['apparmor=web', { apparmor: { mode: 'custom', profile: 'profile web {}' } }],
    ['label=disable', { selinux: { mode: 'disabled' } }],
    ['label=type:svirt_t', { selinux: { mode: 'custom', options: { type: 'svirt_t' } } }],
    ['systempaths=unconfined', { procMasks: 'unmasked' }],
  ])('of --security-opt %s', (option, expected) => {
    const files = { 'strict.json': '{"defaultAction":"SCMP_ACT_ERRNO"}', 'apparmor.d/web': 'profile web {}' };
    expect(stated(`--security-opt ${option} nginx`, files)).toMatchObject(expected);
  });

  it.each([
    ['--network host', { mode: 'host', names: [] }],
    ['--net none', { mode: 'none', names: [] }],
    ['--network bridge', { mode: 'default-bridge', names: [] }],
    ['--network a --network b', { mode: 'user-defined', names: ['a', 'b'] }],
    ['--network container:db', { mode: 'container', sharedWith: 'db' }],
    ['--network name=app,ip=10.0.0.2', { mode: 'user-defined', names: ['app'], staticIp: '10.0.0.2' }],
  ])('of %s', (options, expected) => {
    expect(stated(`${options} nginx`).network).toMatchObject(expected);
  });

  it('of everything else', () => {
    const workload = stated(
      '--name web --pull always --platform linux/amd64 --group-add 9 --userns host --cap-add cap_sys_admin --cap-drop all --pid host --ipc shareable ' +
        '--uts host --cgroupns private --cpu-quota 50000 --ulimit nofile=1:2 --ulimit core=0 --oom-score-adj -5 --oom-kill-disable --memory-swap -1 ' +
        '--device /dev/sda:/dev/x:r --device-cgroup-rule "c 1:3 rwm" --gpus all --volumes-from other --use-api-socket --sysctl a.b=1 ' +
        '--health-cmd x --restart on-failure:3 --log-driver syslog --log-opt tag=x --runtime runsc --link db:d --entrypoint "" --cgroup-parent /c nginx:1',
    );
    expect(workload).toMatchObject({
      origin: { name: 'web', os: 'linux', role: 'app' },
      image: { repository: 'library/nginx', tag: '1', pullPolicy: 'always' },
      user: { raw: null, supplementaryGroups: ['9'] },
      usernsMode: 'host',
      capabilities: { add: ['SYS_ADMIN'], drop: ['ALL'] },
      namespaces: { pid: 'host', ipc: 'shareable', uts: 'host', cgroup: 'private' },
      resources: {
        cpuLimitMillis: 500,
        memorySwapBytes: -1,
        oomScoreAdjustment: -5,
        isOomKillDisabled: true,
        ulimits: [
          { name: 'nofile', soft: 1, hard: 2 },
          { name: 'core', soft: 0, hard: 0 },
        ],
      },
      devices: [{ hostPath: '/dev/sda', permissions: 'r' }],
      deviceCgroupRules: ['c 1:3 rwm'],
      hasGpus: true,
      volumesFrom: ['other'],
      usesApiSocket: true,
      sysctls: { 'a.b': '1' },
      healthcheck: { state: 'defined' },
      restart: { policy: 'on-failure', maxRetries: 3 },
      logging: { driver: 'syslog', options: { tag: 'x' } },
      runtime: 'runsc',
      links: ['db:d'],
      entrypoint: [],
      cgroupParent: '/c',
    });
  });

  it('of variables in files, over which those of the line win', () => {
    const files = { 'conf/app.env': '# settings\nA=1\nB="2"\nTOKEN=hunter2hunter2\n' };
    const workload = stated('--env-file ./conf/app.env --env-file ../../etc/x -e A=3 -e HOME nginx', files);
    expect(workload.environmentFiles).toEqual([
      {
        name: './conf/app.env',
        kind: 'file',
        isRead: true,
        exposure: { mode: null, isIgnoredByGit: null, isIgnoredByBuilds: true },
      },
      { name: '../../etc/x', kind: 'file', isRead: false },
    ]);
    expect(workload.environment?.map(({ name, preview, valueClass }) => [name, preview, valueClass])).toEqual(
      [
        ['A', '3', 'literal'],
        ['B', '"2"', 'literal'],
        ['TOKEN', 'hu…(14 characters)', 'literal'],
        ['HOME', '', 'host-env'],
      ],
    );
  });
});
