import type { PolicyIssue } from './policy-schema.js';
import { isRecord, memberOf } from './plain-json.js';

type Plain = Readonly<Record<string, unknown>>;

export interface Extended {
  /** What the child and its parent are together. */
  readonly value: Plain;
  /** What the child says that cannot be laid over the parent. */
  readonly issues: readonly PolicyIssue[];
}

/** Parts whose keys are laid over the parent's one by one; null takes one away. */
const mergedParts = ['gate', 'exemptions', 'freshness'] as const;

/**
 * Lays a document over the one that it extends. Its name and its tests are its own; `title` and `description` replace the
 * parent's. A check is added, or its severity and each of its parameters replaced; `false` or null takes it away. Keys of
 * `gate`, `exemptions` and `freshness` are replaced one by one, maps within them too; null takes a key away. Rules are
 * those of the parent with, by id, the keys that are stated; `remove: true` takes one away.
 */
export function extendPolicy(parent: Plain, child: Plain): Extended {
  const issues: PolicyIssue[] = [];
  const { extends: _extends, tests: _tests, ...inherited } = parent;
  const { extends: _own, checks, rules, ...stated } = child;
  const value: Record<string, unknown> = { ...inherited, ...stated };
  if (checks !== undefined || inherited['checks'] !== undefined)
    value['checks'] = extendedChecks(inherited['checks'], checks, issues);
  if (rules !== undefined || inherited['rules'] !== undefined)
    value['rules'] = extendedRules(inherited['rules'], rules, issues);
  for (const part of mergedParts) {
    const below = inherited[part] ?? {};
    if (isRecord(below) && isRecord(child[part])) value[part] = merged(below, child[part]);
  }
  return { value, issues };
}

function extendedChecks(before: unknown, stated: unknown, issues: PolicyIssue[]): unknown {
  if (stated === undefined) return before;
  const below = before ?? {};
  if (!isRecord(below) || !isRecord(stated)) return stated;
  const checks = new Map(Object.entries(below));
  for (const [id, override] of Object.entries(stated)) {
    const known = checks.get(id);
    if (override !== false && override !== null) {
      checks.set(id, isRecord(known) && isRecord(override) ? extendedCheck(known, override) : override);
    } else if (!checks.delete(id)) {
      const message = `It takes away "${id}", which the policy that it extends does not have`;
      issues.push({ path: ['checks', id], isKey: true, message });
    }
  }
  return Object.fromEntries(checks);
}

function extendedCheck(before: Plain, stated: Plain): Plain {
  const [own, other] = [memberOf(before, 'parameters'), memberOf(stated, 'parameters')];
  const parameters = isRecord(own) && isRecord(other) ? { parameters: { ...own, ...other } } : {};
  return { ...before, ...stated, ...parameters };
}

function extendedRules(before: unknown, stated: unknown, issues: PolicyIssue[]): unknown {
  if (stated === undefined) return before;
  if (!Array.isArray(stated) || (before !== undefined && !Array.isArray(before))) return stated;
  const rules: unknown[] = [...((before ?? []) as readonly unknown[])];
  for (const [index, rule] of (stated as readonly unknown[]).entries()) {
    const id = memberOf(rule, 'id');
    const at = rules.findIndex((one) => id !== undefined && memberOf(one, 'id') === id);
    const known = rules[at];
    if (memberOf(rule, 'remove') === true) {
      if (at !== -1) rules.splice(at, 1);
      else {
        const message = `It takes away "${String(id)}", which the policy that it extends does not have`;
        issues.push({ path: ['rules', index], isKey: false, message });
      }
    } else if (isRecord(known) && isRecord(rule)) rules[at] = extendedRule(known, rule);
    else rules.push(rule);
  }
  return rules;
}

/** `deny` and `expect` stand for each other: the one that is stated replaces either. */
function extendedRule(before: Plain, stated: Plain): Plain {
  const { deny, expect, ...rest } = before;
  const isJudgedAnew = stated['deny'] !== undefined || stated['expect'] !== undefined;
  const condition = isJudgedAnew
    ? {}
    : { ...(deny !== undefined && { deny }), ...(expect !== undefined && { expect }) };
  return { ...rest, ...condition, ...stated };
}

function merged(before: Plain, stated: Plain): Plain {
  const keys = new Map(Object.entries(before));
  for (const [key, value] of Object.entries(stated)) {
    const known = keys.get(key);
    if (value === null) keys.delete(key);
    else keys.set(key, isRecord(value) ? merged(isRecord(known) ? known : {}, value) : value);
  }
  return Object.fromEntries(keys);
}
