import type { LocatedView } from '../located-view.js';

/** A pod in a manifest, or the template of one. */
export interface FoundPod {
  /** Index of its object. */
  readonly object: number;
  readonly metadata: LocatedView;
  readonly spec: LocatedView;
}

/** An object of a manifest as it stands there. */
export interface FoundObject {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly view: LocatedView;
}

/** Every object of a document; the items of lists one by one. */
export function objectsOf(view: LocatedView, depth = 0): FoundObject[] {
  const kind = view.at('kind').text;
  const items = view.at('items');
  if (items.isList && (kind === null || kind.endsWith('List')) && depth < 3) {
    return items.items.flatMap((item) => objectsOf(item, depth + 1));
  }
  if (kind === null) return [];
  const metadata = view.at('metadata');
  return [
    {
      kind,
      apiVersion: view.at('apiVersion').text ?? '',
      name: metadata.at('name').text ?? metadata.at('generateName').text ?? '',
      namespace: metadata.at('namespace').text,
      view,
    },
  ];
}

/** The pod that an object is, or makes; null: none. Objects of unknown kinds with a pod template count too. */
export function podOf({ kind, view }: FoundObject, object: number): FoundPod | null {
  const at = (holder: LocatedView): FoundPod => ({
    object,
    metadata: holder.at('metadata'),
    spec: holder.at('spec'),
  });
  switch (kind) {
    case 'Pod':
      return at(view);
    case 'PodTemplate':
      return at(view.at('template'));
    case 'CronJob':
      return at(view.at('spec', 'jobTemplate', 'spec', 'template'));
    default: {
      const template = view.at('spec', 'template');
      return template.at('spec', 'containers').isList ? at(template) : null;
    }
  }
}
