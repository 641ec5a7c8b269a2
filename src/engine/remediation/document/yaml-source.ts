import {
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { readLocatedYaml } from '../../adapters/located-yaml.js';
import { EditRefusal } from './plain-edit.js';

export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type Collection = YAMLMap<Node, Node | null> | YAMLSeq<Node>;

/** Where a value stands: a member of a collection. */
export interface Holder {
  readonly collection: Collection;
  readonly index: number;
}

/** The text of one document with its nodes and its plain value. */
export interface YamlSource {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly plain: unknown;
}

const options = {
  version: '1.2',
  uniqueKeys: false,
  logLevel: 'silent',
  keepSourceTokens: true,
} as const;

/** The documents of a text, in order, with where each begins. The text has been read before: it is within the limits. */
export function documentsOf(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, options);
  return Array.isArray(documents) ? (documents as Document.Parsed[]) : [];
}

/** @throws EditRefusal when the text is no longer one document */
export function yamlSource(text: string): YamlSource {
  const read = readLocatedYaml(text, null);
  const [document] = documentsOf(text);
  if (!read.ok || !document || read.documents.length > 1)
    throw new EditRefusal('The change does not leave a document.');
  return { text, document, plain: read.documents[0]?.value };
}

/** The text with every splice carried out. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = text;
  for (const { start, end, text: by } of [...splices].sort((a, b) => b.start - a.start || b.end - a.end))
    result = result.slice(0, start) + by + result.slice(end);
  return result;
}

export function isCollection(node: unknown): node is Collection {
  return isMap(node) || isSeq(node);
}

export function isFlow(collection: Collection): boolean {
  return collection.flow === true;
}

export function keyText({ key }: Pair<Node, Node | null>): string {
  return isScalar(key) ? String(key.value) : String(key);
}

/** Indexes of the members of a map with a key; the last one counts. */
export function ownIndexes(map: YAMLMap<Node, Node | null>, key: string): number[] {
  return map.items.flatMap((pair, index) => (keyText(pair) === key ? [index] : []));
}

export function valueOf({ collection, index }: Holder): Node | null {
  return isSeq<Node>(collection)
    ? (collection.items[index] ?? null)
    : ((collection.items[index] as Pair<Node, Node | null>).value ?? null);
}

/** Nothing, or an empty text that stands for null. */
export function isEmptyNode(node: Node | null): boolean {
  return node === null || (isScalar(node) && (node.value === null || node.value === undefined));
}

/** End of what a node says, without comments and line ends. */
export function contentEnd(source: YamlSource, node: Node): number {
  if (isCollection(node) && !isFlow(node)) {
    const last = node.items.length - 1;
    return last < 0 ? node.range![1] : memberEnd(source, { collection: node, index: last });
  }
  const [start, end] = node.range!;
  return isBlockScalar(node) ? start + source.text.slice(start, end).trimEnd().length : end;
}

export function isBlockScalar(node: Node | null): boolean {
  return isScalar(node) && ['BLOCK_LITERAL', 'BLOCK_FOLDED'].includes((node as Scalar).type ?? '');
}

/** End of a member: of its value, its properties, its colon or dash, or its key. */
export function memberEnd(source: YamlSource, holder: Holder): number {
  const value = valueOf(holder);
  const isWritten = value !== null && (value.range?.[1] ?? 0) > (value.range?.[0] ?? 0);
  if (isWritten || isAlias(value)) return contentEnd(source, value);
  const tokens = memberTokens(holder);
  const last = tokens.filter(({ type }) => !['space', 'newline', 'comment', 'comma'].includes(type)).at(-1);
  if (last) {
    const key = memberKey(holder);
    return Math.max(last.offset + last.source.length, key?.range?.[1] ?? 0);
  }
  return memberKey(holder)?.range?.[1] ?? value?.range?.[1] ?? 0;
}

/** Start of a member: of its dash, its `?`, its key's properties or its key. */
export function memberStart(holder: Holder): number {
  const { collection } = holder;
  const item = memberItem(holder);
  const opening = item?.start.find(({ type }) =>
    ['seq-item-ind', 'explicit-key-ind', 'anchor', 'tag'].includes(type),
  );
  const node = isSeq(collection) ? valueOf(holder) : memberKey(holder);
  return opening?.offset ?? node?.range?.[0] ?? 0;
}

function memberKey({ collection, index }: Holder): Node | null {
  return isMap<Node, Node | null>(collection) ? (collection.items[index]?.key ?? null) : null;
}

function memberItem({ collection, index }: Holder): CST.CollectionItem | undefined {
  const token = collection.srcToken;
  return token && 'items' in token ? (token.items as CST.CollectionItem[])[index] : undefined;
}

/** The marks between a member's key (or dash) and its value, and before them. */
function memberTokens(holder: Holder): readonly CST.SourceToken[] {
  const item = memberItem(holder);
  return [...(item?.start ?? []), ...(item?.sep ?? [])];
}

/** Where a value is to be written: right after its colon or dash. */
export function valueSlot(holder: Holder): { after: number; marks: readonly CST.SourceToken[] } | null {
  const item = memberItem(holder);
  const isItem = isSeq(holder.collection);
  const marks = (isItem ? item?.start : item?.sep) ?? [];
  const at = marks.findIndex(({ type }) => type === (isItem ? 'seq-item-ind' : 'map-value-ind'));
  const opening = marks[at];
  return opening ? { after: opening.offset + 1, marks: marks.slice(at + 1) } : null;
}

/** Column of a block collection's members. */
export function indentOf(collection: Collection): number {
  const token = collection.srcToken;
  return token && 'indent' in token ? token.indent : 0;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the line end (of its `\r` where it has one) at or after an offset. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  const end = at < 0 ? text.length : at;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** Offset after the line end. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}
