import type { Place } from '../model/workload-facts.js';
import type { LocatedView } from './located-view.js';

/** Notes where facts are stated. */
export class Places {
  readonly all: Record<string, Place> = {};

  /** The value, with the place of the view where something stands there. */
  note<T>(fact: string, view: LocatedView, value: T): T {
    if (view.isThere) this.all[fact] = view.place;
    return value;
  }

  /** Of the first view that is there. */
  first<T>(fact: string, views: readonly LocatedView[], read: (view: LocatedView) => T | null): T | null {
    const view = views.find((candidate) => candidate.isThere);
    return view ? this.note(fact, view, read(view)) : null;
  }
}
