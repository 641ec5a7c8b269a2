import { describe, expect, it } from 'vitest';
import { composeExternalSecretCheck } from './compose-external-secret.check.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';

const cases: readonly (WorkloadCase & { readonly name: string })[] = [
  {
    name: 'docker compose refuses them',
    input: 'compose',
    text: [
      'services: { db: { image: postgres:17, secrets: [a, b] } }',
      'secrets: { a: { external: true }, b: { external: { name: x } }, c: { file: ./c } }',
    ].join('\n'),
    elements: ['secret a', 'secret b'],
    composeTarget: 'compose',
  },
  {
    name: 'a swarm has them',
    input: 'compose',
    text: [
      'services: { db: { image: postgres:17, secrets: [a, b] } }',
      'secrets: { a: { external: true }, b: { external: { name: x } }, c: { file: ./c } }',
    ].join('\n'),
    elements: ['pass'],
    composeTarget: 'swarm-stack',
  },
  {
    name: 'nobody says what it is deployed with',
    input: 'compose',
    text: [
      'services: { db: { image: postgres:17, secrets: [a, b] } }',
      'secrets: { a: { external: true }, b: { external: { name: x } }, c: { file: ./c } }',
    ].join('\n'),
    elements: ['unknown'],
  },
  {
    name: 'none is external',
    input: 'compose',
    text: [
      'services: { db: { image: a } }',
      'secrets: { a: { file: ./a }, b: { external: false, environment: B } }',
    ].join('\n'),
    elements: ['pass'],
  },
];

describe('compose-external-secret', () => {
  it.each(cases)('$name', (given) => {
    expect(elementsIn(composeExternalSecretCheck, given)).toEqual(given.elements);
  });
});
