import type { Check, Outcome, SectionOutcome, Violation } from '../checks/check.js';
import type { BenchAnswer, DockerBenchFacts } from '../model/docker-bench-facts.js';
import { firstTexts, listed } from '../model/text-parts.js';
import type { Text } from '../model/text.js';
import type { BenchTest } from './bench-test.js';
import { testsOf } from './bench-tests.js';

/** What the tool says where there is nothing that its test is about. */
const nothingThere = /\bnot found\b|^No TLS\b|\bnot listening on TCP\b|^No containers running/i;
/** So many elements are named in a text. */
const shownItems = 5;

/** Whether answers of docker-bench-security decide the check. */
export function isDecidedByBench(check: Pick<Check, 'id'>): boolean {
  return testsOf(check.id).length > 0;
}

/**
 * What docker-bench-security said of what the check is about. What it warns of fails, each element that it names by
 * itself; what it passes passes; what it leaves to people, or was not asked, is unknown.
 */
export function benchOutcome(check: Pick<Check, 'id' | 'references'>, facts: DockerBenchFacts): Outcome {
  const tests = testsOf(check.id);
  const told = tests.map((test) => ({ test, ...answerOn(test, facts, tests.length > 1) }));
  const violations = told.flatMap((one) => one.violations);
  const open = told.flatMap(({ result, reason }) => (result === 'unknown' ? (reason ?? []) : []));
  const undecided = firstTexts(open);
  const own = told.filter(({ test }) => check.references.cis?.includes(test.id));
  const sections =
    own.length > 1
      ? { sections: Object.fromEntries(own.map(({ test, ...one }) => [test.id, sectionOf(one)])) }
      : {};
  if (violations.length > 0)
    return { result: 'fail', violations, ...(undecided && { undecided }), ...sections };
  if (undecided) return { result: 'unknown', reason: undecided, ...sections };
  const absent = told.find(({ result }) => result === 'not_applicable');
  if (absent && told.every(({ result }) => result === 'not_applicable'))
    return { result: 'not_applicable', reason: absent.reason!, ...sections };
  return { result: 'pass', ...sections };
}

interface OwnOutcome {
  readonly result: SectionOutcome['result'];
  readonly violations: readonly Violation[];
  readonly reason: Text | null;
}

function sectionOf({ result, violations, reason }: OwnOutcome): SectionOutcome {
  return { result, elements: violations.map(({ element }) => element), ...(reason && { reason }) };
}

function answerOn(test: BenchTest, facts: DockerBenchFacts, isOneOfMany: boolean): OwnOutcome {
  const answer = facts.answers.find(({ id }) => id === test.id);
  if (!answer) return { result: 'unknown', violations: [], reason: notAsked(test) };
  if (answer.result === 'PASS') return { result: 'pass', violations: [], reason: null };
  if (answer.result === 'WARN') {
    const items = answer.items.length > 0 ? answer.items : [''];
    const violations = items.map((item) => violationOf(item, test, answer, facts, isOneOfMany));
    return { result: 'fail', violations, reason: null };
  }
  const isAbsent = [answer.details ?? '', ...answer.items].some((text) => nothingThere.test(text));
  return isAbsent
    ? { result: 'not_applicable', violations: [], reason: saidText(answer) }
    : { result: 'unknown', violations: [], reason: saidText(answer) };
}

function violationOf(
  item: string,
  { id, difference }: BenchTest,
  answer: BenchAnswer,
  { name }: DockerBenchFacts,
  isOneOfMany: boolean,
): Violation {
  const of = item === '' ? { en: '', zh: '' } : { en: `${item}: `, zh: `${item}：` };
  const weak = difference && {
    en: ` Our own check decides better: ${difference.en}`,
    zh: `我们自己的检查项更准确：${difference.zh}`,
  };
  return {
    element: [...(isOneOfMany ? [id] : []), ...(item === '' ? [] : [item])].join(' '),
    message: {
      en: `${of.en}docker-bench-security warns of it (test ${id}${detailsOf(answer)}).${weak?.en ?? ''}`,
      zh: `${of.zh}docker-bench-security 对此告警（测试 ${id}${detailsOf(answer)}）。${weak?.zh ?? ''}`,
    },
    location: { path: name, layer: null, line: null },
    evidence: [
      { fact: `docker-bench.${id}`, value: item === '' ? answer.result : `${answer.result} ${item}` },
    ],
  };
}

/** The details without the elements, which the tool repeats there. */
function detailsOf({ details, items }: BenchAnswer): string {
  if (details === null) return '';
  return `: ${items.length > 0 ? details.replace(/:\s.*$/s, '') : details}`;
}

function saidText({ id, result, details, items }: BenchAnswer): Text {
  const named = listed(items, shownItems);
  const what = (elements: string) =>
    [detailsOf({ id, result, details, items }).slice(2), elements].filter((part) => part !== '').join(': ');
  const [en, zh] = [what(named.en), what(named.zh)];
  return {
    en: `docker-bench-security does not decide it (test ${id}: ${result}${en === '' ? '' : `, ${en}`}).`,
    zh: `docker-bench-security 未作判定（测试 ${id}：${result}${zh === '' ? '' : `，${zh}`}）。`,
  };
}

function notAsked({ id }: BenchTest): Text {
  return {
    en: `The result of docker-bench-security has no test ${id}.`,
    zh: `docker-bench-security 的结果中没有测试 ${id}。`,
  };
}
