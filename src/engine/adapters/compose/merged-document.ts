import type { LocatedDocument, PathParts } from '../located-yaml.js';
import type { LocatedView } from '../located-view.js';
import type { Place } from '../../model/workload-facts.js';
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
}

/** @param interpolated what a text becomes */
export function composeNode(view: LocatedView, interpolated: (text: string) => Interpolated): ComposeNode {
  const children: [string | number, LocatedView][] = view.isList
    ? view.items.map((item, index) => [index, item])
    : view.entries;
  if (view.isList || view.isMap) {
    const members = new Map(children.map(([key, child]) => [key, composeNode(child, interpolated)]));
    return withMembers(view, members, view.isList);
  }
  const written = typeof view.value === 'string' ? view.value : null;
  const read = written === null ? null : interpolated(written);
  const value = read ? read.text : view.value;
  return { view, written, interpolated: read, value, members: null, isList: false };
}

export function withMembers(
  view: LocatedView,
  members: ReadonlyMap<string | number, ComposeNode>,
  isList: boolean,
): ComposeNode {
  const value: unknown = isList
    ? [...members.values()].map((member) => member.value)
    : Object.assign(
        Object.create(null) as object,
        Object.fromEntries([...members].map(([key, member]) => [key, member.value])),
      );
  return { view, written: null, interpolated: null, value, members, isList };
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
}
