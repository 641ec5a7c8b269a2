import { firewallLimits, type Condition, type RuleTarget } from './firewall.js';
import type { ParsedRule } from './iptables-rule.js';
import { membersOf, nftField, nftValues, textOf, type NamedSets } from './nft-values.js';

/** Statements that neither match nor decide. */
const passing = new Set(['counter', 'log', 'mangle', 'notrack', 'secmark', 'flow']);
const verdicts = new Set(['accept', 'drop', 'return', 'reject'] as const);
type Verdict = typeof verdicts extends ReadonlySet<infer V> ? V : never;

function isVerdict(name: string): name is Verdict {
  return (verdicts as ReadonlySet<string>).has(name);
}

/** The conditions and target of one rule of `nft -j list ruleset`, from its `expr`. */
export function parseNftRule(expressions: readonly unknown[], sets: NamedSets): ParsedRule {
  const conditions: Condition[] = [];
  const unknown: string[] = [];
  let target: RuleTarget = { kind: 'continue' };
  for (const expression of expressions) {
    const [[name, body] = ['', null], ...more] = Object.entries(membersOf(expression));
    if (more.length > 0) unknown.push(cut(expression));
    else if (isVerdict(name)) target = { kind: name };
    else if (name === 'jump' || name === 'goto')
      target = { kind: name, chain: textOf(membersOf(body)['target']) };
    else if (name === 'match') {
      const parsed = matchOf(body, sets);
      if (parsed === null) unknown.push(cut(expression));
      else conditions.push(...parsed);
    } else if (name === 'xt') {
      // Of iptables-nft, which prints what it is; nft tells the name only.
      const { type, name: extension } = membersOf(body);
      if (type === 'target') target = targetOfExtension(textOf(extension));
      else if (extension !== 'comment') unknown.push(cut(expression));
    } else if (!passing.has(name)) {
      unknown.push(cut(expression));
      if (target.kind === 'continue' && name !== 'limit') target = { kind: 'unknown', text: cut(expression) };
    }
  }
  return { conditions: withoutRepetition(conditions), unknown, target };
}

function targetOfExtension(name: string): RuleTarget {
  if (name === 'REJECT') return { kind: 'reject' };
  return name === 'LOG' || name === 'NFLOG' ? { kind: 'continue' } : { kind: 'unknown', text: name };
}

function matchOf(body: unknown, sets: NamedSets): Condition[] | null {
  const { op, left, right } = membersOf(body);
  const looked = nftField(left);
  if (looked === null || !(op === '==' || op === '!=' || op === 'in')) return null;
  // A plain list is of bits: any of them with `in`, exactly these with `==`.
  if (Array.isArray(right) && op !== 'in') return null;
  const values = nftValues(right, sets);
  if (values === null) return null;
  return [...looked.implied, { field: looked.field, values, isNegated: op === '!=' }];
}

function withoutRepetition(conditions: readonly Condition[]): Condition[] {
  return [...new Map(conditions.map((condition) => [JSON.stringify(condition), condition])).values()];
}

function cut(expression: unknown): string {
  return JSON.stringify(expression).slice(0, firewallLimits.text);
}
