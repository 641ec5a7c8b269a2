import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Place } from '../model/workload-facts.js';
import { pointerPart } from './json-pointer.js';

/** Steps from the top of a document: keys and indexes. */
export type PathParts = readonly (string | number)[];

/** One document of a YAML text with its plain value, and where each part of it stands. */
export interface LocatedDocument {
  readonly index: number;
  /** Maps are objects without a prototype; keys are texts; merges (`<<`) are carried out. */
  readonly value: unknown;
  /** Of a part; of the nearest one around it that is there. */
  place(path: PathParts): Place;
  /** The tag that a part is written with (`!reset`); null: none. */
  tag(path: PathParts): string | null;
}

/** The text is YAML, but one that asks for too much, or means nothing. */
export class YamlRefusal extends Error {
  constructor(
    readonly offset: number,
    readonly en: string,
    readonly zh: string,
  ) {
    super(en);
  }
}

/** What may still be read. */
export interface YamlBudget {
  values: number;
  aliases: number;
}

export class ParsedDocument implements LocatedDocument {
  readonly value: unknown;
  private readonly members = new WeakMap<Node, Map<string, Pair<Node, Node | null>>>();
  private targets: Map<Node, Node> | null = null;

  constructor(
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
    readonly index: number,
    private readonly file: string | null,
    private readonly budget: YamlBudget,
  ) {
    this.value = this.plain(document.contents, new Set());
  }

  place(path: PathParts): Place {
    let offset = this.document.contents?.range?.[0] ?? 0;
    let node: Node | null | undefined = this.document.contents;
    let depth = 0;
    for (const part of path) {
      const child = this.child(this.resolved(node), part);
      if (!child) break;
      offset = child.offset;
      node = child.value;
      depth += 1;
    }
    const pointer = path.slice(0, depth).map(pointerPart).join('');
    return {
      file: this.file,
      document: this.index,
      pointer,
      line: Math.max(1, this.lines.linePos(offset).line),
    };
  }

  tag(path: PathParts): string | null {
    let node: Node | null | undefined = this.document.contents;
    for (const part of path) node = this.child(this.resolved(node), part)?.value;
    return node?.tag ?? null;
  }

  private resolved(node: Node | null | undefined): Node | null {
    return (isAlias(node) ? this.target(node) : node) ?? null;
  }

  /** What an alias stands for: the last anchor of its name before it. The library looks through all for each alias. */
  private target(alias: Node): Node | undefined {
    this.targets ??= targetsIn(this.document);
    return this.targets.get(alias);
  }

  private child(node: Node | null, part: string | number): { offset: number; value: Node | null } | null {
    if (isSeq<Node>(node)) {
      const item = typeof part === 'number' ? node.items[part] : undefined;
      return item ? { offset: item.range?.[0] ?? 0, value: item } : null;
    }
    if (!isMap<Node, Node | null>(node)) return null;
    const pair = this.membersOf(node).get(String(part));
    if (pair) return { offset: pair.key?.range?.[0] ?? 0, value: pair.value };
    const merges = this.membersOf(node).has('<<') ? node.items.filter((entry) => keyOf(entry) === '<<') : [];
    for (const merge of merges) {
      const sources = this.resolved(merge.value);
      for (const source of isSeq<Node>(sources) ? sources.items : [sources]) {
        const found = this.child(this.resolved(source), part);
        if (found) return found;
      }
    }
    return null;
  }

  /** Of keys that are there twice the last one. */
  private membersOf(node: YAMLMap<Node, Node | null>): Map<string, Pair<Node, Node | null>> {
    const known = this.members.get(node);
    if (known) return known;
    const members = new Map(node.items.map((pair) => [keyOf(pair), pair]));
    this.members.set(node, members);
    return members;
  }

  private plain(node: Node | null | undefined, open: ReadonlySet<Node>): unknown {
    const at = node?.range?.[0] ?? 0;
    this.budget.values -= 1;
    if (this.budget.values < 0) throw new YamlRefusal(at, 'It holds too many values.', '文档中的值过多。');
    if (isAlias(node)) return this.plainAlias(node, open, at);
    if (isScalar(node)) return plainScalar(node.value, node.source);
    if (isSeq<Node>(node)) return node.items.map((item) => this.plain(item, open));
    if (!isMap<Node, Node | null>(node)) return null;
    return this.plainMap(node.items, open);
  }

  private plainAlias(node: Node, open: ReadonlySet<Node>, at: number): unknown {
    this.budget.aliases -= 1;
    const target = this.target(node);
    if (this.budget.aliases < 0) throw new YamlRefusal(at, 'It uses too many aliases.', '使用的别名过多。');
    if (!target) throw new YamlRefusal(at, 'An alias has no anchor.', '别名没有对应的锚点。');
    if (open.has(target)) throw new YamlRefusal(at, 'An alias contains itself.', '别名引用了自身。');
    return this.plain(target, new Set([...open, target]));
  }

  private plainMap(
    pairs: readonly Pair<Node, Node | null>[],
    open: ReadonlySet<Node>,
  ): Record<string, unknown> {
    const result = Object.create(null) as Record<string, unknown>;
    for (const pair of pairs) {
      const key = keyOf(pair);
      if (key === '<<') this.merge(result, this.plain(pair.value, open));
    }
    for (const pair of pairs) {
      const key = keyOf(pair);
      if (key !== '<<') result[key] = this.plain(pair.value, open);
    }
    return result;
  }

  private merge(result: Record<string, unknown>, value: unknown): void {
    for (const source of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) continue;
      for (const [key, member] of Object.entries(source)) if (!(key in result)) result[key] = member;
    }
  }
}

function targetsIn(document: Document.Parsed): Map<Node, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
    },
  });
  return targets;
}

function keyOf({ key }: Pair<Node, Node | null>): string {
  return isScalar(key) ? String(key.value) : String(key);
}

/** As the engines' own readers take them, `0400` is octal. */
function plainScalar(value: unknown, source: string | undefined): unknown {
  if (typeof value === 'number' && source !== undefined && /^0[0-7]+$/.test(source))
    return parseInt(source, 8);
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Date ? value.toISOString() : value;
}
