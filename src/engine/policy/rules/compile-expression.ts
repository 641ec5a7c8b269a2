import { Environment, type ASTNode, type TypeCheckResult } from '@marcbachmann/cel-js';
import { suggestion } from '../nearest.js';
import { factTypes, type FactFields, type FactType } from './fact-types.js';
import { refuse, unknownField, type ExpressionProblem, type Prepared } from './refuse-expression.js';

/** Longest expression, in characters. */
export const longestExpression = 2000;
const limits = {
  maxAstNodes: 500,
  maxDepth: 24,
  maxListElements: 200,
  maxMapEntries: 200,
  maxCallArguments: 4,
};

/** An expression that is well-formed and well-typed. */
export interface Expression {
  readonly text: string;
  /** With the types that were checked. */
  readonly tree: ASTNode;
  readonly prepared: Prepared;
}

export type Compiled =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/** `text`: anything that can be shown. */
export type Wanted = 'bool' | 'text';
const shownTypes = [
  'string',
  'int',
  'double',
  'bool',
  'google.protobuf.Timestamp',
  'list<string>',
  'list<int>',
];

/**
 * Reads an expression and holds its types against the facts. Only what the evaluator computes within its budget is let
 * through: no unsigned numbers, and regular expressions and time zones that are written out.
 */
export function compileExpression(
  text: string,
  variables: Readonly<Record<string, string>>,
  wanted: Wanted,
): Compiled {
  if (text.length > longestExpression)
    return failed(0, `The expression is longer than ${longestExpression} characters`);
  const environment = environmentOf(variables);
  const { checked, tree } = parsed(environment, text);
  if (!checked.valid || !tree) {
    const { error } = checked;
    return failed(error?.range?.start ?? 0, explained(error?.summary ?? 'It cannot be read', variables));
  }
  if (wanted === 'bool' ? checked.type !== 'bool' : !shownTypes.includes(checked.type ?? '')) {
    const expected =
      wanted === 'bool' ? 'true or false (bool)' : 'a text, a number, a date or a list of them';
    return failed(0, `The expression gives ${shownType(checked.type)}; expected ${expected}`);
  }
  const prepared: Prepared = { patterns: new Map(), zones: new Map() };
  const refusal = refuse(tree, prepared);
  return refusal ? { ok: false, problem: refusal } : { ok: true, expression: { text, tree, prepared } };
}

/** The tree, with the types of its nodes; none where the text cannot be read. */
function parsed(
  environment: Environment,
  text: string,
): { readonly checked: TypeCheckResult; readonly tree: ASTNode | null } {
  const checked = environment.check(text);
  if (!checked.valid) return { checked, tree: null };
  const again = environment.parse(text);
  return { checked: again.check(), tree: again.ast };
}

function failed(offset: number, message: string): Compiled {
  return { ok: false, problem: { offset, message } };
}

const environments = new Map<string, Environment>();
let typed: Environment | null = null;

/** The types are registered once, and the variables once for each set of them. */
function environmentOf(variables: Readonly<Record<string, string>>): Environment {
  const key = JSON.stringify(Object.entries(variables).sort());
  const known = environments.get(key);
  if (known) return known;
  typed ??= withTypes(new Environment({ limits }));
  const made = typed.clone();
  for (const [name, type] of Object.entries(variables)) made.registerVariable(name, celType(type));
  environments.set(key, made);
  return made;
}

/** A type comes after those that its fields are of. */
function withTypes(environment: Environment): Environment {
  const done = new Set<string>();
  const register = (name: FactType) => {
    if (done.has(name)) return;
    done.add(name);
    const fields: FactFields = factTypes[name];
    for (const { type } of Object.values(fields)) {
      const other = /\b([A-Z]\w*)\b/.exec(type)?.[1];
      if (other) register(other as FactType);
    }
    const types: Record<string, string> = {};
    for (const [field, { type }] of Object.entries(fields)) types[field] = celType(type);
    environment.registerType(name, { fields: types });
  };
  for (const name of Object.keys(factTypes) as FactType[]) register(name);
  return environment;
}

function celType(type: string): string {
  return type === 'timestamp' ? 'google.protobuf.Timestamp' : type;
}

function shownType(type: string | undefined): string {
  return (type ?? 'nothing').replace('google.protobuf.', '').replace('Timestamp', 'a date');
}

function explained(summary: string, variables: Readonly<Record<string, string>>): string {
  const variable = /^Unknown variable: (.+)$/s.exec(summary)?.[1]?.slice(0, 60);
  if (variable !== undefined) {
    const known = Object.keys(variables).sort();
    return `Unknown name "${variable}"${suggestion(variable, known) || `; there are ${known.join(', ')}`}`;
  }
  const field = /^No such key: (.+)$/s.exec(summary)?.[1]?.slice(0, 60);
  return field === undefined ? summary.slice(0, 300) : unknownField(field);
}
