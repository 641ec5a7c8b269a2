import type { Language } from '../model/text.js';
import type { BenchmarkStatus, ReportedExemption } from './benchmark-report.js';

const english = {
  status: {
    fail: 'FAIL',
    unknown: 'UNKNOWN',
    manual: 'MANUAL',
    exempt: 'EXEMPT',
    pass: 'PASS',
    not_applicable: 'N/A',
    not_covered: 'NOT COVERED',
  } satisfies Record<BenchmarkStatus, string>,
  columns: ['Number', 'Recommendation', 'Status', 'Checks', 'Evidence', 'Remediation'],
  under: (policy: string) => `under ${policy}`,
  of: (targets: readonly string[]) => `of ${targets.join(', ')}`,
  remediation: 'do: ',
  seen: 'seen: ',
  problems: 'Not all of it could be read:',
  more: (count: number) => `and ${count} more`,
  manual: 'Only people can decide it: look, and write down what was found, by whom and until when it holds.',
  manualReason: 'No facts that were collected settle it.',
  notCovered: (inputs: readonly string[]) =>
    `Nothing that was scanned tells it; scan ${inputs.join(' or ')}.`,
  noCheck: 'The policy names no check for it.',
  exempted: ({ id, requestedBy, approvedBy, expiresAt, reason }: ReportedExemption) =>
    `exemption ${id}: asked for by ${requestedBy}, approved by ${approvedBy ?? 'nobody known'}, until ${expiresAt}: ${reason}`,
};
export type BenchmarkLabels = typeof english;

const chinese: BenchmarkLabels = {
  status: {
    fail: '不合规',
    unknown: '未知',
    manual: '人工判定',
    exempt: '已豁免',
    pass: '合规',
    not_applicable: '不适用',
    not_covered: '未覆盖',
  },
  columns: ['编号', '建议', '状态', '检查项', '证据', '处理'],
  under: (policy) => `策略：${policy}`,
  of: (targets) => `对象：${targets.join('、')}`,
  remediation: '处理：',
  seen: '实际：',
  problems: '未能完整读取：',
  more: (count) => `另有 ${count} 项`,
  manual: '只能人工判定：请检查并记录结论、责任人与有效期。',
  manualReason: '已采集的事实无法判定。',
  notCovered: (inputs) => `已扫描的对象无法说明；请扫描：${inputs.join('、')}。`,
  noCheck: '策略中没有对应的检查项。',
  exempted: ({ id, requestedBy, approvedBy, expiresAt, reason }) =>
    `豁免 ${id}：申请人 ${requestedBy}，批准人 ${approvedBy ?? '未知'}，有效期至 ${expiresAt}：${reason}`,
};

/** What reports on a benchmark say beside what checks and findings say themselves. */
export const benchmarkLabels: Readonly<Record<Language, BenchmarkLabels>> = { en: english, zh: chinese };
