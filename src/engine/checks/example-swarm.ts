import { anInfo } from './example-host.js';

/** What `docker info` prints on a manager of a swarm; `members` are laid over those of the swarm. */
export function aSwarmInfo(
  members: Readonly<Record<string, unknown>> = {},
  specification: Readonly<Record<string, unknown>> = {},
): string {
  return anInfo({
    Swarm: {
      NodeID: 'n1',
      NodeAddr: '10.0.0.5',
      LocalNodeState: 'active',
      ControlAvailable: true,
      Managers: 3,
      Nodes: 5,
      Cluster: {
        Spec: {
          CAConfig: { NodeCertExpiry: 48 * 3_600 * 1_000_000_000 },
          EncryptionConfig: { AutoLockManagers: true },
          ...specification,
        },
      },
      ...members,
    },
  });
}

/** As a worker tells it: nothing of the swarm's settings. */
export const aWorkerInfo = anInfo({
  Swarm: { NodeID: 'n2', NodeAddr: '10.0.0.6', LocalNodeState: 'active', ControlAvailable: false },
});

/** What `docker service inspect` prints of one service; `container` is laid over its ContainerSpec. */
export function aService(container: Readonly<Record<string, unknown>> = {}, name = 'shop'): string {
  const ContainerSpec = { Image: 'registry.example/shop:1.4', Env: [], Labels: {}, ...container };
  return JSON.stringify([{ ID: 'w8v', Spec: { Name: name, TaskTemplate: { ContainerSpec } } }]);
}
