import { automated, differs, manual, type BenchTest } from './bench-test.js';

const enterprise = differs(
  'It is about UCP and DTR, which are no longer sold; there is no check of them.',
  '该测试针对已停售的 UCP 与 DTR；我们没有对应的检查项。',
);
const example = differs('It is an example: there is nothing to check.', '该测试为示例，无可检查内容。');
const names = differs(
  'It looks for the name of the capability; ours fails ALL and privileged containers too.',
  '该测试只查找能力名称；授予 ALL 或以特权模式运行时我们同样判定失败。',
);

/** Section 8, and the tests of the community. */
export const communityTests: readonly BenchTest[] = [
  automated('8.1.1', '', [], enterprise),
  automated('8.1.2', '', [], enterprise),
  manual('8.1.3', '', [], enterprise),
  manual('8.1.4', '', [], enterprise),
  automated('8.1.5', '', [], enterprise),
  automated('8.1.6', '', [], enterprise),
  automated('8.1.7', '', [], enterprise),
  automated('8.2.1', '', [], enterprise),
  automated('C.1', '', [], example),
  manual('C.1.1', '', [], example),
  automated(
    'C.2',
    'legacy registry',
    { decides: [], related: ['daemon-experimental'] },
    differs(
      'Registries of version 1 are unknown to engines since 17.12: there is nothing to check.',
      '自 17.12 起引擎已不支持 v1 仓库，无可检查内容。',
    ),
  ),
  automated('C.5.3.1', 'cap_dac_read_search', ['workload-cap-dangerous'], names),
  automated('C.5.3.2', 'cap_sys_module', ['workload-cap-dangerous'], names),
  automated('C.5.3.3', 'cap_sys_admin', ['workload-cap-dangerous'], names),
  automated('C.5.3.4', 'cap_sys_ptrace', ['workload-cap-dangerous'], names),
];
