import { type ComposeNode, mapAt, textFrom, withMembers } from './compose-node.js';
import type { Interpolated } from './interpolation.js';

type Interpolate = (text: string) => Interpolated;

/** Of services: `NAME=value` lists and maps. */
const assignments = ['environment', 'labels', 'annotations', 'sysctls'];
/** Of services: lists of names and maps by name. */
const named = ['networks', 'depends_on', 'models'];
/** Of services: one text or a list. */
const repeated = ['tmpfs', 'env_file', 'label_file', 'dns', 'dns_search'];

/**
 * The top of a file with each service in the long form where a short one means the same: so parts of several files can be
 * merged, and are read in one form only. Places stay where the short form stands.
 */
export function canonicalProject(root: ComposeNode, interpolated: Interpolate): ComposeNode {
  return changedMember(root, 'services', (services) =>
    changedMembers(services, (service) => canonicalService(service, interpolated)),
  );
}

function canonicalService(service: ComposeNode, interpolated: Interpolate): ComposeNode {
  let result = service;
  for (const key of assignments)
    result = changedMember(result, key, (node) => byAssignment(node, interpolated));
  for (const key of named) result = changedMember(result, key, byName);
  for (const key of repeated) result = changedMember(result, key, asList);
  result = changedMember(result, 'extends', (node) => underKey(node, 'service'));
  result = changedMember(result, 'build', (node) => {
    const long = underKey(node, 'context');
    return ['args', 'labels', 'additional_contexts'].reduce(
      (build, key) => changedMember(build, key, (list) => byAssignment(list, interpolated)),
      long,
    );
  });
  return changedMember(result, 'deploy', (deploy) =>
    changedMember(deploy, 'labels', (list) => byAssignment(list, interpolated)),
  );
}

function changedMember(
  node: ComposeNode,
  key: string,
  change: (member: ComposeNode) => ComposeNode,
): ComposeNode {
  const member = node.isList ? undefined : node.members?.get(key);
  if (!member) return node;
  const changed = change(member);
  return changed === member
    ? node
    : { ...withMembers(node.view, new Map([...node.members!, [key, changed]]), false), tag: node.tag };
}

function changedMembers(node: ComposeNode, change: (member: ComposeNode) => ComposeNode): ComposeNode {
  if (!node.members || node.isList) return node;
  const members = new Map([...node.members].map(([key, member]) => [key, change(member)]));
  return { ...withMembers(node.view, members, false), tag: node.tag };
}

/** A list of `NAME=value` as a map; elements that are no text stay out of it only when all are such. */
function byAssignment(node: ComposeNode, interpolated: Interpolate): ComposeNode {
  if (!node.isList || ![...node.members!.values()].every(({ value }) => typeof value === 'string'))
    return node;
  const members = new Map<string, ComposeNode>();
  for (const item of node.members!.values()) {
    const written = item.written!;
    const equals = written.indexOf('=');
    const name = equals < 0 ? written : written.slice(0, equals);
    members.set(name, textFrom(item, equals < 0 ? null : equals + 1, interpolated));
  }
  return mapAt(node, members);
}

function byName(node: ComposeNode): ComposeNode {
  if (!node.isList || ![...node.members!.values()].every(({ value }) => typeof value === 'string'))
    return node;
  const items = [...node.members!.values()];
  return mapAt(
    node,
    new Map(
      items.map((item) => [String(item.value), { ...item, value: null, written: null, interpolated: null }]),
    ),
  );
}

function asList(node: ComposeNode): ComposeNode {
  if (node.isList || node.members || node.value === null) return node;
  return { ...withMembers(node.view, new Map([[0, { ...node, tag: null }]]), true), tag: node.tag };
}

function underKey(node: ComposeNode, key: string): ComposeNode {
  if (node.members || node.value === null) return node;
  return mapAt(node, new Map([[key, { ...node, tag: null }]]));
}
