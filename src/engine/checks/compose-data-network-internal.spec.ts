import { describe, expect, it } from 'vitest';
import { composeDataNetworkInternalCheck } from './compose-data-network-internal.check.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';

const cases: readonly (WorkloadCase & { readonly name: string })[] = [
  {
    name: 'an internal one',
    input: 'compose',
    text: [
      'services: { db: { image: postgres, networks: [in] } }',
      'networks: { in: { internal: true }, out: {}, ext: { external: true }, open: { internal: "${X}" } }',
    ].join('\n'),
    elements: ['pass'],
  },
  {
    name: 'one of two that leads outside',
    input: 'compose',
    text: [
      'services: { db: { image: postgres, networks: [in, out] } }',
      'networks: { in: { internal: true }, out: {}, ext: { external: true }, open: { internal: "${X}" } }',
    ].join('\n'),
    elements: ['network out'],
  },
  {
    name: 'an external one',
    input: 'compose',
    text: [
      'services: { db: { image: postgres, networks: [ext] } }',
      'networks: { in: { internal: true }, out: {}, ext: { external: true }, open: { internal: "${X}" } }',
    ].join('\n'),
    elements: ['unknown'],
  },
  {
    name: 'one that a variable decides',
    input: 'compose',
    text: [
      'services: { db: { image: postgres, networks: [open] } }',
      'networks: { in: { internal: true }, out: {}, ext: { external: true }, open: { internal: "${X}" } }',
    ].join('\n'),
    elements: ['unknown'],
  },
  {
    name: 'one that is not declared',
    input: 'compose',
    text: [
      'services: { db: { image: postgres, networks: [none] } }',
      'networks: { in: { internal: true }, out: {}, ext: { external: true }, open: { internal: "${X}" } }',
    ].join('\n'),
    elements: ['unknown'],
  },
  {
    name: 'the one of the project',
    input: 'compose',
    text: 'services: { db: { image: mongo } }',
    elements: ['network default'],
  },
  {
    name: 'the one of the project, internal',
    input: 'compose',
    text: ['services: { db: { image: mongo } }', 'networks: { default: { internal: true } }'].join('\n'),
    elements: ['pass'],
  },
  {
    name: 'no data',
    input: 'compose',
    text: [
      'services: { db: { image: nginx, networks: [out] } }',
      'networks: { in: { internal: true }, out: {}, ext: { external: true }, open: { internal: "${X}" } }',
    ].join('\n'),
    elements: ['not_applicable'],
  },
  {
    name: 'an image that is not known',
    input: 'compose',
    text: [
      'services: { db: { image: "${I}", networks: [out] } }',
      'networks: { in: { internal: true }, out: {}, ext: { external: true }, open: { internal: "${X}" } }',
    ].join('\n'),
    elements: ['unknown'],
  },
];

describe('compose-data-network-internal', () => {
  it.each(cases)('$name', (given) => {
    expect(elementsIn(composeDataNetworkInternalCheck, given)).toEqual(given.elements);
  });
});
