import { type ComposeNode, withMembers } from './compose-node.js';

/** Parts of a service that a later file replaces (https://docs.docker.com/reference/compose-file/merge/). */
const replaced = new Set(['command', 'entrypoint', 'test']);
/** Lists of which an element replaces one with the same target or name. */
const identities: Readonly<Record<string, (node: ComposeNode) => string>> = {
  volumes: targetOf,
  devices: targetOf,
  tmpfs: (node) => textOf(node).split(':', 1)[0]!,
  env_file: (node) => memberText(node, 'path') ?? textOf(node),
  secrets: grantOf,
  configs: grantOf,
};

/**
 * What two files say together: maps are merged, lists joined, all else is what the later one says; `!reset` takes out
 * and `!override` replaces what the earlier one says. A later part that is empty changes nothing.
 */
export function mergeNodes(base: ComposeNode, over: ComposeNode, key: string | number = ''): ComposeNode {
  if (over.tag === 'override' || replaced.has(String(key))) return cleaned(over);
  if (over.value === null && !over.members && base.members) return base;
  if (base.members && over.members && base.isList === over.isList) {
    if (over.isList) return joinedLists(base, over, String(key));
    if (key === 'logging' && isOtherDriver(base, over)) return cleaned(over);
    return mergedMaps(base, over);
  }
  return cleaned(over);
}

/** What a file says by itself: without the parts that it only takes out. */
export function cleaned(node: ComposeNode): ComposeNode {
  if (!node.members) return node;
  const kept = [...node.members].filter(([, member]) => member.tag !== 'reset');
  const members = kept.map(([, member]) => cleaned(member));
  const isSame =
    kept.length === node.members.size && kept.every(([, member], index) => member === members[index]);
  if (isSame && node.tag === null) return node;
  const keyed = kept.map(([key], index) => [node.isList ? index : key, members[index]!] as const);
  return withMembers(node.view, new Map(keyed), node.isList);
}

function mergedMaps(base: ComposeNode, over: ComposeNode): ComposeNode {
  const members = new Map(base.members);
  for (const [name, node] of over.members!) {
    const former = members.get(name);
    if (node.tag === 'reset') members.delete(name);
    else members.set(name, former ? mergeNodes(former, node, name) : cleaned(node));
  }
  return withMembers(base.view, members, false);
}

function joinedLists(base: ComposeNode, over: ComposeNode, key: string): ComposeNode {
  const identity = identities[key] ?? textOf;
  const items = new Map<string, ComposeNode>();
  for (const node of [...base.members!.values(), ...over.members!.values()])
    if (node.tag !== 'reset') items.set(identity(node), cleaned(node));
  return withMembers(base.view, new Map([...items.values()].map((node, index) => [index, node])), true);
}

function isOtherDriver(base: ComposeNode, over: ComposeNode): boolean {
  const [former, later] = [memberText(base, 'driver'), memberText(over, 'driver')];
  return former !== null && later !== null && former !== later;
}

function memberText(node: ComposeNode, key: string): string | null {
  const value = node.members?.get(key)?.value;
  return typeof value === 'string' ? value : null;
}

function targetOf(node: ComposeNode): string {
  const target = memberText(node, 'target');
  if (target !== null || node.members) return target ?? textOf(node);
  const parts = (node.written ?? textOf(node)).replace(/\$\{[^{}]*\}/g, '$').split(':');
  return parts.length === 1 ? parts[0]! : parts[1]!;
}

function grantOf(node: ComposeNode): string {
  const text = memberText(node, 'target') ?? memberText(node, 'source') ?? textOf(node);
  return text.replace(/^\/run\/secrets\//, '');
}

function textOf({ value }: ComposeNode): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
