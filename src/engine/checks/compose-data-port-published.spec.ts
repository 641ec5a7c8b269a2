import { describe, expect, it } from 'vitest';
import { composeDataPortPublishedCheck } from './compose-data-port-published.check.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';

const cases: readonly (WorkloadCase & { readonly name: string })[] = [
  {
    name: 'on every address',
    input: 'compose',
    text: 'services: { db: { image: postgres:17, ports: ["5432:5432", "127.0.0.1:1:1"] } }',
    elements: ['db 5432/tcp'],
  },
  {
    name: 'on one address',
    input: 'compose',
    text: 'services: { db: { image: redis, ports: ["10.0.0.1:6379:6379"] } }',
    elements: ['db 6379/tcp'],
  },
  {
    name: 'on loopback',
    input: 'compose',
    text: 'services: { db: { image: postgres, ports: ["127.0.0.1:5432:5432", "[::1]:1:1"] } }',
    elements: ['pass'],
  },
  {
    name: 'on an address that is not known',
    input: 'compose',
    text: 'services: { db: { image: postgres, ports: ["${BIND}:5432:5432"] } }',
    elements: ['unknown'],
  },
  {
    name: 'a port that cannot be read',
    input: 'compose',
    text: 'services: { db: { image: postgres, ports: ["x:y:z"] } }',
    elements: ['unknown'],
  },
  { name: 'no port', input: 'compose', text: 'services: { db: { image: postgres } }', elements: ['pass'] },
  {
    name: 'no data',
    input: 'compose',
    text: 'services: { db: { image: nginx, ports: [80] } }',
    elements: ['not_applicable'],
  },
  {
    name: 'an image that is not known',
    input: 'compose',
    text: 'services: { db: { image: "${I}", ports: [80] } }',
    elements: ['unknown'],
  },
  {
    name: 'built from a database',
    input: 'compose',
    text: 'services: { db: { build: ./db, ports: ["5432:5432"] } }',
    elements: ['db 5432/tcp'],
    files: { 'db/Dockerfile': 'FROM postgres:17' },
  },
];

describe('compose-data-port-published', () => {
  it.each(cases)('$name', (given) => {
    expect(elementsIn(composeDataPortPublishedCheck, given)).toEqual(given.elements);
  });
});
