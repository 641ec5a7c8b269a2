import { describe, expect, it } from 'vitest';
import {
  aBenchmarkEvidence,
  aBenchmarkLine,
  aBenchmarkReport,
  aPassingLine,
} from '../../../test/support/example-benchmark-report.js';
import { csvForm } from './csv.form.js';

const write = (...lines: ReturnType<typeof aBenchmarkLine>[]) =>
  csvForm.write(aBenchmarkReport({ lines })).split('\n');

describe('the form csv', () => {
  it('is a head and one line for each recommendation', () => {
    expect(write(aBenchmarkLine(), aPassingLine)).toEqual([
      '"Number","Recommendation","Status","Checks","Evidence","Remediation"',
      '"5.5","No container is privileged","FAIL","workload-privileged (FAIL)","web: It runs privileged. (seen: workload.privileged = true)","Drop the flag."',
      `"5.10","The host's network is not shared","PASS","workload-network-host (PASS)","",""`,
      '',
    ]);
  });

  it.each([
    ['=HYPERLINK("http://a")', `'=HYPERLINK(""http://a"")`],
    ['+1', `'+1`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'=1`],
    ['\n \r=1', `'=1`],
    ['"=1', `'""=1`],
    ['\uff1d1', `'\uff1d1`],
    ['a=1', 'a=1'],
  ])('writes %j as no formula', (remediation, expected) => {
    expect(write(aBenchmarkLine({ remediation }))[1]?.endsWith(`,"${expected}"`)).toBe(true);
  });

  it('says how many elements a cell leaves out', () => {
    const evidence = Array.from({ length: 23 }, (_, index) => aBenchmarkEvidence({ message: `c${index}` }));
    expect(write(aBenchmarkLine({ evidence }))[1]).toContain('; and 3 more');
  });
});
