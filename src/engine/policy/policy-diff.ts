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
}

/** Tells one version of a policy from another, by what they mean and by their texts. */
export function diffPolicies(from: ComparedPolicy, to: ComparedPolicy): PolicyDiff {
  const before = factsOf(from.policy);
  const after = factsOf(to.policy);
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
function factsOf(policy: Policy): Map<string, unknown> {
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
  for (const part of ['gate', 'exemptions'] as const) {
    for (const [name, value] of Object.entries(policy[part])) facts.set(`${part}.${name}`, value);
  }
  return facts;
}

/** Whether it is a part of a check that only one of them has: the check itself tells of that. Its id has no dots. */
function isWithinOneSide(path: string, ...sides: readonly ReadonlyMap<string, unknown>[]): boolean {
  const check = /^checks\.[^.]+(?=\.)/.exec(path)?.[0];
  return check !== undefined && sides.some((side) => !side.has(check));
}

function changeAt(path: string, from: unknown, to: unknown): PolicyChange[] {
  if (from !== undefined && to !== undefined && canonicalJson(from) === canonicalJson(to)) return [];
  const kind = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
  const isCheck = /^checks\.[^.]+$/.test(path);
  const [was, is] = isCheck ? [null, null] : [from ?? null, to ?? null];
  return [{ kind, path, from: was, to: is, message: messageOf({ kind, path, isCheck, from: was, to: is }) }];
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
    .replace(/^checks\./, '')
    .replace(/\.(?:severity|parameters)\b/, (part) => part.replace('.', ' '));
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
