import type { ASTNode, TypeDeclaration } from '@marcbachmann/cel-js';
import { typeOf } from './syntax-tree.js';
import { isTooFine } from './time-getters.js';
import { timeZoneOf, type TimeZone } from './time-zone.js';

export interface Refusal {
  readonly message: string;
  /** Absent: at the begin of the node. */
  readonly at?: number;
}

const keyTypes: readonly string[] = ['string', 'int', 'bool'];

/** A map is read by keys of its own type, and by fields where those are texts. */
export function refuseAccess(of: ASTNode, key: ASTNode | null): Refusal | null {
  const keys = keysOf(typeOf(of));
  const given = key ? typeOf(key) : null;
  const name = key === null ? 'string' : (given?.name ?? 'nothing');
  if (keys === null || keys === name || given?.kind === 'param') return null;
  return { message: `The keys of the map are ${keys}, not ${name}`, ...(key && { at: key.start }) };
}

/** Null: it is no map, or an empty one. */
function keysOf(type: TypeDeclaration | null): string | null {
  return type?.kind === 'map' && type.keyType?.kind === 'primitive' ? type.keyType.name : null;
}

/** A map whose keys can be told apart, each written once. */
export function refuseMap(node: ASTNode & { readonly op: 'map' }): Refusal | null {
  const keys = keysOf(typeOf(node));
  if (node.args.length > 0 && (keys === null || !keyTypes.includes(keys)))
    return { message: 'The keys of a map are texts (string), whole numbers (int), true or false (bool)' };
  const seen = new Set<unknown>();
  for (const [key] of node.args) {
    if (key.op === 'value' && seen.has(key.args))
      return { message: `The map has ${JSON.stringify(String(key.args).slice(0, 60))} twice`, at: key.start };
    if (key.op === 'value') seen.add(key.args);
  }
  return null;
}

/** The evaluator has to know what it divides. */
export function refuseDivision(node: ASTNode): Refusal | null {
  const type = typeOf(node)?.name;
  return type === 'int' || type === 'double'
    ? null
    : { message: `"${node.op}" takes whole numbers (int) or numbers (double)` };
}

/** The type checker takes a length of time plus an instant for a length of time. */
export function refuseSum(node: ASTNode & { readonly op: '+' }): Refusal | null {
  const [a, b] = node.args.map((operand) => typeOf(operand)?.name);
  const isTurned = a === 'google.protobuf.Duration' && b === 'google.protobuf.Timestamp';
  return isTurned ? { message: 'A date comes before the duration that is added to it' } : null;
}

/** What a getter is asked of `now`, and in which zone; which is kept for the evaluation. */
export function refuseGetter(
  node: ASTNode & { readonly op: 'rcall' },
  zones: Map<ASTNode, TimeZone>,
): Refusal | null {
  const [name, receiver, [argument]] = node.args;
  if (isTooFine(name) && passes(receiver))
    return {
      message: `${name}() of what passes with now changes too often; compare it with a timestamp() or a duration()`,
    };
  if (argument === undefined) return null;
  if (argument.op !== 'value' || typeof argument.args !== 'string')
    return {
      message: `The time zone of ${name}() is to be written out, such as "Europe/Berlin" or "+05:30"`,
      at: argument.start,
    };
  const zone = timeZoneOf(argument.args);
  if (!zone)
    return { message: `No time zone: ${JSON.stringify(argument.args.slice(0, 60))}`, at: argument.start };
  zones.set(node, zone);
  return null;
}

/** Whether it is `now`, or a sum or difference with it. Where that cannot be seen, the evaluation leaves it undecided. */
function passes(node: ASTNode): boolean {
  if (node.op === 'id') return node.args === 'now';
  return (node.op === '+' || node.op === '-') && node.args.some(passes);
}

/** Whether it is a map, also within what the type checker does not look at. */
export function isMapNode(node: ASTNode): boolean {
  return innerType(node)?.kind === 'map';
}

function innerType(node: ASTNode): TypeDeclaration | null {
  const type = typeOf(node);
  if (type || node.op !== '.') return type;
  const of = innerType(node.args[0]);
  return of?.kind === 'map' ? (of.valueType ?? null) : null;
}
