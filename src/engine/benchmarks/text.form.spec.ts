import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aBenchmarkEvidence,
  aBenchmarkLine,
  aBenchmarkReport,
  aPassingLine,
  aWaivedLine,
} from '../../../test/support/example-benchmark-report.js';
import { columnsOf } from '../text/columns.js';
import { textForm } from './text.form.js';

describe('the form text', () => {
  it('is one line for each recommendation, with what is wrong below it', () => {
    const lines = [aBenchmarkLine(), aPassingLine, aWaivedLine];
    expect(textForm.write(aBenchmarkReport({ lines }))).toBe(
      [
        'CIS Docker Benchmark 1.7.0 of host-1 under cis-docker-1.7',
        'FAIL 1, EXEMPT 1, PASS 1',
        '',
        '5 Containers',
        '5.5     FAIL         No container is privileged',
        '    - web: It runs privileged. (seen: workload.privileged = true)',
        '    do: Drop the flag.',
        "5.10    PASS         The host's network is not shared",
        "5.16    EXEMPT       The host's processes are not shared",
        '    - agent: It sees the processes of the host. (seen: workload.privileged = true) (exemption e1:',
        '    asked for by team-a, approved by security, until 2027-01-01T00:00:00.000Z: A monitoring agent)',
        '    do: Drop the flag.',
        '',
      ].join('\n'),
    );
  });

  it('names the targets where there are several, and what could not be read', () => {
    const targets = ['a', 'b'].map((name) => ({ name, kind: null, digest: null }));
    const problems = [{ target: 'b', message: 'It is no JSON.' }];
    const written = textForm.write(aBenchmarkReport({ targets, problems }));
    expect(written).toContain('Not all of it could be read:\n    - b: It is no JSON.\n');
    expect(written).toContain('- host-1: web: It runs privileged.');
  });

  it('is no wider than 100 columns, in either language', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(words, words, fc.constantFrom('en' as const, 'zh' as const), (message, name, language) => {
        const evidence = [aBenchmarkEvidence({ message, target: name })];
        const line = aBenchmarkLine({ title: name, evidence, reason: message, remediation: name });
        const targets = [{ name, kind: null, digest: null }];
        const written = textForm.write(aBenchmarkReport({ language, targets, lines: [line] }));
        for (const one of written.split('\n')) expect(columnsOf(one)).toBeLessThanOrEqual(100);
      }),
    );
  });
});
