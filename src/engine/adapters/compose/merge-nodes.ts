import { type ComposeNode, withMembers } from './merged-document.js';

/** Lists that a later file replaces (https://docs.docker.com/reference/compose-file/merge/). */
const replacedLists = new Set(['command', 'entrypoint', 'test']);
/** Lists of which an element replaces one with the same target or name. */
const uniqueLists: Readonly<Record<string, (node: ComposeNode) => string>> = {
  volumes: targetOf,
  devices: targetOf,
  secrets: (node) => memberText(node, 'target') ?? memberText(node, 'source') ?? String(node.value),
  configs: (node) => memberText(node, 'target') ?? memberText(node, 'source') ?? String(node.value),
  environment: nameOf,
  labels: nameOf,
  sysctls: nameOf,
  args: nameOf,
  ports: (node) => JSON.stringify(node.value),
};

/** What two files say together: maps are merged, lists joined, all else is what the later one says. */
export function mergeNodes(base: ComposeNode, over: ComposeNode, key: string | number = ''): ComposeNode {
  if (base.members && over.members && !base.isList && !over.isList) {
    const members = new Map(base.members);
    for (const [name, node] of over.members) {
      const former = members.get(name);
      members.set(name, former ? mergeNodes(former, node, name) : node);
    }
    return withMembers(base.view, members, false);
  }
  if (base.isList && over.isList && !replacedLists.has(String(key))) {
    const identity = uniqueLists[String(key)] ?? ((node: ComposeNode) => JSON.stringify(node.value));
    const items = new Map<string, ComposeNode>();
    for (const node of [...base.members!.values(), ...over.members!.values()])
      items.set(identity(node), node);
    return withMembers(base.view, new Map([...items.values()].map((node, index) => [index, node])), true);
  }
  return over;
}

function memberText(node: ComposeNode, key: string): string | null {
  const value = node.members?.get(key)?.value;
  return typeof value === 'string' ? value : null;
}

function targetOf(node: ComposeNode): string {
  const parts = String(node.value).split(':');
  return memberText(node, 'target') ?? (parts.length === 1 ? parts[0]! : parts[1]!);
}

function nameOf(node: ComposeNode): string {
  return String(node.value).split('=', 1)[0]!;
}
