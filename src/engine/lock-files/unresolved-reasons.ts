import type { Unresolved } from '../model/file-reader.js';
import { plainText } from '../text/text-lines.js';

/** Reasons that are named of one file; the others are counted. */
const namedReasons = 20;
/** Characters of a name in a reason. */
const longestName = 200;

/** What a file leaves open that states what a project asks for, and not what that needs in turn. */
export const directOnly =
  'it names direct dependencies only: what these need is not known (a bill of materials of the build tells it)';

/** Why it cannot be told what files bring, by the path of each. */
export class UnresolvedReasons {
  private readonly byPath = new Map<string, Set<string>>();

  add(path: string, reason: string): void {
    const known = this.byPath.get(path);
    if (known) known.add(reason);
    else this.byPath.set(path, new Set([reason]));
  }

  list(): Unresolved[] {
    return [...this.byPath].map(([path, reasons]) => ({ path, detail: listed([...reasons]) }));
  }
}

/** Whole names, and what a hostile file has for one cut. */
export function inQuotes(text: string): string {
  return JSON.stringify(plainText(text, longestName));
}

/** For sorting: what lies in fewer folders first. */
export function byDepth(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path.split('/').length - b.path.split('/').length;
}

function listed(reasons: readonly string[]): string {
  const more = reasons.length - namedReasons;
  return reasons.slice(0, namedReasons).join('; ') + (more > 0 ? `; and ${more} more` : '');
}
