import { describe, expect, it } from 'vitest';
import {
  aBenchmarkLine,
  aBenchmarkReport,
  aPassingLine,
  aWaivedLine,
} from '../../../test/support/example-benchmark-report.js';
import { junitForm } from './junit.form.js';

describe('the form junit', () => {
  it('has a case for each recommendation, and says what became of it', () => {
    const lines = [aBenchmarkLine(), aPassingLine, aWaivedLine];
    expect(junitForm.write(aBenchmarkReport({ lines })).split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="CIS Docker Benchmark 1.7.0" tests="3" failures="1" errors="0" skipped="1">',
      '  <testsuite name="5 Containers" tests="3" failures="1" errors="0" skipped="1">',
      '    <testcase classname="5 Containers" name="5.5 No container is privileged">',
      '      <failure type="fail" message="FAIL: web: It runs privileged. (seen: workload.privileged = true)">web: It runs privileged. (seen: workload.privileged = true)',
      'Drop the flag.</failure>',
      '    </testcase>',
      `    <testcase classname="5 Containers" name="5.10 The host's network is not shared"/>`,
      `    <testcase classname="5 Containers" name="5.16 The host's processes are not shared">`,
      '      <skipped message="EXEMPT: agent: It sees the processes of the host. (seen: workload.privileged = true) (exemption e1: asked for by team-a, approved by security, until 2027-01-01T00:00:00.000Z: A monitoring agent)"/>',
      '    </testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ]);
  });

  it('fails what could not be read, and what is unknown', () => {
    const problems = [{ target: 'a<b', message: 'It is no JSON.' }];
    const unknown = aBenchmarkLine({ status: 'unknown', evidence: [], reason: 'Not collected.' });
    const written = junitForm.write(aBenchmarkReport({ problems, lines: [unknown] }));
    expect(written).toContain('tests="2" failures="0" errors="2" skipped="0"');
    expect(written).toContain(
      '<error type="unreadable" message="It is no JSON.">a&lt;b: It is no JSON.</error>',
    );
    expect(written).toContain('<error type="unknown" message="UNKNOWN: Not collected.">');
  });
});
