import { findCheck } from '../checks/find-check.js';
import type { Text } from '../model/text.js';
import { unifiedDiff } from '../text/unified-diff.js';
import { canonicalJson } from './canonical-json.js';
import type { Policy } from './policy-schema.js';

/** One thing that judges differently under another version of a policy. */
export interface PolicyChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Where it stands in the document: `checks.workload-memory-limit.severity`, `gate.fail_on`. */
  readonly path: string;
  /** Plain JSON; null: there was nothing, or there is nothing now. */
  readonly from: unknown;
  readonly to: unknown;
  readonly message: Text;
}

export interface PolicyDiff {
  /** What differs in meaning, sorted by path; layout, comments and defaults that are written out change nothing. */
  readonly changes: readonly PolicyChange[];
  /** What differs in the text, as a unified diff; empty: nothing. */
  readonly patch: string;
}

/** A version of a policy, as it is compared. */
export interface ComparedPolicy {
  /** As it was written (YAML). */
  readonly text: string;
  readonly policy: Policy;
  /** What it extends, pinned; null or absent: nothing. */
  readonly parent?: string | null;
}

/** Tells one version of a policy from another, by what they mean and by their texts. */
export function diffPolicies(from: ComparedPolicy, to: ComparedPolicy): PolicyDiff {
  const before = factsOf(from);
  const after = factsOf(to);
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return {
    changes: paths.flatMap((path) => {
      if (isWithinOneSide(path, before, after)) return [];
      return changeAt(path, before.get(path), after.get(path));
    }),
    patch: unifiedDiff(`${to.policy.name}.yaml`, from.text, to.text),
  };
}

/** What a policy means, by path: the checks with the catalogue's values where it states none. */
function factsOf({ policy, parent }: ComparedPolicy): Map<string, unknown> {
  const facts = new Map<string, unknown>([
    ['title', policy.title],
    ['description', policy.description],
  ]);
  for (const [id, { severity, parameters = {} }] of Object.entries(policy.checks)) {
    const check = findCheck(id);
    facts.set(`checks.${id}`, {});
    facts.set(`checks.${id}.severity`, severity ?? check?.severity ?? null);
    const defaults = check?.parameters.safeParse({}).data ?? {};
    for (const [name, value] of Object.entries({ ...defaults, ...parameters })) {
      facts.set(`checks.${id}.parameters.${name}`, value);
    }
  }
  if (parent) facts.set('extends', parent);
  for (const { id, ...rule } of policy.rules) {
    facts.set(`rules.${id}`, {});
    for (const [name, value] of Object.entries(rule)) facts.set(`rules.${id}.${name}`, value);
  }
  for (const { name, ...test } of policy.tests) facts.set(`tests.${name}`, test);
  for (const part of ['gate', 'freshness', 'exemptions'] as const) {
    for (const [name, value] of Object.entries(policy[part])) facts.set(`${part}.${name}`, value);
  }
  return facts;
}

/** Whether it is a part of a check or rule that only one of them has: that itself tells of it. Ids have no dots. */
function isWithinOneSide(path: string, ...sides: readonly ReadonlyMap<string, unknown>[]): boolean {
  const check = /^(?:checks|rules)\.[^.]+(?=\.)/.exec(path)?.[0];
  return check !== undefined && sides.some((side) => !side.has(check));
}

function changeAt(path: string, from: unknown, to: unknown): PolicyChange[] {
  if (from !== undefined && to !== undefined && canonicalJson(from) === canonicalJson(to)) return [];
  const kind = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
  if (path.startsWith('tests.')) return [testChange(kind, path, from ?? null, to ?? null)];
  const isCheck = /^(?:checks|rules)\.[^.]+$/.test(path);
  const [was, is] = isCheck ? [null, null] : [from ?? null, to ?? null];
  return [{ kind, path, from: was, to: is, message: messageOf({ kind, path, isCheck, from: was, to: is }) }];
}

function testChange(kind: PolicyChange['kind'], path: string, from: unknown, to: unknown): PolicyChange {
  const name = path.slice('tests.'.length);
  const [en, zh] = { added: ['added', '新增'], removed: ['removed', '删除'], changed: ['changed', '修改'] }[
    kind
  ];
  return { kind, path, from, to, message: { en: `test "${name}" ${en}`, zh: `${zh}测试“${name}”` } };
}

interface Told {
  readonly kind: PolicyChange['kind'];
  readonly path: string;
  readonly isCheck: boolean;
  readonly from: unknown;
  readonly to: unknown;
}

function messageOf({ kind, path, isCheck, from, to }: Told): Text {
  const name = path
    .replace(/^(?:checks|rules)\./, '')
    .replace(
      /^([a-z0-9-]+)\.(?=(?:severity|parameters|title|targets|for|when|deny|expect|message|remediation)\b)/,
      '$1 ',
    );
  if (isCheck) {
    return kind === 'added'
      ? { en: `${name} is checked now`, zh: `新增检查项 ${name}` }
      : { en: `${name} is no longer checked`, zh: `不再检查 ${name}` };
  }
  const [was, is] = [shown(from), shown(to)];
  return { en: `${name}: ${was.en} → ${is.en}`, zh: `${name}：${was.zh} → ${is.zh}` };
}

function shown(value: unknown): Text {
  if (value === null) return { en: 'not stated', zh: '未设置' };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short = text.length > 120 ? `${text.slice(0, 119)}…` : text;
  return { en: short, zh: short };
}
