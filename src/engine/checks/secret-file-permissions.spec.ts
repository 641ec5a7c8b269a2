import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { secretFilePermissionsCheck } from './secret-file-permissions.check.js';

const service = (file: string, updatedAt = '2026-11-01T00:00:00Z') =>
  JSON.stringify([
    {
      ID: 'abc',
      UpdatedAt: updatedAt,
      Spec: {
        Name: 'web',
        TaskTemplate: {
          ContainerSpec: {
            Image: 'nginx:1.27',
            Secrets: [{ SecretName: 'db', File: JSON.parse(file) as object }],
          },
        },
      },
    },
  ]);
const podWith = (volume: string, env = '[]') =>
  `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  volumes: [${volume}]
  containers:
    - name: web
      image: nginx:1.27
      env: ${env}
      volumeMounts: [{ name: s, mountPath: /etc/tls }]
`;

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['not_applicable'] },
  { input: 'swarm-service', text: service('{"Name":"db","Mode":288}'), elements: ['pass'] },
  {
    input: 'swarm-service',
    text: service('{"Name":"db","Mode":292}'),
    elements: ['web db at /run/secrets/db'],
  },
  { input: 'swarm-service', text: service('{"Name":"db"}'), elements: ['web db at /run/secrets/db'] },
  {
    input: 'swarm-service',
    text: service('{"Name":"db"}'),
    parameters: { assume_engine_defaults: false },
    elements: ['unknown'],
  },
  {
    input: 'swarm-service',
    text: service('{"Name":"tls.key","Mode":288}'),
    elements: ['web db at /run/secrets/tls.key'],
  },
  { input: 'swarm-service', text: service('{"Name":"tls.key","Mode":256}'), elements: ['pass'] },
  {
    input: 'kubernetes',
    text: podWith('{ name: s, secret: { secretName: db, defaultMode: 0440 } }'),
    elements: ['pass'],
  },
  {
    input: 'kubernetes',
    text: podWith('{ name: s, secret: { secretName: db } }'),
    elements: ['Pod/web[web] db at /etc/tls'],
  },
  {
    input: 'kubernetes',
    text: podWith('{ name: s, csi: { driver: secrets-store.csi.k8s.io } }'),
    elements: ['unknown'],
  },
];

describe('secret-file-permissions', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(secretFilePermissionsCheck, given)).toEqual(given.elements);
  });
});
