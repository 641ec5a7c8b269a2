import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostKernelUsernsCheck } from './host-kernel-userns.check.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ kernel: 'Linux 6.8.0 #1' }), elements: ['unknown'] },
  {
    text: aBundle({
      kernel: 'Linux 4.9.0-1 #1',
      sysctl: 'user/max_user_namespaces = 0',
      'kernel-config': '# CONFIG_USER_NS is not set',
    }),
    elements: ['kernel', 'CONFIG_USER_NS', 'user.max_user_namespaces'],
  },
  { text: anInfo({ KernelVersion: '6.8.0' }), elements: ['unknown'] },
  { text: aBundle({ kernel: 'Linux 4.18.0', sysctl: 'user.max_user_namespaces = 1' }), elements: ['pass'] },
  { text: aBundle({}), elements: ['unknown'] },
  {
    text: aBundle({ kernel: 'Linux 4.18.0', sysctl: 'rubbish\nuser.max_user_namespaces = 1' }),
    elements: ['unknown'],
  },
];

describe('host-kernel-userns', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostKernelUsernsCheck, given)).toEqual(given.elements);
  });
});
