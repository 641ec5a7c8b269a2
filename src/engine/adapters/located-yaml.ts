import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
} from 'yaml';
import type { Place } from '../model/workload-facts.js';
import type { InputProblem } from './input-adapter.js';
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
}

export type LocatedYaml =
  | { readonly ok: true; readonly documents: readonly LocatedDocument[] }
  | { readonly ok: false; readonly problem: InputProblem };

/** What one text may ask for: aliases multiply what is written, and the library recurses. */
export interface YamlLimits {
  readonly characters: number;
  readonly nesting: number;
  readonly aliases: number;
  /** Maps, lists and scalars, each alias counted with all that it brings. */
  readonly values: number;
}

export const yamlLimits: YamlLimits = {
  characters: 8 * 1024 * 1024,
  nesting: 100,
  aliases: 1_000,
  values: 500_000,
};

/**
 * Reads every document of a YAML (or JSON) text. Duplicate keys: the last one counts. Empty documents are left out.
 * @param file path from the project's folder when it is another file than the input; null: the input itself
 */
export function readLocatedYaml(text: string, file: string | null, limits = yamlLimits): LocatedYaml {
  const lines = new LineCounter();
  const failure = (offset: number, en: string, zh: string): LocatedYaml => {
    const { line, col } = lines.linePos(offset);
    const at = { file, line: Math.max(1, line), column: Math.max(1, col) };
    return { ok: false, problem: { ...at, message: { en, zh } } };
  };
  lines.addNewLine(0);
  if (text.length > limits.characters) {
    const most = `${limits.characters / 1024 / 1024} MiB`;
    return failure(0, `The document is larger than ${most}.`, `文档超过 ${most}。`);
  }
  try {
    const documents: LocatedDocument[] = [];
    const budget = { values: limits.values, aliases: limits.aliases };
    let index = 0;
    for (const document of composed(text, lines, limits.nesting)) {
      const [error] = document.errors;
      if (error)
        return failure(
          error.pos[0],
          `It is no YAML: ${error.message}.`,
          `不是有效的 YAML：${error.message}。`,
        );
      const located = new Located(document, lines, index, file, budget);
      if (located.value !== null && located.value !== undefined) documents.push(located);
      index += 1;
    }
    return { ok: true, documents };
  } catch (error) {
    if (!(error instanceof YamlRefusal)) throw error;
    return failure(error.offset, error.en, error.zh);
  }
}

class YamlRefusal extends Error {
  constructor(
    readonly offset: number,
    readonly en: string,
    readonly zh: string,
  ) {
    super(en);
  }
}

function composed(text: string, lines: LineCounter, nesting: number): Iterable<Document.Parsed> {
  const composer = new Composer({ version: '1.2', uniqueKeys: false, logLevel: 'silent' });
  return composer.compose(tokensOf(text, lines, nesting), false, text.length);
}

function* tokensOf(text: string, lines: LineCounter, nesting: number): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > nesting) {
      throw new YamlRefusal(
        parser.offset,
        `It is nested more than ${nesting} deep.`,
        `嵌套超过 ${nesting} 层。`,
      );
    }
  }
  yield* parser.end();
}

interface Budget {
  values: number;
  aliases: number;
}

class Located implements LocatedDocument {
  readonly value: unknown;

  constructor(
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
    readonly index: number,
    private readonly file: string | null,
    private readonly budget: Budget,
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

  private resolved(node: Node | null | undefined): Node | null {
    return (isAlias(node) ? node.resolve(this.document) : node) ?? null;
  }

  private child(node: Node | null, part: string | number): { offset: number; value: Node | null } | null {
    if (isSeq<Node>(node)) {
      const item = typeof part === 'number' ? node.items[part] : undefined;
      return item ? { offset: item.range?.[0] ?? 0, value: item } : null;
    }
    if (!isMap<Node, Node | null>(node)) return null;
    const pairs = node.items.filter((pair) => keyOf(pair) === String(part));
    const pair = pairs.at(-1);
    if (pair) return { offset: pair.key?.range?.[0] ?? 0, value: pair.value };
    for (const merge of node.items.filter((entry) => keyOf(entry) === '<<')) {
      const sources = this.resolved(merge.value);
      for (const source of isSeq<Node>(sources) ? sources.items : [sources]) {
        const found = this.child(this.resolved(source), part);
        if (found) return found;
      }
    }
    return null;
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

  private plainAlias(
    node: Node & { resolve(document: Document): Node | undefined },
    open: ReadonlySet<Node>,
    at: number,
  ) {
    this.budget.aliases -= 1;
    const target = node.resolve(this.document);
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
