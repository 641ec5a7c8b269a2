import { describe, expect, it } from 'vitest';
import {
  aFindingReport,
  anUnreadTarget,
  aReportedFinding,
  aReportedTarget,
} from '../../../test/support/example-finding-report.js';
import type { ReportedFinding, ReportedTarget } from '../finding-formats/finding-format.js';
import { cisReport } from './cis-report.js';
import { statusCounts } from './benchmark-report.js';

const pass = (rule: string) => ({ rule, title: rule, result: 'pass' as const, reason: null });
const finding = (rule: string, parts: Partial<ReportedFinding> = {}) =>
  aReportedFinding({
    rule,
    fingerprint: rule,
    message: `${rule} is wrong.`,
    remediation: `Mend ${rule}.`,
    ...parts,
  });
const target = (parts: Partial<ReportedTarget>) =>
  aReportedTarget({ name: 'host-1', kind: 'host', passes: [], findings: [], ...parts });
const exemption = {
  id: 'e1',
  reason: 'Agent',
  requestedBy: 'team-a',
  approvedBy: 'security',
  expiresAt: '2027-01-01T00:00:00.000Z',
};
function lineOf(id: string, ...targets: ReportedTarget[]) {
  const report = cisReport(aFindingReport({ targets }), new Map([['e1', exemption]]));
  return report.lines.find((line) => line.id === id)!;
}

describe('a report by the CIS benchmark', () => {
  it('has a line for each recommendation, whatever was scanned', () => {
    const report = cisReport(aFindingReport({ targets: [target({})] }));
    expect(report.lines).toHaveLength(117);
    expect(statusCounts(report)).toMatchObject({ manual: 6, not_covered: 111, pass: 0, fail: 0 });
  });

  it('says of what no such scan tells what to scan, and of what people decide that they do', () => {
    expect(lineOf('2.2', target({}))).toMatchObject({
      status: 'not_covered',
      checks: [],
      reason: 'Nothing that was scanned tells it; scan host.',
    });
    expect(lineOf('5.24', target({}))).toMatchObject({
      status: 'manual',
      remediation: expect.stringContaining('write down'),
    });
  });

  it('is the worst that its checks say of any target, with evidence and what to do', () => {
    const good = target({ passes: [pass('workload-privileged')] });
    expect(lineOf('5.5', good)).toMatchObject({ status: 'pass', evidence: [], remediation: null });
    const bad = target({ name: 'host-2', findings: [finding('workload-privileged')] });
    expect(lineOf('5.5', good, bad)).toMatchObject({
      status: 'fail',
      checks: [{ id: 'workload-privileged', status: 'fail' }],
      evidence: [{ target: 'host-2', message: 'workload-privileged is wrong.', severity: 'high' }],
      remediation: 'Mend workload-privileged.',
    });
    const open = target({ findings: [finding('workload-privileged', { result: 'unknown' })] });
    expect(lineOf('5.5', good, open)).toMatchObject({ status: 'unknown' });
    expect(lineOf('5.5', open, bad)).toMatchObject({
      status: 'fail',
      evidence: [{ status: 'fail' }, { status: 'unknown' }],
    });
  });

  it('tells who waived what is wrong, and until when', () => {
    const waived = finding('workload-privileged', { exemption: 'e1' });
    expect(lineOf('5.5', target({ findings: [waived] }))).toMatchObject({
      status: 'exempt',
      evidence: [{ status: 'exempt', waivedBy: 'e1', exemption }],
    });
    const other = finding('workload-privileged', { fingerprint: 'b' });
    expect(lineOf('5.5', target({ findings: [waived, other] }))).toMatchObject({
      status: 'fail',
      evidence: [{ status: 'fail' }, { status: 'exempt' }],
    });
    const gone = finding('workload-privileged', { exemption: 'e2' });
    expect(lineOf('5.5', target({ findings: [gone] }))).toMatchObject({
      evidence: [{ waivedBy: 'e2', exemption: null }],
    });
  });

  it('tells single recommendations of one check apart', () => {
    const rule = 'host-file-ownership';
    const section = (number: string, result: 'pass' | 'fail' | 'unknown' | 'not_applicable') => ({
      ...{ rule, section: number, result, reason: `About ${number}.` },
      findings: result === 'fail' ? [rule] : [],
    });
    const host = target({
      findings: [
        finding(rule),
        finding(rule, { fingerprint: 'u', result: 'unknown', message: 'Not looked at: tls-ca, tls-key.' }),
      ],
      sections: [
        section('3.1', 'fail'),
        section('3.3', 'pass'),
        section('3.9', 'unknown'),
        section('3.19', 'not_applicable'),
      ],
    });
    expect(lineOf('3.1', host)).toMatchObject({ status: 'fail', evidence: [{ status: 'fail' }] });
    expect(lineOf('3.3', host)).toMatchObject({ status: 'pass', evidence: [] });
    expect(lineOf('3.9', host)).toMatchObject({ status: 'unknown', evidence: [{ message: 'About 3.9.' }] });
    expect(lineOf('3.19', host)).toMatchObject({ status: 'not_applicable', reason: 'About 3.19.' });
  });

  it('shows on whose word a recommendation passes', () => {
    const told = 'Attested by operations.';
    const vouched = target({ passes: [{ ...pass('swarm-ca-rotation'), reason: told }] });
    const absent = { ...pass('swarm-ca-rotation'), result: 'not_applicable' as const, reason: 'No swarm.' };
    expect(lineOf('7.8', vouched)).toMatchObject({ status: 'pass', reason: told, evidence: [] });
    expect(lineOf('7.8', target({ passes: [absent] }), vouched)).toMatchObject({
      status: 'pass',
      reason: told,
    });
    const seen = target({ passes: [pass('swarm-ca-rotation')] });
    expect(lineOf('7.8', target({ passes: [absent] }), seen)).toMatchObject({ status: 'pass', reason: null });
  });

  it('takes no pass from a check that supports a recommendation only, but its failures', () => {
    const supporting = 'workload-memory-swap';
    expect(lineOf('5.11', target({ passes: [pass(supporting)] }))).toMatchObject({ status: 'not_covered' });
    expect(lineOf('5.11', target({ findings: [finding(supporting)] }))).toMatchObject({ status: 'fail' });
    const both = [pass(supporting), pass('workload-memory-limit')];
    expect(lineOf('5.11', target({ passes: both })).checks).toHaveLength(2);
  });

  it('names what could not be read, which passes nowhere', () => {
    const unread = anUnreadTarget({ name: 'b.json' });
    const report = cisReport(aFindingReport({ targets: [unread, target({ problems: ['Half of it.'] })] }));
    expect(report.problems).toEqual([
      { target: 'b.json', message: 'It is no YAML.' },
      { target: 'host-1', message: 'Half of it.' },
    ]);
    expect(report.lines.filter(({ status }) => status === 'pass')).toEqual([]);
  });

  it('is in the language of the findings', () => {
    const report = cisReport(aFindingReport({ language: 'zh', targets: [target({})] }));
    expect(report.lines[0]?.title).toMatch(/\p{Script=Han}/u);
    expect(report.lines[0]?.reason).toMatch(/\p{Script=Han}/u);
  });
});
