import type { Place } from '../../model/workload-facts.js';
import type { LocatedDocument, PathParts } from '../located-document.js';
import type { LocatedView } from '../located-view.js';
import type { Interpolated } from './interpolation.js';

/** A part of a project that several files make up: each part knows which of them states it. */
export interface ComposeNode {
  readonly view: LocatedView;
  /** Of a text before variables were put in. */
  readonly written: string | null;
  readonly interpolated: Interpolated | null;
  readonly value: unknown;
  readonly members: ReadonlyMap<string | number, ComposeNode> | null;
  readonly isList: boolean;
  /** `!reset` takes out what other files state, `!override` takes its place. */
  readonly tag: 'reset' | 'override' | null;
  /** Maps, lists and scalars in it, itself counted, long texts more than once. */
  readonly size: number;
}

/** Texts of so many UTF-16 units count as one value. */
const unitLength = 200;

/** @param interpolated what a text becomes */
export function composeNode(view: LocatedView, interpolated: (text: string) => Interpolated): ComposeNode {
  const children: [string | number, LocatedView][] = view.isList
    ? view.items.map((item, index) => [index, item])
    : view.entries;
  const tag = tagOf(view);
  if (view.isList || view.isMap) {
    const members = new Map(children.map(([key, child]) => [key, composeNode(child, interpolated)]));
    return { ...withMembers(view, members, view.isList), tag };
  }
  return { ...textNode(view, typeof view.value === 'string' ? view.value : null, interpolated), tag };
}

function textNode(
  view: LocatedView,
  written: string | null,
  interpolated: (text: string) => Interpolated,
): ComposeNode {
  const read = written === null ? null : interpolated(written);
  const value = read ? read.text : view.value;
  const size = 1 + Math.floor((read?.text.length ?? 0) / unitLength);
  return { view, written, interpolated: read, value, members: null, isList: false, tag: null, size };
}

function tagOf(view: LocatedView): ComposeNode['tag'] {
  const { tag } = view;
  return tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : null;
}

export function withMembers(
  view: LocatedView,
  members: ReadonlyMap<string | number, ComposeNode>,
  isList: boolean,
): ComposeNode {
  const nodes = [...members.values()];
  const value: unknown = isList ? nodes.map((member) => member.value) : plainMap(members);
  const size = nodes.reduce((sum, member) => sum + member.size, 1);
  return { view, written: null, interpolated: null, value, members, isList, tag: null, size };
}

function plainMap(members: ReadonlyMap<string | number, ComposeNode>): object {
  const result = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of members) result[key] = member.value;
  return result;
}

/** A map of what is given, stated where `node` is. */
export function mapAt(node: ComposeNode, members: ReadonlyMap<string, ComposeNode>): ComposeNode {
  return { ...withMembers(node.view, members, false), tag: node.tag };
}

/** The part of a text from an offset of its written form on (behind `NAME=`); null: nothing stands there. */
export function textFrom(
  node: ComposeNode,
  offset: number | null,
  interpolated: (text: string) => Interpolated,
): ComposeNode {
  if (offset !== null && node.written !== null)
    return textNode(node.view, node.written.slice(offset), interpolated);
  return { ...textNode(node.view, null, interpolated), value: null };
}

/** A project as one document; places are those of the files. */
export class MergedDocument implements LocatedDocument {
  readonly index = 0;

  constructor(private readonly root: ComposeNode) {}

  get value(): unknown {
    return this.root.value;
  }

  node(path: PathParts): ComposeNode | null {
    let node: ComposeNode | null = this.root;
    for (const part of path) node = node?.members?.get(part) ?? null;
    return node;
  }

  place(path: PathParts): Place {
    let node = this.root;
    for (const part of path) {
      const next = node.members?.get(part);
      if (!next) break;
      node = next;
    }
    return node.view.place;
  }

  tag(): null {
    return null;
  }
}

/** Whether a variable without a value stands anywhere in a part. */
export function holdsOpenVariable(node: ComposeNode | null): boolean {
  if (!node) return false;
  if (node.members) return [...node.members.values()].some(holdsOpenVariable);
  return (node.interpolated?.unresolved.length ?? 0) > 0;
}
