import { type Alias, isAlias, isMap, isSeq, type Node, type YAMLMap } from 'yaml';
import type { PlainDocumentEdit } from '../edit.js';
import { changed, EditRefusal, indexOf, isPlainMap, valueAt } from './plain-edit.js';
import {
  type Collection,
  type Holder,
  isCollection,
  isEmptyNode,
  isFlow,
  keyText,
  memberEnd,
  memberStart,
  ownIndexes,
  type Splice,
  valueOf,
  type YamlSource,
} from './yaml-source.js';
import { isInline, styleOf, type YamlStyle } from './yaml-style.js';
import {
  inserted,
  itemText,
  membersText,
  removed,
  replaced,
  replacedScalar,
  written,
} from './write-member.js';

/** How far a path leads through what a document itself writes there. */
interface Walk {
  readonly holders: readonly Holder[];
  readonly node: Node | null;
  readonly depth: number;
  readonly stop: 'end' | 'alias' | 'merged' | 'missing' | 'empty' | 'blocked';
}

function walk({ document, plain }: YamlSource, path: readonly string[]): Walk {
  const holders: Holder[] = [];
  let node: Node | null = document.contents;
  for (let depth = 0; ; depth += 1) {
    const part = path[depth];
    const stopped = (stop: Walk['stop']): Walk => ({ holders, node, depth, stop });
    if (isAlias(node)) return stopped('alias');
    if (part === undefined) return stopped('end');
    if (!isCollection(node)) return stopped(isEmptyNode(node) ? 'empty' : 'blocked');
    const index = memberIndex(node, part);
    if (index === null) {
      const isMerged = isMap(node) && valueAt(plain, path.slice(0, depth + 1)) !== undefined;
      return stopped(isMerged ? 'merged' : 'missing');
    }
    holders.push({ collection: node, index });
    node = valueOf({ collection: node, index });
  }
}

function memberIndex(collection: Collection, part: string): number | null {
  if (isMap<Node, Node | null>(collection)) return ownIndexes(collection, part).at(-1) ?? null;
  const index = indexOf(part);
  return index !== null && index < collection.items.length ? index : null;
}

/**
 * The next change of the text on the way to an edit that is not made yet.
 * @throws EditRefusal
 */
export function nextSplices(source: YamlSource, edit: PlainDocumentEdit, path: readonly string[]): Splice[] {
  return edit.kind === 'remove' ? removal(source, path) : writing(source, edit, path);
}

function writing(
  source: YamlSource,
  edit: Exclude<PlainDocumentEdit, { kind: 'remove' }>,
  path: readonly string[],
): Splice[] {
  const style = styleOf(source);
  const { holders, node, depth, stop } = walk(source, path);
  const holder = holders.at(-1);
  const value = changed(valueAt(source.plain, path.slice(0, depth)), path.slice(depth), edit);
  if (stop === 'merged' || (stop === 'missing' && isMap(node))) {
    const key = path[depth]!;
    const member = valueAt(value, [key]);
    return inserted(
      source,
      node as Collection,
      membersText(node as Collection, [[key, written(member, style)]], style),
      style,
    );
  }
  if (isSeq<Node>(node) && (stop === 'missing' || edit.kind === 'append'))
    return inserted(source, node, itemText(node, written((value as unknown[]).at(-1), style), style), style);
  if (!holder || stop === 'blocked') throw new EditRefusal('There is no place to write to.');
  if (isAlias(node) && depth < path.length && isPlainMap(value))
    return besideAlias(source, holder, node, [path[depth]!, valueAt(value, [path[depth]!])], style);
  return writtenValue(source, holder, value, style);
}

/** Lays one member over what an alias brings. */
function besideAlias(
  source: YamlSource,
  holder: Holder,
  alias: Alias,
  [key, member]: readonly [string, unknown],
  style: YamlStyle,
): Splice[] {
  const over = written(Object.fromEntries([[key, member]]), style);
  const merge = `<<: *${alias.source}`;
  const inline = `{ ${merge}, ${over.inline.replace(/^\{\s*/, '')}`;
  const lines = isFlow(holder.collection) ? null : [merge, ...(over.lines ?? [])];
  return replaced(source, holder, { inline, lines, isList: false }, style);
}

function writtenValue(source: YamlSource, holder: Holder, value: unknown, style: YamlStyle): Splice[] {
  return isInline(value)
    ? replacedScalar(source, holder, value, style)
    : replaced(source, holder, written(value, style), style);
}

function removal(source: YamlSource, path: readonly string[]): Splice[] {
  const style = styleOf(source);
  const { holders, node, depth, stop } = walk(source, path);
  if (stop === 'merged') {
    const map = node as YAMLMap<Node, Node | null>;
    const rest = changed(valueAt(source.plain, path.slice(0, depth + 1)), path.slice(depth + 1), {
      kind: 'remove',
    });
    if (rest === undefined) return unmerged(source, map, path.slice(0, depth), holders, path[depth]!);
    return inserted(source, map, membersText(map, [[path[depth]!, written(rest, style)]], style), style);
  }
  const holder = holders.at(-1);
  if (!holder) throw new EditRefusal('The whole document cannot be taken out.');
  if (stop === 'alias' && depth < path.length) {
    const rest = changed(valueAt(source.plain, path.slice(0, depth)), path.slice(depth), { kind: 'remove' });
    return rest === undefined ? withoutMember(source, holders) : writtenValue(source, holder, rest, style);
  }
  const { collection } = holder;
  if (isMap<Node, Node | null>(collection) && mergedKeys(source, collection).has(path.at(-1)!))
    return unmerged(source, collection, path.slice(0, -1), holders.slice(0, -1), path.at(-1)!);
  return withoutMember(source, holders);
}

/** Takes the innermost member out, and what would be left empty around it. */
function withoutMember(source: YamlSource, holders: readonly Holder[]): Splice[] {
  let depth = holders.length - 1;
  while (depth > 0 && holders[depth]!.collection.items.length === 1) depth -= 1;
  const holder = holders[depth]!;
  if (holder.collection.items.length > 1) return removed(source, holder);
  const start = memberStart(holder);
  const text = isMap(holder.collection) ? '{}' : '[]';
  if (!isFlow(holder.collection)) return [{ start, end: memberEnd(source, holder), text }];
  return removed(source, holder);
}

function mergedKeys({ document }: YamlSource, map: YAMLMap<Node, Node | null>): Set<string> {
  const keys = new Set<string>();
  for (const pair of map.items.filter((entry) => keyText(entry) === '<<')) {
    const target = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    for (const member of isSeq<Node>(target) ? target.items : [target]) addKeys(document, member, keys);
  }
  return keys;
}

function addKeys(document: YamlSource['document'], node: Node | null | undefined, keys: Set<string>): void {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (!isMap<Node, Node | null>(target)) return;
  for (const pair of target.items) {
    if (keyText(pair) !== '<<') keys.add(keyText(pair));
    else for (const key of mergedKeys({ document } as YamlSource, target)) keys.add(key);
  }
}

/** Writes out what a map merges, but for one key. */
export function unmerged(
  source: YamlSource,
  map: YAMLMap<Node, Node | null>,
  path: readonly string[],
  holders: readonly Holder[],
  except: string | null,
): Splice[] {
  const style = styleOf(source);
  const own = new Set(map.items.map(keyText));
  const value = valueAt(source.plain, path);
  const members = Object.entries(isPlainMap(value) ? value : {}).flatMap(([key, member]) =>
    own.has(key) || key === except ? [] : [[key, written(member, style)] as const],
  );
  const holder = { collection: map, index: ownIndexes(map, '<<').at(-1) ?? -1 };
  if (holder.index < 0) throw new EditRefusal('There is no merge to write out.');
  if (members.length === 0) return withoutMember(source, [...holders, holder]);
  const text = membersText(map, members, style);
  return [{ start: memberStart(holder), end: memberEnd(source, holder), text }];
}
