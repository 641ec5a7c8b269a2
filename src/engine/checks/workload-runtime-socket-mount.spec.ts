import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadRuntimeSocketMountCheck } from './workload-runtime-socket-mount.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run -v /var/run/docker.sock:/s nginx:1.27',
    elements: ['/run/docker.sock at /s'],
  },
  {
    input: 'run-command',
    text: 'docker run -v /run/user/1000/docker.sock:/s nginx:1.27',
    elements: ['/run/user/1000/docker.sock at /s'],
  },
  { input: 'run-command', text: 'docker run -v /:/h nginx:1.27', elements: ['/ at /h'] },
  { input: 'run-command', text: 'docker run --use-api-socket nginx:1.27', elements: ['use-api-socket'] },
  {
    input: 'run-command',
    text: 'docker run -v /run/docker.sock:/s tecnativa/docker-socket-proxy:1',
    elements: ['/run/docker.sock at /s (high)'],
  },
  { input: 'run-command', text: 'docker run -v /run/mysqld:/m nginx:1.27', elements: ['pass'] },
];

describe('workload-runtime-socket-mount', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadRuntimeSocketMountCheck, given)).toEqual(given.elements);
  });
});
