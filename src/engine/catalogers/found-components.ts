import type { Component, FoundComponent } from '../model/component.js';

/** A component with one file that says it is there. */
export interface Sighting {
  readonly component: Component;
  /** Relative path, no leading slash. */
  readonly path: string;
  /** Diff id of the layer that brought the file. */
  readonly layer: string;
  /** Package URL of the program that the file is; null or absent: it is none, or not known. */
  readonly program?: string | null | undefined;
  /** Default false. */
  readonly isDevelopment?: boolean | undefined;
}

/**
 * Each component once, with all its paths, the layer of the first of them and the first licence that one states; sorted
 * by package URL. It is for development only when every sighting of it is, and within a program only when every one is
 * within the same.
 */
export function foundComponents(sightings: readonly Sighting[]): FoundComponent[] {
  const byIdentity = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    const identity = `${sighting.component.purl} ${sighting.component.ecosystem}`;
    const known = byIdentity.get(identity);
    if (known) known.push(sighting);
    else byIdentity.set(identity, [sighting]);
  }
  return [...byIdentity.values()]
    .flatMap((same) => {
      const sorted = same.toSorted((a, b) => compareText(a.path, b.path) || compareText(a.layer, b.layer));
      const [first] = sorted;
      const paths = [...new Set(sorted.map(({ path }) => `/${path}`))];
      const isDevelopment = sorted.every((sighting) => sighting.isDevelopment === true);
      const programs = new Set(sorted.map(({ program = null }) => program));
      const [program = null] = programs.size === 1 ? programs : [];
      const within = program === null ? {} : { program };
      if (!first) return [];
      const licence = first.component.licence ?? licenceOf(sorted);
      return [{ ...first.component, licence, paths, layer: first.layer, isDevelopment, ...within }];
    })
    .sort((a, b) => compareText(a.purl, b.purl));
}

function licenceOf(sightings: readonly Sighting[]): string | null {
  return sightings.find(({ component }) => component.licence !== null)?.component.licence ?? null;
}

/** Ecosystems of the components, each once, sorted. */
export function ecosystemsOf(components: readonly FoundComponent[]): string[] {
  return [...new Set(components.map(({ ecosystem }) => ecosystem))].sort();
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
