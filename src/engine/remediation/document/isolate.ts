import { isAlias, isMap, type Node, visit } from 'yaml';
import { EditRefusal, valueAt } from './plain-edit.js';
import { unmerged } from './plan-edit.js';
import { isCollection, keyText, type Splice, valueOf, type YamlSource } from './yaml-source.js';
import { styleOf } from './yaml-style.js';
import { replaced, written } from './write-member.js';

type Holders = Parameters<typeof unmerged>[3];

/** An alias, with the way to it. */
interface FoundAlias {
  readonly path: readonly string[];
  readonly holders: Holders;
  /** The target of the alias. */
  readonly target: Node;
}

/**
 * Writes out the first alias whose anchor one of the paths leads through or to, so that a change there stays there; null:
 * there is none.
 */
export function isolated(source: YamlSource, paths: readonly (readonly string[])[]): Splice[] | null {
  const touched = touchedNodes(source, paths);
  const found = aliasesOf(source).find(({ target }) => touched.has(target));
  if (!found) return null;
  const { holders, path } = found;
  const holder = holders.at(-1);
  if (!holder) throw new EditRefusal('The document is an alias.');
  const mergeAt = path.indexOf('<<');
  if (mergeAt >= 0) {
    const map = holders[mergeAt]!.collection;
    if (!isMap<Node, Node | null>(map)) throw new EditRefusal('A merge stands in no map.');
    return unmerged(source, map, path.slice(0, mergeAt), holders.slice(0, mergeAt), null);
  }
  const style = styleOf(source);
  return replaced(source, holder, written(valueAt(source.plain, path), style), style);
}

/** Nodes on the paths, and all that stands beneath their ends. */
function touchedNodes({ document }: YamlSource, paths: readonly (readonly string[])[]): Set<Node> {
  const touched = new Set<Node>();
  for (const path of paths) {
    let node: Node | null = document.contents;
    for (const part of path) {
      if (node) touched.add(node);
      if (!isCollection(node)) break;
      const index: number = isMap<Node, Node | null>(node)
        ? node.items.findLastIndex((pair) => keyText(pair) === part)
        : Number(part);
      node = index < 0 || index >= node.items.length ? null : valueOf({ collection: node, index });
    }
    if (node) visit(node, (_, inner) => void touched.add(inner as Node));
  }
  return touched;
}

function aliasesOf({ document }: YamlSource): FoundAlias[] {
  const found: FoundAlias[] = [];
  const visitNode = (node: Node | null, path: readonly string[], holders: Holders): void => {
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target) found.push({ path, holders, target });
    }
    if (!isCollection(node)) return;
    for (let index = 0; index < node.items.length; index += 1) {
      const holder = { collection: node, index };
      const part = isMap<Node, Node | null>(node) ? keyText(node.items[index]!) : String(index);
      visitNode(valueOf(holder), [...path, part], [...holders, holder]);
    }
  };
  visitNode(document.contents, [], []);
  return found;
}
