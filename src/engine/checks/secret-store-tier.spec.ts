import { describe, expect, it } from 'vitest';
import { podWith } from './secret-samples.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { secretStoreTierCheck } from './secret-store-tier.check.js';

const secretVariable = '[{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: p } } }]';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -e LEVEL=info nginx:1.27', elements: ['not_applicable'] },
  {
    input: 'run-command',
    text: 'docker run -e DB_PASSWORD=correct-horse nginx:1.27',
    elements: ['DB_PASSWORD'],
  },
  { input: 'run-command', text: 'docker run -e DB_PASSWORD nginx:1.27', elements: ['DB_PASSWORD'] },
  {
    input: 'run-command',
    text: 'docker run -e DB_PASSWORD_FILE=/run/s nginx:1.27',
    elements: ['not_applicable'],
  },
  { input: 'run-command', text: 'podman run --secret db nginx:1.27', elements: ['unknown'] },
  { input: 'kubernetes', text: podWith('{ name: s, secret: { secretName: db } }'), elements: ['pass'] },
  { input: 'kubernetes', text: podWith('{ name: s, emptyDir: {} }', secretVariable), elements: ['pass'] },
  {
    input: 'kubernetes',
    text: podWith('{ name: s, secret: { secretName: db } }'),
    parameters: { min_tier: 'external-store' },
    elements: ['Pod/web[web] db'],
  },
  {
    input: 'kubernetes',
    text: podWith('{ name: s, csi: { driver: secrets-store.csi.k8s.io } }'),
    parameters: { min_tier: 'external-store' },
    elements: ['pass'],
  },
];

describe('secret-store-tier', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(secretStoreTierCheck, given)).toEqual(given.elements);
  });
});
