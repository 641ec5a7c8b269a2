import { createHash } from 'node:crypto';
import type { HostPart } from '../engine/model/host-facts.js';
import { inspectDocuments } from './check-data.js';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * What a collector brings of one host of a made-up fleet.
 * @param round How often it was collected before: each time a little is otherwise than it was.
 */
export function hostBundle(host: number, containers: number, round: number): string {
  const parts = Object.entries(partsOf(host, containers, round)).map(
    ([name, text]) => [name, { status: 'ok', text }] as const,
  );
  return JSON.stringify({
    format: 'ironhull-host-bundle',
    version: 1,
    collectedAt: new Date(Date.UTC(2026, 0, 1 + round)).toISOString(),
    collector: 'sh',
    machineId: digest(`machine ${host}`),
    hostname: `node-${host}`,
    isRoot: true,
    parts: Object.fromEntries(parts),
  });
}

function partsOf(host: number, count: number, round: number): Partial<Record<HostPart, string>> {
  const inspected = inspectDocuments(count).map(({ text }) => (JSON.parse(text) as { Id: string }[])[0]!);
  const containers = inspected.map((container, index) => ({
    ...container,
    Id: digest(`${host} ${index} ${round}`),
  }));
  const ids = containers.map(({ Id }) => Id);
  return {
    'docker-info': JSON.stringify(dockerInfo),
    containers: JSON.stringify(containers, null, 4),
    images: JSON.stringify(imagesOf(round), null, 4),
    'daemon-json': JSON.stringify({ icc: round % 2 === 0, 'log-opts': { 'max-size': '10m' } }),
    'daemon-arguments': '/usr/bin/dockerd\n-H\nfd://\n--containerd=/run/containerd/containerd.sock',
    files: linesOf(40, (line) => `644 0 0 root root file /etc/docker/file-${line}`),
    groups:
      linesOf(60, (line) => `group-${line}:x:${line}:`) +
      `docker:x:999:${round % 2 === 0 ? 'ann' : 'ann,bob'}\n`,
    sysctl: linesOf(40, (line) => `net.ipv4.conf.all.value_${line} = ${line}`),
    kernel: 'Linux 6.12.0-1-amd64 #1 SMP x86_64',
    iptables: `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:DOCKER-USER - [0:0]\n${linesOf(
      count * 2,
      (line) => `-A FORWARD -s 10.0.${line % 250}.0/24 -p tcp -m tcp --dport ${1000 + line} -j ACCEPT`,
    )}COMMIT\n`,
    listeners: linesOf(
      30,
      (line) => `tcp LISTEN 0 4096 127.0.0.1:${9000 + line} 0.0.0.0:* users:(("app",pid=${line + 1},fd=3))`,
    ),
    processes: ids.map((id, index) => `${id} ${2000 + index} 0 node server.js --port 8080\n`).join(''),
    lsm: 'lockdown,capability,landlock,yama,apparmor',
  };
}

const dockerInfo = {
  ServerVersion: '28.5.1',
  Driver: 'overlay2',
  LoggingDriver: 'json-file',
  CgroupVersion: '2',
  DockerRootDir: '/var/lib/docker',
  SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
  Swarm: { LocalNodeState: 'inactive', ControlAvailable: false },
};

function imagesOf(round: number): object[] {
  return Array.from({ length: 50 }, (_, index) => ({
    Id: `sha256:${index.toString(16).padStart(64, '0')}`,
    RepoTags: [`registry.example/team/app-${index}:1.${round}`],
    RepoDigests: [`registry.example/team/app-${index}@sha256:${digest(`manifest ${index}`)}`],
  }));
}

function linesOf(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}
