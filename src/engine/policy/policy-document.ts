import { digestOf } from './canonical-json.js';
import { extendPolicy } from './extend-policy.js';
import { isRecord, memberOf } from './plain-json.js';
import { policyReference } from './policy-reference.js';
import { validatePolicy, type Policy, type PolicyIssue } from './policy-schema.js';
import { readPolicyText, type PolicyError, type PolicyText } from './policy-text.js';

export { maxPolicyBytes, type PolicyError } from './policy-text.js';

const maxErrors = 100;
/** Most policies that stand beneath one that extends another. */
export const mostParents = 5;

/** A policy that another one extends. */
export interface ParentPolicy {
  /** What names this very content: `baseline@3` when it is published, else as a document refers to it. */
  readonly reference: string;
  /** What errors call the document: a file or a reference. */
  readonly label: string;
  readonly text: string;
  /** What it extended itself when it was published; absent: what its text says. */
  readonly parent?: string | null;
}

export type ParsedPolicy =
  | {
      readonly ok: true;
      readonly policy: Policy;
      /**
       * `sha256:…` over the canonical JSON of the document as written, with what it extends put in: layout, comments and
       * order don't change it.
       */
      readonly hash: string;
      /** What it extends, pinned: the parent's `reference`. Null: nothing. */
      readonly parent: string | null;
    }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

/** A document of the chain: the one that is read, then what it extends, and so on. */
interface Link {
  readonly label: string | null;
  readonly source: PolicyText;
  readonly value: Record<string, unknown>;
}

/**
 * Reads a policy from YAML 1.2 (JSON is a part of it). Unknown keys, checks and parameters are errors, and so are
 * duplicate keys, custom tags, more than 20 aliases and documents above 256 KiB. At most 100 errors are given.
 * @param parents What it extends, the nearest first, as `loadParents` finds them.
 */
export function parsePolicy(text: string, parents: readonly ParentPolicy[] = []): ParsedPolicy {
  const read = readPolicyText(text);
  if (!read.ok) return failure(read.errors);
  const { source } = read;
  if (!isRecord(source.value) || source.value['extends'] === undefined) return whole(source);
  const chain: Link[] = [{ label: null, source, value: source.value }];
  const broken = linkParents(chain, parents);
  return broken ? failure(broken) : extended(chain, parents[0]!.reference);
}

/** What a document extends, as it is written; null: nothing, or it cannot be read. */
export function extendsOf(text: string): string | null {
  if (!text.includes('extends')) return null;
  const read = readPolicyText(text);
  const reference = read.ok ? memberOf(read.source.value, 'extends') : null;
  return typeof reference === 'string' ? reference : null;
}

/** What a document calls itself; null: it does not say, or it cannot be read. */
export function nameOf(text: string): string | null {
  const read = readPolicyText(text);
  const name = read.ok ? memberOf(read.source.value, 'name') : null;
  return typeof name === 'string' ? name : null;
}

/**
 * Finds what a document extends, and what that extends. It ends where something is not found, or goes too deep; what is
 * wrong then `parsePolicy` tells.
 */
export async function loadParents(
  text: string,
  find: (reference: string, child: ParentPolicy | null) => Promise<ParentPolicy | null>,
): Promise<ParentPolicy[]> {
  const parents: ParentPolicy[] = [];
  let reference = extendsOf(text);
  while (reference !== null && parents.length <= mostParents) {
    const parent = await find(reference, parents.at(-1) ?? null);
    if (!parent) break;
    parents.push(parent);
    reference = parent.parent === undefined ? extendsOf(parent.text) : parent.parent;
  }
  return parents;
}

/** A policy that extends no other. */
function whole(source: PolicyText): ParsedPolicy {
  const validation = validatePolicy(source.value);
  if (!validation.ok) return failure(validation.issues.map((issue) => source.locate(issue)));
  return { ok: true, policy: validation.policy, hash: digestOf(source.value), parent: null };
}

/** Adds what each document extends to the chain; what is wrong with that, else null. */
function linkParents(chain: Link[], parents: readonly ParentPolicy[]): PolicyError[] | null {
  for (let depth = 0; ; depth += 1) {
    const child = chain[depth]!;
    const refused = (message: string) => [located(child, { path: ['extends'], isKey: false, message })];
    const stated = depth === 0 ? undefined : parents[depth - 1]!.parent;
    const reference = stated === undefined ? child.value['extends'] : (stated ?? undefined);
    if (reference === undefined) return null;
    if (typeof reference !== 'string' || policyReference(reference) === null)
      return refused('Expected the name of a policy, or name@version');
    if (depth >= mostParents) return refused(`More than ${mostParents} policies stand beneath each other`);
    const parent = parents[depth];
    if (!parent) return refused(`There is no policy "${reference}" to extend`);
    const read = readPolicyText(parent.text);
    if (!read.ok) return read.errors.map((error) => ({ ...error, document: parent.label }));
    if (!isRecord(read.source.value)) return refused(`"${reference}" is no policy`);
    const link = { label: parent.label, source: read.source, value: read.source.value };
    const names = chain.map(({ value }) => value['name']);
    if (names.includes(link.value['name']))
      return refused(`The policy extends itself: ${[...names, link.value['name']].map(String).join(' → ')}`);
    chain.push(link);
  }
}

function extended(chain: readonly Link[], parent: string): ParsedPolicy {
  const errors: PolicyError[] = [];
  let value: Readonly<Record<string, unknown>> = chain.at(-1)!.value;
  for (const child of chain.slice(0, -1).reverse()) {
    const step = extendPolicy(value, child.value);
    value = step.value;
    errors.push(...step.issues.map((issue) => located(child, issue)));
  }
  const validation = validatePolicy(value);
  if (!validation.ok) errors.push(...validation.issues.map((issue) => inChain(chain, value, issue)));
  if (!validation.ok || errors.length > 0) return failure(errors);
  return { ok: true, policy: validation.policy, hash: digestOf({ ...value, extends: parent }), parent };
}

function located({ label, source }: Link, issue: PolicyIssue): PolicyError {
  return { ...source.locate(issue), ...(label !== null && { document: label }) };
}

/** In the document that states what is wrong: the nearest of those that have the most of the path. */
function inChain(chain: readonly Link[], value: unknown, issue: PolicyIssue): PolicyError {
  const candidates = chain.map((link) => {
    const path = pathIn(link, value, issue.path);
    return { link, path, depth: path ? link.source.depthOf(path) : -1 };
  });
  const best = candidates.reduce((a, b) => (b.depth > a.depth ? b : a));
  const error = located(best.link, { ...issue, path: best.path ?? issue.path });
  return { ...error, path: issue.path.join('.') };
}

/** Rules stand elsewhere in each document; null: it does not have that one. */
function pathIn({ value }: Link, merged: unknown, path: PolicyIssue['path']): PolicyIssue['path'] | null {
  const [part, index, ...rest] = path;
  if (part !== 'rules' || typeof index !== 'number') return path;
  const rules = memberOf(merged, 'rules');
  const id = Array.isArray(rules) ? memberOf(rules[index], 'id') : undefined;
  const own = value['rules'];
  const at = Array.isArray(own) ? own.findIndex((rule: unknown) => memberOf(rule, 'id') === id) : -1;
  return at === -1 ? null : ['rules', at, ...rest];
}

function failure(errors: readonly PolicyError[]): ParsedPolicy {
  const sorted = [...errors].sort(
    (a, b) =>
      Number(a.document !== undefined) - Number(b.document !== undefined) ||
      a.line - b.line ||
      a.column - b.column,
  );
  return { ok: false, errors: sorted.slice(0, maxErrors) };
}
