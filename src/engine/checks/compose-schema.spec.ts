import { describe, expect, it } from 'vitest';
import { evaluateText } from './evaluate-example.js';
import { composeSchemaCheck } from './compose-schema.check.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';

const cases: readonly (WorkloadCase & { readonly name: string })[] = [
  {
    name: 'known keys pass',
    input: 'compose',
    text: 'services: { web: { image: a, x-a: 1 } }',
    elements: ['pass'],
  },
  {
    name: 'an obsolete version is worth a word',
    input: 'compose',
    text: ['version: "3"', 'services: { web: { image: a } }'].join('\n'),
    elements: ['version (info)'],
  },
  {
    name: 'every unknown key is named',
    input: 'compose',
    text: [
      'services:',
      '  web:',
      '    image: a',
      '    ulimit: {}',
      '    deploy: { resources: { limits: { mem: 1 } } }',
      'network: {}',
      '',
    ].join('\n'),
    elements: ['services.web.ulimit', 'services.web.deploy.resources.limits.mem', 'network'],
  },
  {
    name: 'variables count where they decide on isolation',
    input: 'compose',
    text: [
      'services:',
      '  web:',
      '    image: "a:${TAG}"',
      '    privileged: ${P}',
      '    user: ${U:-1000}',
      '    environment: { A: "${A}" }',
      '    command: run ${B}',
      '',
    ].join('\n'),
    elements: ['services/web/image TAG', 'services/web/privileged P'],
  },
  {
    name: 'variables of .env have a value',
    input: 'compose',
    text: 'services: { web: { image: a, user: "${U}" } }',
    elements: ['pass'],
    files: { '.env': 'U=1000' },
  },
  {
    name: 'what an include says is not known',
    input: 'compose',
    text: ['include: [none.yml]', 'services: { web: { image: a } }'].join('\n'),
    elements: ['unknown'],
  },
  {
    name: 'what an include says counts',
    input: 'compose',
    text: ['include: [more.yml]', 'services: { web: { image: a } }'].join('\n'),
    elements: ['services.b.privilegd'],
    files: { 'more.yml': 'services: { b: { privilegd: true } }' },
  },
];

describe('compose-schema', () => {
  it.each(cases)('$name', (given) => {
    expect(elementsIn(composeSchemaCheck, given)).toEqual(given.elements);
  });

  it('suggests the key that was meant, in the file that states it', () => {
    const text = 'include: [more.yml]\nservices: {}';
    const files = { 'more.yml': 'services:\n  b:\n    privilegd: true\n' };
    expect(evaluateText(composeSchemaCheck, 'compose', text, { files })).toMatchObject({
      violations: [
        {
          message: { en: expect.stringContaining('did you mean "privileged"?') as string },
          location: { path: 'more.yml', line: 3, pointer: '0#/services/b/privilegd' },
        },
      ],
    });
  });
});
