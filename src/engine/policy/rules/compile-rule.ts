import { compileExpression, type Expression, type Wanted } from './compile-expression.js';
import { variablesOf } from './fact-variables.js';
import { inBoth, partsOf } from './message-template.js';
import type { Rule } from './rule-schema.js';

export type CompiledPart = string | Expression;

/** A rule, ready to be evaluated. */
export interface CompiledRule {
  readonly when: Expression | null;
  /** What is wrong, or with `isExpectation` what must hold. */
  readonly condition: Expression;
  readonly isExpectation: boolean;
  readonly message: { readonly en: readonly CompiledPart[]; readonly zh: readonly CompiledPart[] };
}

/** What is wrong with an expression of a rule; `offset`: in characters from the begin of the text at `path`. */
export interface RuleProblem {
  readonly path: readonly string[];
  readonly offset: number;
  readonly message: string;
}

export type RuleCompilation =
  | { readonly ok: true; readonly rule: CompiledRule }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

const done = new WeakMap<Rule, RuleCompilation>();

/** Reads a rule's expressions and holds them against the facts of its targets; each rule once. */
export function compileRule(rule: Rule): RuleCompilation {
  const known = done.get(rule) ?? new Compiler(rule).compile();
  done.set(rule, known);
  return known;
}

class Compiler {
  private readonly problems: RuleProblem[] = [];
  private readonly variables: Readonly<Record<string, string>>;

  constructor(private readonly rule: Rule) {
    this.variables = variablesOf(rule.targets, rule.for ?? null);
  }

  compile(): RuleCompilation {
    const { rule } = this;
    if (rule.for && this.variables[rule.for] === undefined)
      this.problems.push({
        path: ['for'],
        offset: 0,
        message: `Not all targets of the rule have ${rule.for}`,
      });
    const when = this.expression(rule.when, ['when'], 'bool');
    const deny = this.expression(rule.deny, ['deny'], 'bool');
    const expect = this.expression(rule.expect, ['expect'], 'bool');
    const condition = deny ?? expect;
    if ((rule.deny === undefined) === (rule.expect === undefined))
      this.problems.push({ path: [], offset: 0, message: 'Expected either deny or expect' });
    const isText = typeof rule.message === 'string';
    const texts = inBoth(rule.message);
    const en = this.message(texts.en, isText ? ['message'] : ['message', 'en']);
    const zh = texts.zh === texts.en ? en : this.message(texts.zh, ['message', 'zh']);
    if (this.problems.length > 0 || !condition) return { ok: false, problems: this.problems };
    return { ok: true, rule: { when, condition, isExpectation: deny === null, message: { en, zh } } };
  }

  private expression(
    text: string | undefined,
    path: readonly string[],
    wanted: Wanted,
    offset = 0,
  ): Expression | null {
    if (text === undefined) return null;
    const compiled = compileExpression(text, this.variables, wanted);
    if (compiled.ok) return compiled.expression;
    const { message, offset: within } = compiled.problem;
    this.problems.push({ path, offset: offset + within, message });
    return null;
  }

  private message(text: string, path: readonly string[]): CompiledPart[] {
    const parts = partsOf(text);
    if (!parts) {
      this.problems.push({ path, offset: text.lastIndexOf('${'), message: 'The "${" is not closed by "}"' });
      return [];
    }
    return parts.flatMap((part): CompiledPart[] => {
      if ('text' in part) return [part.text];
      const expression = this.expression(part.expression, path, 'text', part.offset);
      return expression ? [expression] : [];
    });
  }
}
