import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadPortAllInterfacesCheck } from './workload-port-all-interfaces.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run -p 8080:80 -p 127.0.0.1:1:1 nginx:1.27',
    elements: ['8080→80/tcp'],
  },
  { input: 'run-command', text: 'docker run -p 80 nginx:1.27', elements: ['ephemeral→80/tcp'] },
  {
    input: 'run-command',
    text: 'docker run -p 443:443 nginx:1.27',
    elements: ['pass'],
    parameters: { public_ports_allow: [443] },
  },
  {
    input: 'run-command',
    text: 'docker run -p 8080:80 nginx:1.27',
    elements: ['unknown'],
    parameters: { assume_engine_defaults: false },
  },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['not_applicable'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["${PORT}:80"]', ''].join('\n'),
    elements: ['web ephemeral→80/tcp'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["${BIND}:8080:80"]', ''].join('\n'),
    elements: ['unknown'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    ports: ["x:y"]', ''].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-port-all-interfaces', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadPortAllInterfacesCheck, given)).toEqual(given.elements);
  });
});
