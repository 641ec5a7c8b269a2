import { describe, expect, it } from 'vitest';
import {
  aBenchmarkLine,
  aBenchmarkReport,
  aPassingLine,
} from '../../../test/support/example-benchmark-report.js';
import { jsonForm } from './json.form.js';

describe('the form json', () => {
  it('counts, and tells each recommendation with its checks and evidence', () => {
    const written: unknown = JSON.parse(
      jsonForm.write(aBenchmarkReport({ lines: [aBenchmarkLine(), aPassingLine] })),
    );
    expect(written).toMatchObject({
      benchmark: { name: 'CIS Docker Benchmark', version: '1.7.0' },
      targets: [{ name: 'host-1', kind: 'host' }],
      counts: { fail: 1, pass: 1, unknown: 0 },
      recommendations: [
        {
          id: '5.5',
          status: 'fail',
          checks: [{ id: 'workload-privileged', status: 'fail' }],
          evidence: [{ message: 'web: It runs privileged.', seen: [{ value: 'true' }], exemption: null }],
        },
        { id: '5.10', status: 'pass', evidence: [] },
      ],
      problems: [],
    });
  });
});
