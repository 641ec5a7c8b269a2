import { describe, expect, it } from 'vitest';
import { service } from './secret-samples.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { secretRotationCheck } from './secret-rotation.check.js';

const secret = (metadata: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: db, ${metadata} }\n`;
const file = '{"Name":"db","Mode":256}';

const cases: readonly WorkloadCase[] = [
  {
    input: 'kubernetes',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
    elements: ['not_applicable'],
  },
  { input: 'kubernetes', text: secret('labels: {}'), elements: ['unknown'] },
  { input: 'kubernetes', text: secret("creationTimestamp: '2020-01-01T00:00:00Z'"), elements: ['Secret/db'] },
  {
    input: 'kubernetes',
    text: secret(
      "creationTimestamp: '2020-01-01T00:00:00Z', managedFields: [{ time: '2099-01-01T00:00:00Z' }]",
    ),
    elements: ['pass'],
  },
  { input: 'swarm-service', text: service(file, '2020-01-01T00:00:00Z'), elements: ['db'] },
  { input: 'swarm-service', text: service(file, '2099-01-01T00:00:00Z'), elements: ['pass'] },
];

describe('secret-rotation', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(secretRotationCheck, given)).toEqual(given.elements);
  });
});
