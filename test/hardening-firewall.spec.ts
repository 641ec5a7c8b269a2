import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findMissingIpv6Rules } from '../src/engine/firewall/firewall-coverage.js';
import { findIneffectiveRules } from '../src/engine/firewall/ineffective-rules.js';
import { parseIptablesSave } from '../src/engine/firewall/iptables-save.js';
import { findReachableMetadata } from '../src/engine/firewall/metadata-reach.js';
import { findMisreadPorts } from '../src/engine/firewall/port-match.js';
import { findExposedPorts } from '../src/engine/firewall/published-exposure.js';
import { findShadowedRules } from '../src/engine/firewall/rule-order.js';
import { defaultHardeningSettings } from '../src/engine/hardening/hardening-settings.js';
import { harden } from '../src/engine/hardening/harden.js';
import { noFiles } from '../src/engine/adapters/input-adapter.js';

/** A host with a container, a friend and a stranger, each in a network namespace of its own. */
const own = (name: string) => `ih${process.pid}-${name}`;
const [host, container, friend, stranger] = [own('host'), own('box'), own('friend'), own('stranger')];
const spaces = [host, container, friend, stranger];

const tools = ['ip', 'iptables', 'ip6tables', 'iptables-restore', 'ip6tables-restore', 'iptables-save'];
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
/** Root, the tools, and a kernel that lets namespaces be made: what `.ci/run` has. */
const isPossible =
  process.getuid?.() === 0 &&
  tools.every(has) &&
  spawnSync('ip', ['netns', 'add', own('try')]).status === 0 &&
  spawnSync('ip', ['netns', 'delete', own('try')]).status === 0;

function sh(space: string, script: string, input = ''): string {
  const { status, stdout, stderr } = spawnSync('ip', ['netns', 'exec', space, 'sh', '-eu'], {
    input: input === '' ? script : `${script} <<'INPUT'\n${input}INPUT\n`,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script.slice(0, 200)}: ${stderr}`);
  return stdout;
}

const servers: ChildProcess[] = [];

/** Answers on ports of every address of a namespace. */
async function serve(space: string, ...ports: readonly number[]): Promise<void> {
  const program = `
    let left = ${ports.length};
    for (const port of ${JSON.stringify(ports)})
      require('net').createServer((s) => { s.on('error', () => {}); s.end('x'); })
        .listen(port, '::', () => (left -= 1) || console.log('ready'));`;
  const server = spawn('ip', ['netns', 'exec', space, process.execPath, '-e', program]);
  servers.push(server);
  await new Promise((resolve) => server.stdout.once('data', resolve));
}

const run = promisify(execFile);

/** Which of these (address and port) answer to who connects from a namespace. */
async function reached(
  space: string,
  ...targets: readonly (readonly [string, number])[]
): Promise<boolean[]> {
  const program = `
    Promise.all(${JSON.stringify(targets)}.map(([host, port]) => new Promise((resolve) => {
      const s = require('net').connect({ host, port, timeout: 1500 });
      const end = (is) => { s.destroy(); resolve(is); };
      s.on('data', () => end(true)); s.on('timeout', () => end(false)); s.on('error', () => end(false));
    }))).then((all) => console.log(JSON.stringify(all)));`;
  const { stdout } = await run('ip', ['netns', 'exec', space, process.execPath, '-e', program]);
  return JSON.parse(stdout) as boolean[];
}

/** Ties a namespace to the host by one interface, of both families. */
function tie(space: string, device: string, number: number): void {
  const [near, far] = [`10.99.${number}.1`, `10.99.${number}.2`];
  const [near6, far6] = [`fd99:${number}::1`, `fd99:${number}::2`];
  spawnSync('ip', [
    'link',
    'add',
    device,
    'netns',
    host,
    'type',
    'veth',
    'peer',
    'name',
    'eth0',
    'netns',
    space,
  ]);
  sh(
    host,
    `ip address add ${near}/24 dev ${device}; ip -6 address add ${near6}/64 dev ${device} nodad; ip link set ${device} up`,
  );
  sh(
    space,
    `ip link set lo up; ip address add ${far}/24 dev eth0; ip -6 address add ${far6}/64 dev eth0 nodad; ip link set eth0 up
     ip route add default via ${near}; ip -6 route add default via ${near6}`,
  );
}

/** What Docker sets up for `-p 8080:80`, and an empty DOCKER-USER. */
const published = (program: string, to: string) => `
  ${program} -N DOCKER-USER; ${program} -A FORWARD -j DOCKER-USER
  ${program} -t nat -A PREROUTING -p tcp --dport 8080 -m addrtype --dst-type LOCAL -j DNAT --to-destination ${to}
  ${program} -t nat -A PREROUTING -p tcp --dport 9090 -m addrtype --dst-type LOCAL -j DNAT --to-destination ${to}`;

const ports = [{ port: 8080, protocol: 'tcp', sources: ['10.99.2.2', 'fd99:2::/64'] }] as const;
const made = harden({
  ...{ input: 'host', name: 'host', text: null, files: noFiles, options: {} },
  ...{ settings: { ...defaultHardeningSettings, ports }, only: ['firewall'], now: new Date(0) },
});
const textOf = (fileName: string) => {
  const product = made.ok ? made.products.find((one) => one.fileName === fileName) : undefined;
  if (!product) throw new Error(`${fileName} was not made`);
  return product.text;
};

const leftOut = isPossible ? '' : ': left out without root, iptables and network namespaces';
describe.runIf(isPossible)(`the rules of DOCKER-USER, in the kernel${leftOut}`, () => {
  beforeAll(async () => {
    for (const space of spaces) {
      spawnSync('ip', ['netns', 'add', space]);
      // No address has to be found free of duplicates first, the interfaces' own ones neither.
      sh(space, 'sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.accept_dad=0');
    }
    sh(host, 'ip link set lo up; sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1');
    tie(container, 'docker0', 1);
    tie(friend, 'lan0', 2);
    tie(stranger, 'wan0', 3);
    sh(host, published('iptables', '10.99.1.2:80') + published('ip6tables', '[fd99:1::2]:80'));
    // The stranger's machine is where the metadata service answers too, and a resolver beside it.
    sh(
      stranger,
      'ip address add 169.254.169.254/32 dev lo; ip -6 address add fd00:ec2::254/128 dev lo nodad',
    );
    sh(
      host,
      'ip route add 169.254.169.254/32 via 10.99.3.2; ip -6 route add fd00:ec2::254/128 via fd99:3::2',
    );
    await Promise.all([serve(container, 80), serve(stranger, 80, 8080)]);
  });
  afterAll(() => {
    for (const server of servers) server.kill('SIGKILL');
    for (const space of spaces) spawnSync('ip', ['netns', 'delete', space]);
  });

  const port = [
    ['10.99.2.1', 8080],
    ['fd99:2::1', 8080],
  ] as const;
  const other = [
    ['10.99.3.1', 9090],
    ['fd99:3::1', 9090],
  ] as const;
  const metadata = [
    ['169.254.169.254', 80],
    ['fd00:ec2::254', 80],
  ] as const;
  /** The same port as the published one, on a machine elsewhere. */
  const elsewhere = [
    ['10.99.3.2', 8080],
    ['fd99:3::2', 8080],
  ] as const;
  const isReached = async () => ({
    friend: await reached(friend, ...port),
    stranger: await reached(stranger, ...port),
    other: await reached(stranger, ...other),
    metadata: await reached(container, ...metadata),
    elsewhere: await reached(container, ...elsewhere),
    roundabout: await reached(container, ...port),
  });
  const open = {
    friend: [true, true],
    stranger: [true, true],
    other: [true, true],
    metadata: [true, true],
    elsewhere: [true, true],
    roundabout: [false, false],
  };

  /** The rules stand still while this asks: what a busy machine answers too late is asked again. */
  const settled = { timeout: 60_000, interval: 100 };

  it('are needed: everyone reaches everything without them', async () => {
    await expect
      .poll(async () => ({ ...(await isReached()), roundabout: [false, false] }), settled)
      .toEqual(open);
  });

  it('stop strangers and the metadata, of both families, and nothing else', async () => {
    sh(host, textOf('docker-user.sh'));
    await expect
      .poll(isReached, settled)
      .toEqual({ ...open, stranger: [false, false], metadata: [false, false] });
  });

  it('stand as they do however often the script runs, and leave other rules of the chain', async () => {
    sh(host, 'iptables -A DOCKER-USER -s 203.0.113.9 -j DROP');
    const before = sh(
      host,
      'iptables-save -t filter | grep -v "^#"; ip6tables-save -t filter | grep -v "^#"',
    );
    sh(host, textOf('docker-user.sh'));
    sh(host, textOf('docker-user.sh'));
    expect(sh(host, 'iptables-save -t filter | grep -v "^#"; ip6tables-save -t filter | grep -v "^#"')).toBe(
      before,
    );
    expect(before).toContain('-A DOCKER-USER -s 203.0.113.9/32 -j DROP');
    sh(host, 'iptables -I DOCKER-USER -s 10.99.3.0/24 -j ACCEPT');
    sh(host, textOf('docker-user.sh'));
    expect(await reached(stranger, port[0])).toEqual([false]);
    sh(host, 'iptables -D DOCKER-USER -s 10.99.3.0/24 -j ACCEPT');
  });

  it('are taken by iptables-restore by themselves', () => {
    sh(host, 'iptables-restore --noflush', textOf('docker-user.v4.rules'));
    sh(host, 'ip6tables-restore --noflush', textOf('docker-user.v6.rules'));
    expect(sh(host, 'iptables -S DOCKER-USER')).toContain('-j IRONHULL-USER');
  });

  it('have no fault in the eyes of this product, as the kernel has them', () => {
    const firewall = {
      iptables: parseIptablesSave(sh(host, 'iptables-save'), 'ip'),
      ip6tables: parseIptablesSave(sh(host, 'ip6tables-save'), 'ip6'),
      nft: null,
    };
    const address = { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp' } as const;
    const everywhere = ['0.0.0.0', '::'].map((hostIp) => ({ ...address, hostIp }));
    const all = {
      order: findShadowedRules(firewall),
      ports: findMisreadPorts(firewall, [address]),
      ineffective: findIneffectiveRules(firewall, ['10.99.2.1', '10.99.3.1'], 'iptables'),
      ipv6: findMissingIpv6Rules(firewall),
      metadata: findReachableMetadata(
        firewall,
        ['169.254.169.254', 'fd00:ec2::254'],
        [{ bridge: 'docker0', subnets: ['10.99.1.0/24', 'fd99:1::/64'] }],
      ),
      exposed: findExposedPorts(firewall, everywhere, ['lan0', 'wan0'], []),
    };
    const well = { violations: [], unknown: [] };
    expect(all).toEqual({
      ...{ order: well, ports: well, ineffective: well, ipv6: well, metadata: well, exposed: well },
    });
  });

  it('are gone after the commands that undo them', async () => {
    const undo = /# To undo it: (.*)\n#\s+(.*)\n/.exec(textOf('docker-user.sh'));
    sh(host, `${undo?.[1]}\n${undo?.[2]}`);
    await expect.poll(() => reached(stranger, ...port), settled).toEqual([true, true]);
    expect(sh(host, 'iptables-save; ip6tables-save')).not.toContain('IRONHULL');
  });
});
