import type { ASTNode } from '@marcbachmann/cel-js';
import type { Budget } from './budget.js';
import { wrongValue } from './expression-functions.js';
import { isList, isMap, listOf, Undecided, type FactList, type Result, type Value } from './value.js';

type Locals = Readonly<Record<string, Value>>;

/** What evaluates the parts of a comprehension. */
interface Evaluator {
  readonly budget: Budget;
  of(node: ASTNode, locals: Locals): Result;
}

export interface Comprehension {
  readonly name: string;
  readonly over: Value;
  /** The variable, and one or two expressions. */
  readonly args: readonly ASTNode[];
  readonly locals: Locals;
}

/** Goes through a list, or through the keys of a map. Elements that may be missing leave open what they could change. */
export function evaluateComprehension(
  evaluator: Evaluator,
  { name, over, args, locals }: Comprehension,
): Result {
  const [variable, body, transform] = args;
  if (isMap(over)) evaluator.budget.take(over.entries.size / 4);
  const list = isMap(over) ? listOf([...over.entries.keys()]) : over;
  if (variable?.op !== 'id' || !body || !isList(list)) return wrongValue;
  const run = (node: ASTNode, item: Value) => evaluator.of(node, { ...locals, [variable.args]: item });
  const test = (item: Value) => run(body, item);
  switch (name) {
    case 'exists':
      return quantified(list, test, true);
    case 'all':
      return quantified(list, test, false);
    case 'exists_one':
      return exactlyOne(list, test);
    case 'filter':
      return collected(list, (item) => kept(test(item), () => item));
    case 'map':
      return collected(list, (item) =>
        transform ? kept(test(item), () => run(transform, item)) : test(item),
      );
    default:
      return wrongValue;
  }
}

function quantified({ items, gap }: FactList, test: (item: Value) => Result, deciding: boolean): Result {
  let open: Undecided | null = null;
  for (const item of items) {
    const value = test(item);
    if (value === deciding) return deciding;
    if (value instanceof Undecided) open ??= value;
  }
  return open ?? (gap ? new Undecided(gap) : !deciding);
}

function exactlyOne({ items, gap }: FactList, test: (item: Value) => Result): Result {
  let found = 0;
  let open: Undecided | null = gap ? new Undecided(gap) : null;
  for (const item of items) {
    const value = test(item);
    if (value === true) found += 1;
    if (value instanceof Undecided) open ??= value;
  }
  return found > 1 ? false : (open ?? found === 1);
}

function kept(test: Result, item: () => Result): Result | null {
  if (test instanceof Undecided) return test;
  return test === true ? item() : null;
}

/** What is undecided of an element is missing from the list, which says so. */
function collected({ items, gap }: FactList, make: (item: Value) => Result | null): Result {
  const made: Value[] = [];
  let missing = gap;
  for (const item of items) {
    const value = make(item);
    if (value instanceof Undecided) missing ??= value.reason;
    else if (value !== null) made.push(value);
  }
  return listOf(made, missing);
}
