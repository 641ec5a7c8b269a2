import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, lstat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHostTree } from './support/host-tree.js';
import { hostileInspection, hostileService, hostileVolume, secrets } from './support/hostile-inspection.js';

const script = new URL('../src/collector/collect.sh', import.meta.url);

type Part = { readonly status: string; readonly text?: string; readonly reason?: string };
interface Bundle {
  readonly format: string;
  readonly version: number;
  readonly collectedAt: string;
  readonly collector: string;
  readonly machineId: string | null;
  readonly hostname: string;
  readonly isRoot: boolean;
  readonly parts: Readonly<Record<string, Part>>;
}

const shells: Readonly<Record<string, readonly string[]>> = {
  sh: ['sh'],
  dash: ['dash'],
  bash: ['bash'],
  'busybox sh': ['busybox', 'sh'],
};
const there = Object.entries(shells).filter(([, shell]) => usesTools(shell));
const absent = Object.keys(shells).filter((name) => there.every(([found]) => found !== name));
const awks = ['mawk', 'gawk', 'busybox', 'original-awk'].filter((name) => pathOf(name) !== null);

let folder: string;
let copy: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-collector-'));
  await chmod(folder, 0o755);
  copy = join(folder, 'collect.sh');
  await copyFile(script, copy);
  await chmod(copy, 0o644);
});
afterAll(() => rm(folder, { recursive: true }));

/** Whether the shell is there and looks for tools on PATH, where the tests' own are: a rescue shell has tools of its own. */
function usesTools([program = '', ...args]: readonly string[]): boolean {
  const path = pathOf(program);
  if (path === null) return false;
  try {
    execFileSync(path, [...args, '-c', 'id'], { env: { PATH: '/nonexistent' }, stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
}

function pathOf(program: string): string | null {
  for (const path of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      return execFileSync('test', ['-x', join(path, program)]) && join(path, program);
    } catch {
      continue;
    }
  }
  return null;
}

/** A folder for PATH with these programs: name → shell text. */
async function programs(name: string, texts: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  for (const [program, text] of Object.entries(texts))
    await writeFile(join(path, program), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return path;
}

/** Prints a text as it is, whatever is in it. */
async function printing(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return `cat '${path}'`;
}

/** Runs the collector as a user who is not root, whoever runs the tests. */
async function collect(
  shell: readonly string[],
  path: string,
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<Bundle & { readonly raw: string; readonly errors: string }> {
  const [program = '', ...first] = shell;
  const isRoot = process.getuid?.() === 0;
  const { stdout, stderr } = await new Promise<{ stdout: Buffer; stderr: string }>((resolve, reject) => {
    execFile(
      pathOf(program) ?? program,
      [...first, copy, ...args],
      {
        env: { PATH: path, HOME: '/nonexistent', ...environment },
        cwd: folder,
        encoding: 'buffer',
        maxBuffer: 1 << 28,
        ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
      },
      (error, stdout, stderr) =>
        error
          ? reject(new Error(`${error.message}\n${stderr.toString()}`))
          : resolve({ stdout, stderr: stderr.toString() }),
    );
  });
  const raw = new TextDecoder('utf-8', { fatal: true }).decode(stdout);
  return { ...(JSON.parse(raw) as Bundle), raw, errors: stderr };
}

async function listing(path: string): Promise<string[]> {
  const names = await readdir(path, { recursive: true });
  const lines = names.sort().map(async (name) => {
    const { size, mtimeMs } = await lstat(join(path, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return Promise.all(lines);
}

/** Every byte but NUL, then what is nearly UTF-8. */
const hostile = Buffer.concat([
  Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1)),
  Buffer.from([0x0a, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0xc0, 0xaf, 0xe2, 0x82, 0x0a]),
  Buffer.from('straße 容器 🐳 "quoted" back\\slash \\n\n\n'),
]);

let fakes: string;
let host: string;

beforeAll(async () => {
  fakes = await programs('fakes', {
    id: 'echo 0',
    docker: `case "$1 $2" in
      'info --format') ${await printing('info', JSON.stringify({ HttpProxy: 'http://proxy:hunter2@proxy.lan:3128', Swarm: { LocalNodeState: 'active' } }))} ;;
      'version --format') echo '{"Client":{}}' ;;
      'ps -aq') echo ${'a'.repeat(64)}; echo '--help'; echo 'x;y' ;;
      'container inspect') [ $# = 3 ] && ${await printing('containers', hostileInspection)} ;;
      'image ls') ;;
      'network ls') echo 'Cannot connect to the Docker daemon' >&2; exit 1 ;;
      'volume ls') echo data ;;
      'volume inspect') ${await printing('volumes', hostileVolume)} ;;
      'service ls') echo abc ;;
      'service inspect') ${await printing('services', hostileService)} ;;
      'node ls') echo 'Error response from daemon: This node is not a swarm manager.' >&2; exit 1 ;;
      'secret ls') echo 'permission denied while trying to connect' >&2; exit 1 ;;
      esac`,
    'iptables-save': await printing('rules', hostile),
    'ip6tables-save': 'echo "a warning" >&2; exit 0',
    nft: 'echo "Operation not permitted (you must be root)" >&2; exit 1',
    // The command itself hangs, as a real one would: busybox's timeout does not end what a script has started.
    ss: 'exec sleep 30',
    getenforce: 'printf Enforcing',
  });
  host = join(folder, 'host');
  await writeHostTree(host);
});

const fakePath = () => [fakes, process.env['PATH']].join(delimiter);

describe(`the collector; shells not usable here: ${absent.join(', ') || 'none'}`, () => {
  it('finds a shell to run in', () => {
    expect(there.length).toBeGreaterThan(0);
    expect(awks.length).toBeGreaterThan(0);
  });

  describe.each(there)('under %s', (_name, shell) => {
    it('prints every part with its status, and no secret; and writes nothing', async () => {
      const before = await listing(folder);
      const bundle = await collect(shell, fakePath(), [], { IRONHULL_COLLECT_SECONDS: '1' });
      expect(await listing(folder)).toEqual(before);
      expect(bundle.errors).toBe('');
      expect(bundle).toMatchObject({
        format: 'ironhull-host-bundle',
        version: 1,
        collector: 'sh',
        isRoot: true,
      });
      expect(bundle.collectedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expectStatuses(bundle.parts);
      expect(marked(bundle.parts['iptables']?.text)).toBe(marked(hostile.toString()));
      expectNoSecret(bundle.raw);
      expectRedacted(bundle.parts);
    });

    it('reads the tree of a host that is mounted elsewhere', async () => {
      const { parts, machineId, raw } = await collect(shell, fakePath(), ['--root', host]);
      expect(machineId).toBe(createHash('sha256').update('0123456789abcdef'.repeat(2)).digest('hex'));
      expect(parts['groups']).toEqual({ status: 'ok', text: 'docker:x:999:ann,bob\n' });
      expect(parts['subuid']).toEqual({
        status: 'denied',
        reason: expect.stringContaining('may not read it'),
      });
      expect(parts['subgid']).toMatchObject({ status: 'missing' });
      expect(JSON.parse(parts['daemon-json']?.text ?? '')).toEqual({
        'log-opts': { 'splunk-token': '***', tag: 'x' },
        tlskey: '/etc/docker/key.pem',
      });
      expect(parts['files']?.text).toContain('\n- /etc/docker/key.pem\n');
      expect(parts['files']?.text).toMatch(/^644 \d+ \d+ \S+ \S+ file \/etc\/docker\/daemon.json$/m);
      expect(parts['dockerd-status']?.text).toBe('pid = 7\nuser = 0\nrootless = false\n');
      expect(parts['daemon-arguments']?.text).toBe(
        'dockerd\n--icc=false\n--tlscacert\n/etc/tls/ca.pem\n--log-opt\nsplunk-token=***',
      );
      expect(parts['processes']?.text).toBe(`${'b'.repeat(64)} 8 0 mysql -p*** --password *** a b\n`);
      expect(parts['files']?.text).toMatch(/^\d+ \d+ \d+ \S+ \S+ file \/etc\/tls\/ca.pem$/m);
      expectOfFirewallAndWatch(parts);
      expect(raw).not.toContain('hunter2');
    });

    it('marks what needs Docker as missing where there is none', async () => {
      const { parts, isRoot } = await collect(shell, await withoutDocker(shell.join('-')));
      for (const name of ['docker-info', 'containers', 'images', 'networks', 'volumes', 'swarm-secrets'])
        expect(parts[name]).toEqual({ status: 'missing', reason: 'docker is not installed' });
      expect(isRoot).toBe(false);
      expect(parts['iptables']).toMatchObject({ status: 'denied' });
      expect(parts['kernel']).toMatchObject({ status: 'ok' });
    });
  });

  it.each(awks)('prints the same with %s as awk', async (awk) => {
    const path = await programs(`awk-${awk}`, {
      awk: `exec '${pathOf(awk)}' ${awk === 'busybox' ? 'awk' : ''} "$@"`,
    });
    const { parts, raw } = await collect(['sh'], [path, fakePath()].join(delimiter), [], {
      IRONHULL_COLLECT_SECONDS: '1',
    });
    expectStatuses(parts);
    expect(marked(parts['iptables']?.text)).toBe(marked(hostile.toString()));
    expectNoSecret(raw);
    expectRedacted(parts);
  });

  it('reads the output of a thousand containers in good time', async () => {
    const many = `[\n${Array.from({ length: 1000 }, () => hostileInspection.slice(2, -2)).join(',\n')}\n]`;
    const path = await programs('many', {
      docker: `case "$1 $2" in 'ps -aq') echo a ;; 'container inspect') ${await printing('thousand', many)} ;; esac`,
    });
    const { parts, raw } = await collect(['sh'], [path, fakePath()].join(delimiter), [], {
      IRONHULL_COLLECT_SECONDS: '1',
    });
    expect(JSON.parse(parts['containers']?.text ?? '')).toHaveLength(1000);
    expectNoSecret(raw);
  });

  it('says how it is used, and refuses what it does not know', async () => {
    await expect(collect(['sh'], fakePath(), ['--write'])).rejects.toThrow('unknown argument: --write');
  });
});

function expectOfFirewallAndWatch(parts: Bundle['parts']): void {
  const texts = Object.fromEntries(Object.entries(parts).map(([name, { text }]) => [name, text]));
  expect(texts).toMatchObject({
    'audit-rules': '# stored\n-w /usr/bin/dockerd -k docker\n',
    'firewall-services':
      'netfilter-persistent enabled\niptables absent\nip6tables absent\nnftables disabled\nfirewalld absent\nufw disabled\n',
    'stored-rules': '# file /etc/iptables/rules.v4\n*filter\n-A DOCKER-USER -j DROP\nCOMMIT\n',
    dmi: 'sys_vendor = Amazon EC2\n',
    environment: 'collector\n/etc/environment DOCKER_CONTENT_TRUST=1\n',
    sensors: 'falco-installed = true\nfalco-running = false\nfalco-activity = 1700000000\n',
    'swarm-state': '{"ListenAddr":"0.0.0.0:2377"}',
  });
  expect(parts['addresses']).toMatchObject({ status: 'missing' });
  expect(parts['routes']).toMatchObject({ status: 'missing' });
}

/** A PATH with what the collector uses, but neither Docker nor tools for administrators. */
async function withoutDocker(name: string): Promise<string> {
  const path = await programs(`plain-${name.replaceAll('/', '-')}`, {
    'iptables-save': 'exit 0',
  });
  const used = [
    'awk',
    'cat',
    'cut',
    'date',
    'grep',
    'gzip',
    'head',
    'id',
    'sed',
    'sha256sum',
    'stat',
    'tr',
    'uname',
  ];
  for (const program of used) {
    const real = pathOf(program);
    if (real !== null) await symlink(real, join(path, program));
  }
  return path;
}

function expectStatuses(parts: Bundle['parts']): void {
  const statuses = Object.fromEntries(Object.entries(parts).map(([name, { status }]) => [name, status]));
  expect(statuses).toMatchObject({
    'docker-info': 'ok',
    'docker-version': 'ok',
    containers: 'ok',
    images: 'ok',
    networks: 'failed',
    volumes: 'ok',
    'swarm-services': 'ok',
    'swarm-nodes': 'missing',
    'swarm-secrets': 'denied',
    iptables: 'ok',
    ip6tables: 'ok',
    nft: 'denied',
    listeners: 'failed',
    kernel: 'ok',
    time: 'ok',
  });
  for (const part of Object.values(parts))
    expect(Object.keys(part).sort()).toEqual(
      part.status === 'ok' ? ['status', 'text'] : ['reason', 'status'],
    );
  expect(parts['images']?.text).toBe('[]\n');
  expect(parts['networks']?.reason).toBe('Cannot connect to the Docker daemon');
  expect(parts['listeners']?.reason).toBe('it took longer than 1 seconds');
  expect(parts['selinux']?.text).toBe('Enforcing');
}

/** How many marks stand for a run of broken bytes is nobody's to say. */
function marked(text: string | undefined): string | undefined {
  return text?.replace(/\ufffd+/g, '\ufffd');
}

function expectNoSecret(raw: string): void {
  for (const secret of secrets) expect(raw).not.toContain(secret);
}

function expectRedacted(parts: Bundle['parts']): void {
  const [container] = JSON.parse(parts['containers']?.text ?? '') as [
    {
      Args: string[];
      Config: { Env: string[]; Cmd: string[]; Entrypoint: string[]; Labels: Record<string, string> };
    },
  ];
  expect(container.Config.Env).toEqual([
    'PATH=/usr/local/sbin:/usr/local/bin',
    'DB_PASSWORD=***',
    'QUOTED_SECRET=***',
    'EMPTY_PASSWORD=',
    'ALLOW_EMPTY_PASSWORD=yes',
    'PASSWORD_FILE=/run/secrets/password',
    'DATABASE_URL=***',
    'OPAQUE=***',
    'GITHUB=***',
    'GPG_SHA256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'TLS=***',
    'JAVA_OPTS=-Xmx1g -Ddb.password=***',
    'GREETING=straße \u0001 "容器" \\',
  ]);
  expect(container.Args).toEqual([
    '-p',
    '***',
    '--port',
    '80',
    '--password=***',
    '--api-token',
    '***',
    '--verbose',
  ]);
  expect(container.Config.Cmd).toEqual([
    'sh',
    '-c',
    'export TOKEN=*** *** && mysql -u root -p*** -h db; curl -H "Authorization: Bearer *** https://x',
  ]);
  expect(container.Config.Entrypoint).toEqual(['curl', '-u', '***', '--user', '***', 'https://x']);
  expect(container.Config).toMatchObject({ Image: 'registry.lan:5000/my-auth:1.0' });
  expect(container.Config.Labels).toMatchObject({ 'com.example.tier': 'data', 'com.example.token': '***' });
  const [volume] = JSON.parse(parts['volumes']?.text ?? '') as [{ Options: { o: string } }];
  expect(volume.Options.o).toBe('addr=nas,username=ann,password=***');
  const [service] = JSON.parse(parts['swarm-services']?.text ?? '') as [{ Secrets: object[] }];
  expect(service.Secrets).toEqual([{ SecretID: 'abc123', SecretName: 'database-password' }]);
  expect(JSON.parse(parts['docker-info']?.text ?? '')).toMatchObject({
    HttpProxy: 'http://proxy:***@proxy.lan:3128',
  });
}
