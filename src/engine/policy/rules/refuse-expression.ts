import { RE2JS } from '@bufbuild/re2';
import type { ASTNode } from '@marcbachmann/cel-js';
import { suggestion } from '../nearest.js';
import { Budget } from './budget.js';
import { comprehensions, functions, methods } from './expression-functions.js';
import { factTypes, type FactFields } from './fact-types.js';
import {
  isMapNode,
  refuseAccess,
  refuseDivision,
  refuseGetter,
  refuseMap,
  refuseSum,
  type Refusal,
} from './refuse-types.js';
import { childrenOf } from './syntax-tree.js';
import { getterNames, isGetter } from './time-getters.js';
import type { TimeZone } from './time-zone.js';
import { Undecided } from './value.js';

const longestPattern = 200;

/** A regular expression that takes linear time, with the length of its program. */
export interface Pattern {
  readonly pattern: RE2JS;
  readonly cost: number;
}

/** What is worked out of calls when an expression is read, by their nodes. */
export interface Prepared {
  /** Of `matches`. */
  readonly patterns: Map<ASTNode, Pattern>;
  /** Of getters that name one. */
  readonly zones: Map<ASTNode, TimeZone>;
}

/** What is wrong with an expression; `offset`: in characters from its begin. */
export interface ExpressionProblem {
  readonly offset: number;
  readonly message: string;
}

export function unknownField(field: string): string {
  const known = [...new Set(Object.values(factTypes).flatMap((fields) => Object.keys(fields)))].sort();
  return `Unknown field "${field}"${suggestion(field, known)}`;
}

/** The first part of a tree whose types are checked that the evaluator does not take. */
export function refuse(node: ASTNode, prepared: Prepared): ExpressionProblem | null {
  const own = refusalOf(node, prepared);
  if (own !== null) return { offset: own.at ?? node.start, message: own.message };
  for (const child of childrenOf(node)) {
    const found = refuse(child, prepared);
    if (found) return found;
  }
  return null;
}

function refusalOf(node: ASTNode, prepared: Prepared): Refusal | null {
  switch (node.op) {
    case 'call':
      return refuseCall(node.args[0], node.args[1]);
    case 'rcall': {
      const [name, receiver, args] = node.args;
      if (receiver.op === 'id' && receiver.args === 'cel') return unavailable(`cel.${name}`);
      if (name === 'matches') return refusePattern(node, args[0], prepared.patterns);
      if (isGetter(name)) return refuseGetter(node, prepared.zones);
      const isKnown = Object.hasOwn(methods, name) || comprehensions[name]?.includes(args.length);
      return isKnown ? null : unavailable(name);
    }
    case 'value':
      return refuseValue(node);
    case 'map':
      return refuseMap(node);
    case '.':
      return refuseAccess(node.args[0], null);
    case '[]':
      return refuseAccess(...node.args);
    case '+':
      return refuseSum(node);
    case '/':
    case '%':
      return refuseDivision(node);
    case '.?':
    case '[?]':
      return { message: `"${node.op}" is not available in rules` };
    default:
      return null;
  }
}

function refuseCall(name: string, args: readonly ASTNode[]): Refusal | null {
  const [argument] = args;
  if (name === 'has') return refuseHas(argument);
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!run) return unavailable(name);
  if (argument?.op !== 'value' || typeof argument.args !== 'string') return null;
  const value = run([argument.args], new Budget(0));
  return value instanceof Undecided ? { message: value.reason.en } : null;
}

/** The type checker lets `has` ask for fields that no fact has. */
function refuseHas(argument: ASTNode | undefined): Refusal | null {
  if (argument?.op !== '.') return null;
  const field = argument.args[1];
  const of = argument.args[0];
  const isMap = (of.op === '.' && mapFields.has(of.args[1])) || isMapNode(of);
  const isKnown = Object.values(factTypes).some((fields) => Object.hasOwn(fields, field));
  return isMap || isKnown ? null : { message: unknownField(field), at: argument.start };
}

const mapFields = new Set(
  Object.values(factTypes).flatMap((fields: FactFields) =>
    Object.entries(fields).flatMap(([name, { type }]) => (type.startsWith('map<') ? name : [])),
  ),
);

function refuseValue({ args: value, input, start, end }: ASTNode): Refusal | null {
  if (typeof value === 'bigint' && value > BigInt(Number.MAX_SAFE_INTEGER))
    return { message: 'The number is too large' };
  if (value instanceof Uint8Array)
    return /\P{ASCII}/u.test(input.slice(start, end))
      ? { message: 'Bytes are written in ASCII, others as escapes such as \\xc3' }
      : null;
  const isPlain = value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
  return isPlain ? null : { message: 'Unsigned numbers are not available in rules' };
}

function refusePattern(
  node: ASTNode,
  argument: ASTNode | undefined,
  patterns: Map<ASTNode, Pattern>,
): Refusal | null {
  if (argument?.op !== 'value' || typeof argument.args !== 'string')
    return { message: 'The regular expression of matches() is to be written out as a text' };
  if (argument.args.length > longestPattern)
    return {
      message: `The regular expression is longer than ${longestPattern} characters`,
      at: argument.start,
    };
  try {
    const pattern = RE2JS.compile(argument.args);
    patterns.set(node, { pattern, cost: pattern.re2Input.prog.numInst() });
    return null;
  } catch (error) {
    return {
      message: `No regular expression: ${error instanceof Error ? error.message : String(error)}`,
      at: argument.start,
    };
  }
}

function unavailable(name: string): Refusal {
  const known = [
    ...Object.keys(functions),
    ...Object.keys(methods),
    ...getterNames,
    ...Object.keys(comprehensions),
    'has',
    'matches',
  ];
  return { message: `The function ${name}() is not available in rules${suggestion(name, known)}` };
}
