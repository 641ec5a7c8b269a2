import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostKernelKnownEscapeCheck } from './host-kernel-known-escape.check.js';

const version = (runc: string, containerd: string) =>
  JSON.stringify({
    Server: {
      Components: [
        { Name: 'runc', Version: runc },
        { Name: 'containerd', Version: containerd },
      ],
    },
  });
const newKernel = 'Linux 6.8.0-45-generic #45';

const cases: readonly HostCase[] = [
  { text: aBundle({ kernel: newKernel, 'docker-version': version('1.2.8', 'v1.7.29') }), elements: ['pass'] },
  {
    text: aBundle({ kernel: newKernel, 'docker-version': version('1.3.2', '1.4.2') }),
    elements: ['runc CVE-2025-31133', 'containerd CVE-2020-15257'],
  },
  {
    text: aBundle({ kernel: newKernel, 'docker-version': version('1.1.7-0ubuntu1~22.04.2', '1.7.2') }),
    elements: ['unknown'],
  },
  {
    text: aBundle({ kernel: 'Linux 4.18.0-553.el8.x86_64 #1', 'docker-version': version('1.2.8', '1.7.29') }),
    elements: ['unknown'],
  },
  { text: anInfo({ KernelVersion: '5.15.20' }), elements: ['kernel CVE-2022-0847'] },
  {
    text: anInfo({ KernelVersion: '5.15.20' }),
    parameters: { ignore: ['CVE-2022-0847'] },
    elements: ['unknown'],
  },
  { text: aBundle({}), elements: ['unknown'] },
];

describe('host-kernel-known-escape', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostKernelKnownEscapeCheck, given)).toEqual(given.elements);
  });
});
