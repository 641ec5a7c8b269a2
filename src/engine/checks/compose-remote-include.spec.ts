import { describe, expect, it } from 'vitest';
import { composeRemoteIncludeCheck } from './compose-remote-include.check.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';

const cases: readonly (WorkloadCase & { readonly name: string })[] = [
  {
    name: 'a branch',
    input: 'compose',
    text: 'services: { a: { build: "https://github.com/a/b.git#main" } }',
    elements: ['build-context https://github.com/a/b.git#main'],
  },
  {
    name: 'a commit, with a folder',
    input: 'compose',
    text: 'services: { a: { build: "https://github.com/a/b.git#0000000000000000000000000000000000000000:sub" } }',
    elements: ['pass'],
  },
  {
    name: 'further contexts',
    input: 'compose',
    text: 'services: { a: { build: { context: ., additional_contexts: [base=docker-image://alpine:3, own=./x] } } }',
    elements: ['build-context docker-image://alpine:3'],
  },
  {
    name: 'an include by tag, not read',
    input: 'compose',
    text: ['include: ["oci://r.example/a:1"]', 'services: { a: { image: a } }'].join('\n'),
    elements: ['include oci://r.example/a:1'],
  },
  {
    name: 'an include by digest, not read',
    input: 'compose',
    text: [
      'include: ["oci://r.example/a@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]',
      'services: { a: { image: a } }',
    ].join('\n'),
    elements: ['unknown'],
  },
  {
    name: 'files of the project',
    input: 'compose',
    text: ['include: [b.yml]', 'services: { a: { build: ./a } }'].join('\n'),
    elements: ['pass'],
    files: { 'b.yml': 'services: {}' },
  },
];

describe('compose-remote-include', () => {
  it.each(cases)('$name', (given) => {
    expect(elementsIn(composeRemoteIncludeCheck, given)).toEqual(given.elements);
  });
});
