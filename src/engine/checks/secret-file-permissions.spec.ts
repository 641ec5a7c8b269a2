import { describe, expect, it } from 'vitest';
import { podWith, service } from './secret-samples.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { secretFilePermissionsCheck } from './secret-file-permissions.check.js';

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
