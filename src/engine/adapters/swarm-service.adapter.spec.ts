import { describe, expect, it } from 'vitest';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import { defaultReadOptions } from './input-adapter.js';
import { recogniseInput } from './read-input.js';
import { resolveWorkload } from './resolve-workload.js';
import { swarmServiceAdapter } from './swarm-service.adapter.js';

const container = {
  Image: `nginx:1.27@sha256:${'1'.repeat(64)}`,
  Labels: { tier: 'web' },
  Args: ['--password', 'hunter2hunter2'],
  Env: ['A=b', 'DB_PASSWORD_FILE=/run/secrets/db'],
  User: '101:102',
  ReadOnly: true,
  CapabilityAdd: ['CAP_NET_BIND_SERVICE'],
  CapabilityDrop: ['ALL'],
  Privileges: {
    NoNewPrivileges: true,
    Seccomp: { Mode: 'unconfined' },
    SELinuxContext: { Disable: true },
    AppArmor: { Mode: 'disabled' },
  },
  Mounts: [
    { Type: 'bind', Source: '/var/run/docker.sock', Target: '/s', ReadOnly: true },
    { Type: 'tmpfs', Target: '/tmp', TmpfsOptions: { SizeBytes: 1048576 } },
  ],
  Secrets: [
    { File: { Name: 'db', UID: '0', GID: '0', Mode: 256 }, SecretID: 's', SecretName: 'db_password' },
  ],
  Healthcheck: { Test: ['CMD', 'x'] },
  Sysctls: { 'a.b': '1' },
};
const service = {
  ID: 'w8v',
  CreatedAt: '2026-05-01T00:00:00Z',
  UpdatedAt: '2026-05-02T00:00:00Z',
  Spec: {
    Name: 'web',
    TaskTemplate: {
      ContainerSpec: container,
      Resources: {
        Limits: { NanoCPUs: 500000000, MemoryBytes: 67108864, Pids: 50 },
        Reservations: { MemoryBytes: 1024 },
      },
      RestartPolicy: { Condition: 'on-failure', MaxAttempts: 5 },
      Networks: [{ Target: 'appnet' }],
      LogDriver: { Name: 'syslog', Options: { tag: 'x' } },
    },
    EndpointSpec: {
      Ports: [
        { Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'host' },
        { TargetPort: 443 },
      ],
    },
  },
};

function factsOf(value: unknown): WorkloadDocumentFacts {
  const result = swarmServiceAdapter.read(JSON.stringify(value), {
    ...defaultReadOptions,
    name: 'service.json',
  });
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.facts;
}

describe('swarm-service', () => {
  it('reads what the task of a service is to be', () => {
    const facts = factsOf([service]);
    expect(facts.services).toEqual([
      { id: 'w8v', createdAt: service.CreatedAt, updatedAt: service.UpdatedAt },
    ]);
    expect(facts.workloads[0]).toMatchObject({
      origin: { input: 'swarm-service', name: 'web', os: 'linux' },
      image: { repository: 'library/nginx', tag: '1.27' },
      user: { raw: '101', uid: 101, gid: 102 },
      privileged: false,
      rootfsReadOnly: true,
      noNewPrivileges: true,
      capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
      seccomp: { mode: 'unconfined' },
      apparmor: { mode: 'unconfined' },
      selinux: { mode: 'disabled' },
      mounts: [
        { type: 'bind', source: '/run/docker.sock', isReadOnly: true, medium: null },
        { type: 'tmpfs', target: '/tmp', sizeBytes: 1048576 },
      ],
      secrets: [
        {
          name: 'db_password',
          provider: 'swarm',
          target: '/run/secrets/db',
          mode: '0400',
          uid: '0',
          isExternal: true,
        },
      ],
      network: { mode: 'user-defined', names: ['appnet'] },
      ports: [
        { hostPort: 8080, containerPort: 80, mode: 'host' },
        { hostPort: null, containerPort: 443, mode: 'ingress' },
      ],
      resources: { memoryBytes: 67108864, memoryRequestBytes: 1024, cpuLimitMillis: 500, pidsLimit: 50 },
      restart: { policy: 'on-failure', maxRetries: 5 },
      logging: { driver: 'syslog', options: { tag: 'x' } },
      healthcheck: { state: 'defined' },
      sysctls: { 'a.b': '1' },
      labels: { tier: 'web' },
      places: { 'mounts.1': { pointer: '/0/Spec/TaskTemplate/ContainerSpec/Mounts/1' } },
    });
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  it('restarts always, without limits, where nothing is said', () => {
    const bare = { ID: 'x', Spec: { Name: 'x', TaskTemplate: { ContainerSpec: { Image: 'a' } } } };
    expect(resolveWorkload(factsOf(bare).workloads[0]!)).toMatchObject({
      user: { uid: null },
      restart: { policy: 'always' },
      noNewPrivileges: null,
      rootfsReadOnly: false,
      resources: { memoryBytes: 0, pidsLimit: 0 },
      network: { mode: 'default-bridge' },
      healthcheck: { state: null },
    });
  });

  it('names what is no service, and is recognised', () => {
    const { workloads, problems } = factsOf([service, { ID: 'n', Spec: { Role: 'manager' } }]);
    expect([workloads.length, problems.map(({ detail }) => detail)]).toEqual([
      1,
      ['/1 is no service with a ContainerSpec'],
    ]);
    expect(recogniseInput(JSON.stringify([service]), '')?.id).toBe('swarm-service');
  });
});
