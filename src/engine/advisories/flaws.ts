import type { Advisory } from '../model/advisory.js';

/** The ids by which a record can name flaws. */
export type AdvisoryIds = Pick<Advisory, 'id' | 'aliases' | 'upstream'>;

/**
 * The flaws a record speaks of, each as the ids it gives them: every `upstream` id is a flaw of its own (a
 * distribution's record often fixes several); the aliases of a record with one are its aliases. Chainguard's records are
 * about one flaw each, which they name by the ids of several databases. A record without any is one flaw, under its own id
 * and its aliases.
 */
export function flawsOf({ id, aliases, upstream }: AdvisoryIds): readonly (readonly string[])[] {
  const isOne = upstream.length === 1 || (upstream.length > 1 && id.startsWith('CGA-'));
  if (isOne) return [[...upstream, ...aliases].map(withoutPrefix)];
  const groups = upstream.length > 0 ? upstream.map((one) => [one]) : [[id, ...aliases]];
  return groups.map((group) => group.map(withoutPrefix));
}

/** Distributions file a CVE under an id of their own (`UBUNTU-CVE-2024-1234`); the flaw is the CVE. */
function withoutPrefix(id: string): string {
  return /^[A-Z]{1,20}-(CVE-\d{4}-\d{4,19})$/.exec(id)?.[1] ?? id;
}

/** Whether the id is a CVE's. */
export function isCve(id: string): boolean {
  return /^CVE-\d{4}-\d{4,19}$/.test(id);
}

/** Orders ids: CVEs first, by year and number; the rest by code units. */
export function compareFlawIds(a: string, b: string): number {
  if (isCve(a) !== isCve(b)) return isCve(a) ? -1 : 1;
  if (isCve(a) && a.length !== b.length && a.slice(0, 9) === b.slice(0, 9)) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}

/** Ids in classes: joining two ids makes one of their classes. */
export class IdClasses {
  private readonly parents = new Map<string, string>();

  /** Puts all the ids into one class. */
  join(ids: readonly string[]): void {
    const [first, ...others] = ids;
    if (first === undefined) return;
    const root = this.rootOf(first);
    for (const other of others) this.parents.set(this.rootOf(other), root);
  }

  /** The id that stands for the class of `id`; the same for all its members until the next `join`. */
  rootOf(id: string): string {
    let root = id;
    for (
      let next = this.parents.get(root);
      next !== undefined && next !== root;
      next = this.parents.get(root)
    ) {
      root = next;
    }
    for (let step = id; step !== root;) {
      const next = this.parents.get(step) ?? root;
      this.parents.set(step, root);
      step = next;
    }
    this.parents.set(root, root);
    return root;
  }
}
