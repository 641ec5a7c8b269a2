import type { ComposeFacts } from '../../model/workload-document.js';
import { nearest } from '../../policy/nearest.js';
import type { LocatedView } from '../located-view.js';
import { composeKeys, each, type KnownKeys } from './compose-keys.js';

/** More are not named one by one. */
const most = 1_000;

/** Keys that compose does not know: what they were meant to say is not in force. */
export function unknownKeys(project: LocatedView): ComposeFacts['unknownKeys'] {
  const found: ComposeFacts['unknownKeys'][number][] = [];
  search(project, composeKeys, '', found);
  return found;
}

function search(
  view: LocatedView,
  known: KnownKeys,
  path: string,
  found: ComposeFacts['unknownKeys'][number][],
): void {
  const children = view.isList
    ? view.items.map((item, index): [string, LocatedView] => [String(index), item])
    : view.entries;
  const element = known[each];
  for (const [key, member] of children) {
    if (found.length >= most) return;
    const inner = element ?? (view.isList ? true : Object.hasOwn(known, key) ? known[key]! : null);
    const at = path === '' ? key : `${path}.${key}`;
    if (inner === null && !key.startsWith('x-')) found.push(unknownKey(key, at, known, member));
    if (typeof inner === 'object' && inner !== null) search(member, inner, at, found);
  }
}

function unknownKey(
  key: string,
  path: string,
  known: KnownKeys,
  { place }: LocatedView,
): ComposeFacts['unknownKeys'][number] {
  return { path: path.slice(0, 300), suggestion: nearest(key, Object.keys(known)), place };
}
