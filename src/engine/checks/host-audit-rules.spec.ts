import { describe, expect, it } from 'vitest';
import { exampleFiles } from './example-host-files.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostAuditRulesCheck } from './host-audit-rules.check.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ files: exampleFiles(), 'audit-rules': '-w / -p wa' }), elements: ['unknown'] },
  {
    text: aBundle({
      files: '755 0 0 root root regular file /usr/bin/dockerd',
      'audit-rules': '# loaded\n-w /usr/bin/docker -p wa',
    }),
    elements: ['dockerd'],
  },
  {
    text: aBundle({
      files: '755 0 0 root root regular file /usr/bin/dockerd',
      'audit-rules': '# loaded\n-w /usr/bin -p wa',
    }),
    elements: ['dockerd (info)'],
  },
  { text: aBundle({ files: exampleFiles() }), elements: ['unknown'] },
  { text: aBundle({ 'audit-rules': '-w / -p wa' }), elements: ['unknown'] },
];

describe('host-audit-rules', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostAuditRulesCheck, given)).toEqual(given.elements);
  });
});
