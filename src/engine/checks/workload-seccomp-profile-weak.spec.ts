import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadSeccompProfileWeakCheck } from './workload-seccomp-profile-weak.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --security-opt seccomp=p.json nginx:1.27',
    elements: ['unknown'],
  },
  {
    input: 'run-command',
    text: 'docker run --security-opt seccomp=p.json nginx:1.27',
    elements: ['mount'],
    files: {
      'p.json':
        '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["mount","bpf"],"action":"SCMP_ACT_ALLOW"},{"names":["bpf"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_BPF"]}}]}',
    },
    parameters: { must_block: ['mount'] },
  },
  {
    input: 'run-command',
    text: 'docker run --security-opt seccomp=unconfined nginx:1.27',
    elements: ['not_applicable'],
  },
];

describe('workload-seccomp-profile-weak', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadSeccompProfileWeakCheck, given)).toEqual(given.elements);
  });
});
