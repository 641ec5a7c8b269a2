import type { Outcome, Violation } from '../../checks/check.js';
import { inputOf } from '../../checks/check-subject.js';
import { targetNouns } from '../../checks/fact-problems.js';
import { changingAt } from '../../checks/instants.js';
import type { Facts } from '../../model/facts.js';
import type { Text } from '../../model/text.js';
import type { CheckNotRun, CheckRun } from '../evaluate-checks.js';
import type { Policy } from '../policy-schema.js';
import { Budget, BudgetSpent } from './budget.js';
import { compileRule, type CompiledPart, type CompiledRule } from './compile-rule.js';
import { Evaluation, type ReadFact } from './evaluate-expression.js';
import type { Expression } from './compile-expression.js';
import { textOf } from './expression-functions.js';
import { elementVariables } from './fact-variables.js';
import { inBoth } from './message-template.js';
import { RuleFacts, type ElementList, type RuleElement, type RuleSubject } from './rule-facts.js';
import type { Rule } from './rule-schema.js';
import { Undecided, type Result } from './value.js';

/** Most elements that one rule finds fault with on one target. */
const mostViolations = 1000;
const longestMessage = 600;
const longestValue = 200;

type RulePolicy = Pick<Policy, 'rules'>;

/** Runs the policy's own rules that look at this kind of target, sorted by id. Never throws: an error is unknown. */
export function evaluateRules({ rules }: RulePolicy, subject: RuleSubject): CheckRun[] {
  const facts = new RuleFacts(subject);
  return sorted(rules.filter((rule) => looksAt(rule, subject.facts))).map((rule) => ({
    id: rule.id,
    title: inBoth(rule.title),
    remediation: inBoth(rule.remediation),
    severity: rule.severity,
    fixSafety: null,
    fixRisk: null,
    outcome: outcomeOf(rule, facts),
  }));
}

/** The policy's own rules that do not look at this kind of target, sorted by id. */
export function rulesNotRun({ rules }: RulePolicy, facts: Facts): CheckNotRun[] {
  return sorted(rules.filter((rule) => !looksAt(rule, facts))).map(({ id, severity }) => ({ id, severity }));
}

function sorted(rules: readonly Rule[]): Rule[] {
  return [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function looksAt({ targets }: Rule, facts: Facts): boolean {
  const input = inputOf(facts);
  return targets.some((target) => target === input || target === facts.kind);
}

function outcomeOf(rule: Rule, facts: RuleFacts): Outcome {
  const compilation = compileRule(rule);
  if (!compilation.ok) {
    const message = compilation.problems[0]?.message ?? '';
    return unknown({ en: `the rule cannot be read: ${message}`, zh: `无法读取规则：${message}` });
  }
  return new RuleRun(rule, compilation.rule, facts).outcome();
}

const tooCostly: Text = { en: 'it costs more than a rule may', zh: '计算开销超过规则上限' };

function unknown({ en, zh }: Text): Outcome {
  return {
    result: 'unknown',
    reason: { en: `The rule could not be decided: ${en}.`, zh: `规则无法判定：${zh}。` },
  };
}

/** One rule on one target. */
class RuleRun {
  private readonly budget: Budget;
  /** What is wrong stays wrong, whatever it costs to say so. */
  private readonly messageBudget: Budget;
  private readonly violations: Violation[] = [];
  private open: Text | null = null;
  private applies = 0;

  constructor(
    private readonly rule: Rule,
    private readonly compiled: CompiledRule,
    private readonly facts: RuleFacts,
  ) {
    this.budget = new Budget(facts.subject.now.getTime());
    this.messageBudget = new Budget(facts.subject.now.getTime());
  }

  outcome(): Outcome {
    const { elements, gap } = this.looked();
    try {
      for (const element of elements) this.look(element);
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      this.open ??= tooCostly;
    }
    this.open ??= gap;
    const changes = [this.budget.changesAt, this.messageBudget.changesAt].filter((at) => at !== null);
    const time = changes.length > 0 ? changingAt(Math.min(...changes)) : {};
    return { ...this.decided(elements.length), ...time };
  }

  private looked(): ElementList {
    if (this.rule.for) return this.facts.elements(this.rule.for);
    const { facts } = this.facts.subject;
    const path = 'name' in facts ? facts.name : '';
    const location = path === '' ? null : { path, layer: null, line: null };
    return {
      elements: [{ value: { kind: 'object', name: '', fields: {} }, element: '', location }],
      gap: null,
    };
  }

  private look(element: RuleElement): void {
    const applies = this.compiled.when ? this.evaluate(this.compiled.when, element).value : true;
    if (applies instanceof Undecided) this.open ??= applies.reason;
    if (applies !== true) return;
    this.applies += 1;
    const { value, reads } = this.evaluate(this.compiled.condition, element);
    if (value instanceof Undecided) this.open ??= value.reason;
    else if ((value === true) !== this.compiled.isExpectation) this.fault(element, reads);
  }

  private fault(element: RuleElement, reads: readonly ReadFact[]): void {
    if (this.violations.length >= mostViolations) {
      this.open ??= {
        en: `it finds fault with more than ${mostViolations} elements`,
        zh: `违规元素超过 ${mostViolations} 个`,
      };
      return;
    }
    this.violations.push({
      element: element.element,
      message: this.message(element),
      ...(element.location && { location: element.location }),
      evidence: reads.map(({ fact, value }) => ({ fact, value: String(value).slice(0, longestValue) })),
    });
  }

  private decided(elements: number): Outcome {
    const undecided = this.open && unknown(this.open);
    if (this.violations.length > 0) {
      const reason = undecided?.result === 'unknown' ? { undecided: undecided.reason } : {};
      return { result: 'fail', violations: this.violations, ...reason };
    }
    if (undecided) return undecided;
    if (this.applies > 0 || elements === 0) return { result: 'pass' };
    const noun = targetNouns[this.facts.subject.facts.kind];
    const reason = { en: `The rule does not apply to this ${noun.en}.`, zh: `规则不适用于该${noun.zh}。` };
    return { result: 'not_applicable', reason };
  }

  private evaluate(
    expression: Expression,
    { value: element }: RuleElement,
    budget = this.budget,
  ): {
    readonly value: Result;
    readonly reads: readonly ReadFact[];
  } {
    const names = this.rule.for
      ? { ...this.facts.names, [elementVariables[this.rule.for]]: () => element }
      : this.facts.names;
    const evaluation = new Evaluation(expression, names, budget);
    return { value: evaluation.result(), reads: evaluation.reads };
  }

  private message(element: RuleElement): Text {
    const { en, zh } = this.compiled.message;
    const inEnglish = this.written(en, element);
    return { en: inEnglish, zh: zh === en ? inEnglish : this.written(zh, element) };
  }

  private written(parts: readonly CompiledPart[], element: RuleElement): string {
    const text = parts.map((part) => (typeof part === 'string' ? part : this.shown(part, element))).join('');
    return text.length > longestMessage ? `${text.slice(0, longestMessage - 1)}…` : text;
  }

  /** What cannot be told leaves the message as it is but for this. */
  private shown(part: Expression, element: RuleElement): string {
    try {
      const { value } = this.evaluate(part, element, this.messageBudget);
      const text = value instanceof Undecided ? value : textOf(value);
      return typeof text === 'string' ? text.slice(0, longestValue) : '?';
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      return '?';
    }
  }
}
