import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  visit,
} from 'yaml';
import { digestOf } from './canonical-json.js';
import { validatePolicy, type Policy, type PolicyIssue } from './policy-schema.js';

/** Largest policy document, in bytes of UTF-8. */
export const maxPolicyBytes = 256 * 1024;
/** Uses of anchors. They multiply what is written, so there are few. */
const maxAliases = 20;
const maxErrors = 100;
/** Brackets open at once; checked before parsing, for the parser recurses. */
const maxBrackets = 50;
const maxIndent = 200;

/** Something wrong in a document; line and column count from 1. */
export interface PolicyError {
  readonly line: number;
  readonly column: number;
  /** Keys with dots between them; empty: the whole document. */
  readonly path: string;
  /** Without a full stop at its end. */
  readonly message: string;
}

export type ParsedPolicy =
  | {
      readonly ok: true;
      readonly policy: Policy;
      /** `sha256:…` over the canonical JSON of the document as written: layout, comments and order don't change it. */
      readonly hash: string;
    }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

/**
 * Reads a policy from YAML 1.2 (JSON is a part of it). Unknown keys, checks and parameters are errors, and so are
 * duplicate keys, custom tags, more than 20 aliases and documents above 256 KiB. At most 100 errors are given.
 */
export function parsePolicy(text: string): ParsedPolicy {
  const refusal = refuseUnread(text);
  if (refusal !== null) return failure([{ line: 1, column: 1, path: '', message: refusal }]);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    version: '1.2',
  });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return failure(faults.map(({ pos, message }) => ({ ...positionOf(lines, pos[0]), path: '', message })));
  }
  const aliases = aliasesIn(document);
  const content = toPlain(document, aliases.length);
  if (!content.ok) {
    const culprit = aliases.find(
      (alias, index) => index >= maxAliases || alias.resolve(document) === undefined,
    );
    const at = positionOf(lines, (culprit ?? aliases[0])?.range?.[0] ?? 0);
    return failure([{ ...at, path: '', message: content.message }]);
  }
  const validation = validatePolicy(content.value);
  if (!validation.ok) return failure(validation.issues.map((issue) => locate(document, lines, issue)));
  return { ok: true, policy: validation.policy, hash: digestOf(content.value) };
}

/** Why the text is not even parsed; null when it may be. */
function refuseUnread(text: string): string | null {
  if (Buffer.byteLength(text) > maxPolicyBytes) return 'The document is larger than 256 KiB';
  if (text.trim() === '') return 'The document is empty';
  let open = 0;
  for (const character of text.match(/[[\]{}]/g) ?? []) {
    open = Math.max(0, open + (character === '[' || character === '{' ? 1 : -1));
    if (open > maxBrackets) return `More than ${maxBrackets} brackets are open at once`;
  }
  for (const line of text.split('\n')) {
    if ((/^[ \-?:]*/.exec(line)?.[0].length ?? 0) > maxIndent)
      return `A line is indented by more than ${maxIndent} characters`;
  }
  return null;
}

type Content =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

function toPlain(document: Document, aliases: number): Content {
  if (aliases > maxAliases)
    return { ok: false, message: `An alias too many: at most ${maxAliases} are allowed` };
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: maxAliases }) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Every use of an anchor, in order. */
function aliasesIn(document: Document): Alias[] {
  const aliases: Alias[] = [];
  visit(document, {
    Alias: (_key, alias) => {
      aliases.push(alias);
    },
  });
  return aliases;
}

function failure(errors: readonly PolicyError[]): ParsedPolicy {
  const sorted = [...errors].sort((a, b) => a.line - b.line || a.column - b.column);
  return { ok: false, errors: sorted.slice(0, maxErrors) };
}

function positionOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where the issue stands: at its value, or its key; at the nearest enclosing node when it is about something absent. */
function locate(document: Document, lines: LineCounter, { path, isKey, message }: PolicyIssue): PolicyError {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  path.forEach((key, index) => {
    const resolved: Node | null = (isAlias(node) ? node.resolve(document) : node) ?? null;
    const child = childOf(resolved, key);
    if (child) offset = (isKey && index === path.length - 1 ? child.key : child.value)?.range?.[0] ?? offset;
    node = child?.value ?? null;
  });
  return { ...positionOf(lines, offset), path: path.join('.'), message };
}

function childOf(node: Node | null, key: string | number): { key: Node | null; value: Node | null } | null {
  if (isSeq<Node>(node) && typeof key === 'number') return { key: null, value: node.items[key] ?? null };
  if (!isMap<Node, Node | null>(node)) return null;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return pair ? { key: pair.key, value: pair.value ?? pair.key } : null;
}
