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
import { YamlFault, yamlTokens } from '../text/compose-yaml.js';
import type { PolicyIssue } from './policy-schema.js';
import { offsetWithin } from './scalar-offset.js';

/** Largest policy document, in bytes of UTF-8. */
export const maxPolicyBytes = 256 * 1024;
/** Uses of anchors. They multiply what is written, so there are few. */
const maxAliases = 20;
/** Brackets open at once; checked before parsing, for the parser recurses. */
const maxBrackets = 50;
const maxIndent = 200;
const deepestNesting = 200;
/** Of one document, that are told. */
const mostErrors = 100;

/** Something wrong in a document; line and column count from 1. */
export interface PolicyError {
  /** The document that it stands in, when it is another than the one that was read: one that it extends. */
  readonly document?: string;
  readonly line: number;
  readonly column: number;
  /** Keys with dots between them; empty: the whole document. */
  readonly path: string;
  /** Without a full stop at its end. */
  readonly message: string;
}

/** A document as it was read, with where its parts stand. */
export class PolicyText {
  constructor(
    /** Plain JSON. */
    readonly value: unknown,
    private readonly text: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** Where the issue stands: at its value, or its key; at the nearest enclosing node when it is about something absent. */
  locate({ path, isKey, message, offset: within }: PolicyIssue): PolicyError {
    let node: Node | null = this.document.contents;
    let offset = node?.range?.[0] ?? 0;
    path.forEach((key, index) => {
      const child = childOf(this.resolved(node), key);
      if (child)
        offset = (isKey && index === path.length - 1 ? child.key : child.value)?.range?.[0] ?? offset;
      node = child?.value ?? null;
    });
    if (within !== undefined && isScalar(node)) offset = offsetWithin(this.text, node, within);
    return { ...positionOf(this.lines, offset), path: path.join('.'), message };
  }

  /** How many keys of the path lead to something in this document. */
  depthOf(path: readonly (string | number)[]): number {
    let node: Node | null = this.document.contents;
    for (const [index, key] of path.entries()) {
      const child = childOf(this.resolved(node), key);
      if (!child) return index;
      node = child.value;
    }
    return path.length;
  }

  private resolved(node: Node | null): Node | null {
    return (isAlias(node) ? node.resolve(this.document) : node) ?? null;
  }
}

export type ReadPolicyText =
  | { readonly ok: true; readonly source: PolicyText }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

/** Reads YAML 1.2 within bounds: no duplicate keys, custom tags, more than 20 aliases, or documents above 256 KiB. */
export function readPolicyText(text: string): ReadPolicyText {
  const refusal = refuseUnread(text);
  if (refusal !== null) return { ok: false, errors: [{ line: 1, column: 1, path: '', message: refusal }] };
  const fault = faultIn(text);
  if (fault !== null) return { ok: false, errors: [fault] };
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    version: '1.2',
  });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const errors = faults
      .slice(0, mostErrors)
      .map(({ pos, message }) => ({ ...positionOf(lines, pos[0]), path: '', message }));
    return { ok: false, errors };
  }
  const aliases = aliasesIn(document);
  const content = toPlain(document, aliases.length);
  if (content.ok) return { ok: true, source: new PolicyText(content.value, text, document, lines) };
  const culprit = aliases.find(
    (alias, index) => index >= maxAliases || alias.resolve(document) === undefined,
  );
  const at = positionOf(lines, (culprit ?? aliases[0])?.range?.[0] ?? 0);
  return { ok: false, errors: [{ ...at, path: '', message: content.message }] };
}

/** The first thing that is no YAML, or too much of it; null when there is none: the library would tell of each of many. */
function faultIn(text: string): PolicyError | null {
  const lines = new LineCounter();
  try {
    const tokens = yamlTokens(text, lines, deepestNesting);
    for (let next = tokens.next(); !next.done;) next = tokens.next();
    return null;
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    const message = error.kind === 'syntax' ? error.message : `The document is ${error.en}`;
    return { ...positionOf(lines, error.offset), path: '', message };
  }
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

function positionOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function childOf(node: Node | null, key: string | number): { key: Node | null; value: Node | null } | null {
  if (isSeq<Node>(node) && typeof key === 'number') {
    const value = node.items[key];
    return value ? { key: null, value } : null;
  }
  if (!isMap<Node, Node | null>(node)) return null;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return pair ? { key: pair.key, value: pair.value ?? pair.key } : null;
}
