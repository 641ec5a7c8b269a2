import type { ASTNode } from '@marcbachmann/cel-js';
import type { Budget } from './budget.js';
import type { Expression } from './compile-expression.js';
import { evaluateComprehension } from './comprehension.js';
import { comprehensions, functions, methods, wrongValue } from './expression-functions.js';
import { computed, divided, elementOf, entryOf, mapFrom, within } from './operators.js';
import { compare, equal } from './compare-values.js';
import { typeOf } from './syntax-tree.js';
import { isGetter, readPart } from './time-getters.js';
import { utc } from './time-zone.js';
import { isMap, isObject, listOf, undecided, Undecided, type Result, type Value } from './value.js';

/** What the names of an expression stand for; facts are read when they are asked for. */
export type Names = Readonly<Record<string, () => Result>>;

/** A fact that an expression read: `container.user`, and its value. */
export interface ReadFact {
  readonly fact: string;
  readonly value: string | number | boolean;
}

/** Facts that are kept of what was read. */
const keptReads = 5;

/**
 * What an expression comes to. Pure, and never throws but `BudgetSpent`. `&&`, `||`, `exists` and `all` decide as soon
 * as what is known decides them; else what is not known leaves the whole undecided.
 */
export class Evaluation {
  readonly reads: ReadFact[] = [];

  constructor(
    private readonly expression: Expression,
    private readonly names: Names,
    readonly budget: Budget,
  ) {}

  /** @throws BudgetSpent */
  result(): Result {
    return this.of(this.expression.tree, {});
  }

  of(node: ASTNode, locals: Readonly<Record<string, Value>>): Result {
    this.budget.take(1);
    switch (node.op) {
      case 'value':
        return literal(node.args);
      case 'id':
        return this.named(node.args, locals);
      case '.':
        return this.field(node.args[0], node.args[1], locals);
      case '&&':
      case '||':
        return this.logical(node.args, node.op === '||', locals);
      case '!_':
        return inverted(this.of(node.args, locals));
      case '?:': {
        const [condition, yes, no] = node.args;
        const which = this.of(condition, locals);
        return which instanceof Undecided ? which : this.of(which === true ? yes : no, locals);
      }
      case 'call':
        return node.args[0] === 'has' ? this.has(node.args[1][0]!, locals) : this.called(node, locals);
      case 'rcall':
        return this.method(node, locals);
      case 'list':
        return this.all(node.args, locals, (values) => listOf(values));
      case 'map':
        return this.all(node.args.flat(), locals, mapFrom);
      case '-_':
        return this.all([node.args], locals, ([value]) => (typeof value === 'number' ? -value : wrongValue));
      default:
        return this.operator(node, locals);
    }
  }

  private named(name: string, locals: Readonly<Record<string, Value>>): Result {
    if (Object.hasOwn(locals, name)) return locals[name]!;
    return Object.hasOwn(this.names, name) ? this.names[name]!() : wrongValue;
  }

  private field(operand: ASTNode, field: string, locals: Readonly<Record<string, Value>>): Result {
    const of = this.of(operand, locals);
    if (of instanceof Undecided) return of;
    if (isMap(of)) return entryOf(of, field);
    if (!isObject(of)) return wrongValue;
    const value = Object.hasOwn(of.fields, field) ? of.fields[field] : null;
    const name = of.name === '' ? field : `${of.name}.${field}`;
    if (value === null) return undecided(`${name} is not known`, `${name} 未知`);
    if (value === undefined) return undecided(`${name} is not stated`, `${name} 未声明`);
    if (typeof value !== 'object' && this.reads.length < keptReads) this.reads.push({ fact: name, value });
    return value;
  }

  /** Whether a field has a value; of what is not known nobody can say. */
  private has(argument: ASTNode, locals: Readonly<Record<string, Value>>): Result {
    if (argument.op !== '.') return wrongValue;
    const of = this.of(argument.args[0], locals);
    const field = argument.args[1];
    if (of instanceof Undecided) return of;
    if (isMap(of)) return of.entries.has(field);
    if (!isObject(of)) return wrongValue;
    const value = Object.hasOwn(of.fields, field) ? of.fields[field] : null;
    return value === null
      ? undecided(`${of.name}.${field} is not known`, `${of.name}.${field} 未知`)
      : value !== undefined;
  }

  private logical(
    parts: readonly ASTNode[],
    deciding: boolean,
    locals: Readonly<Record<string, Value>>,
  ): Result {
    let open: Undecided | null = null;
    for (const part of parts) {
      const value = this.of(part, locals);
      if (value === deciding) return deciding;
      if (value instanceof Undecided) open ??= value;
    }
    return open ?? !deciding;
  }

  /** All of the parts, or the first that is undecided. */
  private all(
    parts: readonly ASTNode[],
    locals: Readonly<Record<string, Value>>,
    run: (values: readonly Value[]) => Result,
  ): Result {
    const values: Value[] = [];
    for (const part of parts) {
      const value = this.of(part, locals);
      if (value instanceof Undecided) return value;
      values.push(value);
    }
    return run(values);
  }

  private called(node: ASTNode & { readonly op: 'call' }, locals: Readonly<Record<string, Value>>): Result {
    const [name, args] = node.args;
    return this.all(args, locals, (values) => functions[name]?.(values, this.budget) ?? wrongValue);
  }

  private method(node: ASTNode & { readonly op: 'rcall' }, locals: Readonly<Record<string, Value>>): Result {
    const [name, receiver, args] = node.args;
    if (name === 'matches') return this.matches(node, receiver, locals);
    if (isGetter(name)) {
      const zone = this.expression.prepared.zones.get(node) ?? utc;
      return this.all([receiver], locals, ([time]) => readPart(name, time!, zone, this.budget));
    }
    if (!Object.hasOwn(comprehensions, name))
      return this.all(
        [receiver, ...args],
        locals,
        (values) => methods[name]?.(values, this.budget) ?? wrongValue,
      );
    const over = this.of(receiver, locals);
    if (over instanceof Undecided) return over;
    return evaluateComprehension(this, { name, over, args, locals });
  }

  private matches(node: ASTNode, receiver: ASTNode, locals: Readonly<Record<string, Value>>): Result {
    const text = this.of(receiver, locals);
    const compiled = this.expression.prepared.patterns.get(node);
    if (text instanceof Undecided) return text;
    if (typeof text !== 'string' || !compiled) return wrongValue;
    this.budget.take(1 + (text.length * compiled.cost) / 8);
    return compiled.pattern.test(text);
  }

  private operator(node: ASTNode, locals: Readonly<Record<string, Value>>): Result {
    const operands = Array.isArray(node.args) ? (node.args as readonly ASTNode[]) : [];
    return this.all(operands, locals, ([a, b]) => {
      if (a === undefined || b === undefined) return wrongValue;
      switch (node.op) {
        case '==':
          return equal(a, b, this.budget);
        case '!=':
          return inverted(equal(a, b, this.budget));
        case '<':
        case '<=':
        case '>':
        case '>=':
          return compare(node.op, a, b, this.budget);
        case 'in':
          return within(a, b, this.budget);
        case '[]':
          return elementOf(a, b);
        case '+':
        case '-':
        case '*':
          return computed(node.op, a, b, this.budget);
        case '/':
        case '%':
          return divided(node.op, a, b, typeOf(node)?.name === 'int');
        default:
          return wrongValue;
      }
    });
  }
}

function literal(value: unknown): Result {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return { kind: 'bytes', bytes: value };
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : wrongValue;
}

function inverted(value: Result): Result {
  return value instanceof Undecided ? value : value !== true;
}
