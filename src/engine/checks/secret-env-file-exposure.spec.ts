import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { secretEnvFileExposureCheck } from './secret-env-file-exposure.check.js';
import { givenFiles } from '../adapters/input-adapter.js';
import { readInput } from '../adapters/read-input.js';
import { resolveWorkload } from '../adapters/resolve-workload.js';
import { elementsOf } from './evaluate-example.js';

const text = 'docker run --env-file conf/prod.env nginx:1.27';
const file = { 'conf/prod.env': 'LEVEL=info\n' };

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['not_applicable'] },
  { input: 'run-command', text, elements: ['unknown'] },
  { input: 'run-command', text: 'docker run --env-file /etc/prod.env nginx:1.27', elements: ['unknown'] },
  // What may read it is not told by texts alone.
  { input: 'run-command', text, files: { ...file, '.gitignore': '*.env\n' }, elements: ['unknown'] },
  { input: 'run-command', text, files: { ...file, '.gitignore': 'prod.env\n' }, elements: ['unknown'] },
  { input: 'run-command', text, files: { ...file, 'conf/.gitignore': '/prod.env\n' }, elements: ['unknown'] },
  {
    input: 'run-command',
    text,
    files: { ...file, '.gitignore': '/prod.env\n' },
    elements: ['conf/prod.env'],
  },
  {
    input: 'run-command',
    text,
    files: { ...file, '.gitignore': '*.env\n!prod.env\n' },
    elements: ['conf/prod.env'],
  },
  {
    input: 'run-command',
    text,
    files: { ...file, '.gitignore': '*.env\n', Dockerfile: 'FROM scratch\n' },
    elements: ['conf/prod.env'],
  },
  {
    input: 'run-command',
    text,
    files: { ...file, '.gitignore': '*.env\n', Dockerfile: 'FROM scratch\n', '.dockerignore': 'conf\n' },
    elements: ['unknown'],
  },
];

describe('secret-env-file-exposure', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(secretEnvFileExposureCheck, given)).toEqual(given.elements);
  });

  it.each([
    [0o600, ['pass']],
    [0o400, ['pass']],
    [0o640, ['conf/prod.env']],
    [0o666, ['conf/prod.env']],
  ])('goes by the mode %i of the file', (mode, elements) => {
    const files = { ...givenFiles({ ...file, '.gitignore': '*.env\n' }), mode: () => mode };
    const read = readInput('run-command', text, { files });
    if (!read.ok || read.facts.kind !== 'workload') throw new Error('the line cannot be read');
    const { facts } = read;
    const subject = { facts, workloads: facts.workloads.map((workload) => resolveWorkload(workload)) };
    const outcome = secretEnvFileExposureCheck.evaluate(subject, { max_mode: '0600' }, new Date(0));
    expect(elementsOf(outcome)).toEqual(elements);
  });
});
