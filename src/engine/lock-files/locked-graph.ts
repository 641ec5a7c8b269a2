import type { LanguagePackage } from '../catalogers/language-component.js';
import { reachable } from './reachable.js';

/** A package of a lock file, or what is the project's own, with what it needs; plain JSON. */
export type LockedNode = {
  /** Null: it is no package of a registry. */
  readonly package: LanguagePackage | null;
  /** What others call it, exactly (`a@^1.0.0`) and plainly (`a`). */
  readonly names: readonly string[];
  /** Names of what it needs; null: the lock file does not say. */
  readonly needs: readonly string[] | null;
};

/** What a project asks for, by the names that its lock file has for packages. */
export interface Asked {
  readonly needed: readonly string[];
  /** What is only there to develop and to test. */
  readonly development: readonly string[];
}

/**
 * The nodes that a project asks for to develop alone, by their places. What nothing leads to is none of them: the lock
 * file may hold more than is known of. None are when something needed does not say what it needs in turn.
 * @param plainName of an exact name: what it stands for when no package is called by that one
 */
export function developmentNodes(
  nodes: readonly LockedNode[],
  { needed, development }: Asked,
  plainName: (name: string) => string = (name) => name,
): Set<number> {
  const byName = new Map<string, number[]>();
  nodes.forEach(({ names }, place) => {
    for (const name of names) {
      const known = byName.get(name);
      if (known) known.push(place);
      else byName.set(name, [place]);
    }
  });
  // Each name and each node is gone through once: a hostile file may have any number of one plain name.
  const reached = (from: readonly string[]) => {
    const places = new Set<number>();
    reachable(from, (name) => {
      const fresh = (byName.get(name) ?? []).filter((place) => !places.has(place));
      for (const place of fresh) places.add(place);
      return byName.has(name) ? fresh.flatMap((place) => nodes[place]!.needs ?? []) : [plainName(name)];
    });
    return places;
  };
  const used = reached(needed);
  if ([...used].some((place) => nodes[place]!.needs === null)) return new Set();
  return new Set([...reached(development)].filter((place) => !used.has(place)));
}
