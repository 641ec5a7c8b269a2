import type { Language } from '../../engine/model/text.js';

const english = {
  under: (policy: string) => ` under ${policy}`,
  notRead: 'NOT READ',
  notAllRead: 'Not all of it could be read:',
  remediation: 'do: ',
  fix: { safe: 'fix', review: 'fix to be reviewed' },
  undecided: 'undecided',
  passed: 'passed',
  notApplicable: 'does not apply',
  exempted: 'exempted',
  hidden: (count: number) => `and ${count} more; --all shows them`,
  lessSevere: (count: number) => `and ${count} less severe than --severity asks for`,
  noFindings: 'no findings',
  inputs: (count: number) => `${count} ${count === 1 ? 'input' : 'inputs'}`,
  unread: 'not read',
  next: (safe: number, review: number, findings: number) =>
    `Next: of ${findings} ${findings === 1 ? 'finding' : 'findings'}, \`ironhull fix\` mends ${safe}, and ${review} more when they are named and the change is reviewed; for the rest do what each one says.`,
};
export type CheckLabels = typeof english;

const chinese: CheckLabels = {
  under: (policy) => `（策略：${policy}）`,
  notRead: '未能读取',
  notAllRead: '未能完整读取：',
  remediation: '处理：',
  fix: { safe: '可修复', review: '可修复，需审核' },
  undecided: '未判定',
  passed: '已通过',
  notApplicable: '不适用',
  exempted: '已豁免',
  hidden: (count) => `另有 ${count} 项，使用 --all 查看`,
  lessSevere: (count) => `另有 ${count} 项低于 --severity 指定的级别`,
  noFindings: '无发现',
  inputs: (count) => `${count} 个输入`,
  unread: '未读取',
  next: (safe, review, findings) =>
    `下一步：共 ${findings} 个发现，\`ironhull fix\` 可修复 ${safe} 个，另有 ${review} 个可指明后修复并审核；其余请按各项说明处理。`,
};

/** What reports of `check` say beside what the findings say themselves. */
export const checkLabels: Readonly<Record<Language, CheckLabels>> = { en: english, zh: chinese };
