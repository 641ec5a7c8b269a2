import { describe, expect, it } from 'vitest';
import { editDocument } from '../remediation/document-editor.js';
import type { DocumentEdit } from '../remediation/edit.js';
import { evaluateText } from './evaluate-example.js';
import { composeNetworkSegmentationCheck } from './compose-network-segmentation.check.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';

const cases: readonly (WorkloadCase & { readonly name: string })[] = [
  {
    name: 'a network for each tier',
    input: 'compose',
    text: [
      'services:',
      '  web: { image: nginx, ports: ["80:80"], networks: [front] }',
      '  api: { image: x, networks: [front, back] }',
      '  db: { image: postgres, networks: [back] }',
      'networks: { front: {}, back: {} }',
      '',
    ].join('\n'),
    elements: ['pass'],
  },
  {
    name: 'a service that the host alone reaches',
    input: 'compose',
    text: [
      'services:',
      '  web: { image: nginx, ports: ["127.0.0.1:80:80", "[::1]:80:80"], networks: [back] }',
      '  db: { image: postgres, networks: [back] }',
      'networks: { back: {} }',
      '',
    ].join('\n'),
    elements: ['pass'],
  },
  {
    name: 'one for both',
    input: 'compose',
    text: [
      'services:',
      '  web: { image: nginx, ports: ["80:80"], networks: [front, back] }',
      '  api: { image: x, networks: [front] }',
      '  db: { image: postgres, networks: [back] }',
      'networks: { front: {}, back: {} }',
      '',
    ].join('\n'),
    elements: ['network back'],
  },
  {
    name: 'both on both',
    input: 'compose',
    text: [
      'services:',
      '  web: { image: nginx, ports: ["80:80"], networks: [front, back] }',
      '  api: { image: x, networks: [front] }',
      '  db: { image: redis, networks: [back, front] }',
      'networks: { front: {}, back: {} }',
      '',
    ].join('\n'),
    elements: ['network front', 'network back'],
  },
  {
    name: 'all on the one of the project',
    input: 'compose',
    text: 'services: { api: { image: x }, db: { image: mysql } }',
    elements: ['network default'],
  },
  {
    name: 'the one of the project, but not for all',
    input: 'compose',
    text: [
      'services: { api: { image: x }, db: { image: mysql }, web: { image: x, ports: [80], networks: [front] } }',
      'networks: { front: {} }',
    ].join('\n'),
    elements: ['pass'],
  },
  {
    name: 'no data',
    input: 'compose',
    text: [
      'services:',
      '  web: { image: nginx, ports: ["80:80"], networks: [front] }',
      '  api: { image: x, networks: [front] }',
      '  db: { image: x, networks: [front] }',
      'networks: { front: {}, back: {} }',
      '',
    ].join('\n'),
    elements: ['pass'],
  },
  {
    name: 'one service',
    input: 'compose',
    text: 'services: { db: { image: postgres } }',
    elements: ['not_applicable'],
  },
  {
    name: 'an image that is not known',
    input: 'compose',
    text: [
      'services:',
      '  web: { image: nginx, ports: ["80:80"], networks: [front] }',
      '  api: { image: x, networks: [front] }',
      '  db: { image: "${DB}", networks: [front] }',
      'networks: { front: {}, back: {} }',
      '',
    ].join('\n'),
    elements: ['unknown'],
  },
  {
    name: 'an image whose name is known',
    input: 'compose',
    text: [
      'services:',
      '  web: { image: nginx, ports: ["80:80"], networks: [front] }',
      '  api: { image: x, networks: [front] }',
      '  db: { image: "${REGISTRY}/postgres:17", networks: [front] }',
      'networks: { front: {}, back: {} }',
      '',
    ].join('\n'),
    elements: ['network front'],
  },
  {
    name: 'by way of a service that shares its network',
    input: 'compose',
    text: [
      'services:',
      '  web: { image: x, ports: [80], networks: [a] }',
      '  db: { image: postgres, network_mode: "service:web" }',
      'networks: { a: {} }',
    ].join('\n'),
    elements: ['network a'],
  },
  {
    name: 'a label says what it is there for',
    input: 'compose',
    text: [
      'services:',
      '  web: { image: x, ports: [80] }',
      '  db: { image: mine, labels: [hardening.tier=data] }',
      '',
    ].join('\n'),
    elements: ['network default'],
  },
  {
    name: 'a file that was not read',
    input: 'compose',
    text: ['include: [a.yml]', 'services: { a: { image: x }, b: { image: x } }'].join('\n'),
    elements: ['unknown'],
  },
];

describe('compose-network-segmentation', () => {
  it.each(cases)('$name', (given) => {
    expect(elementsIn(composeNetworkSegmentationCheck, given)).toEqual(given.elements);
  });

  it('moves each service to the networks of its tier', () => {
    const text = `services:
  web:
    image: nginx:1.27
    ports: ["80:80"] # open
  api:
    image: shop
  db:
    image: postgres:17
`;
    const outcome = evaluateText(composeNetworkSegmentationCheck, 'compose', text);
    const edits = outcome.result === 'fail' ? outcome.violations.flatMap(({ fix }) => fix ?? []) : [];
    expect(editDocument(text, edits as DocumentEdit[])).toMatchObject({
      text: `services:
  web:
    image: nginx:1.27
    ports: ["80:80"] # open
    networks:
      - frontend
  api:
    image: shop
    networks:
      - frontend
      - backend
  db:
    image: postgres:17
    networks:
      - backend
networks:
  frontend: {}
  backend:
    internal: true
`,
    });
  });
});
