import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import type { Place, WorkloadFacts } from '../model/workload-facts.js';
import type { DocumentEdit, Edit, JsonValue, RunEdit } from './edit.js';
import type { MountChange } from './mount-text.js';
import type { PortChange } from './port-text.js';

/** Where a change begins: at the workload (a service, a container), at its pod's spec, or where a fact is stated. */
export type FixBase = 'workload' | 'pod' | { readonly fact: string };

/** A change of a document, told from the workload. */
export type RelativeEdit = { readonly base: FixBase; readonly path: string } & (
  | { readonly kind: 'set' | 'append'; readonly value: JsonValue }
  | { readonly kind: 'remove' }
  | { readonly kind: 'change-mount'; readonly change: MountChange }
  | { readonly kind: 'change-port'; readonly change: PortChange }
);

/** How a fault of a workload is mended, by the input it comes from; an input that is absent has no fix. */
export interface WorkloadFix {
  readonly 'run-command'?: readonly RunEdit[];
  readonly compose?: readonly RelativeEdit[];
  readonly kubernetes?: readonly RelativeEdit[];
}

/** Sets `path` (a JSON pointer from the base; empty: the base itself). */
export function set(path: string, value: JsonValue, base: FixBase = 'workload'): RelativeEdit {
  return { kind: 'set', base, path, value };
}

/** Adds to the list at `path`. */
export function append(path: string, value: JsonValue, base: FixBase = 'workload'): RelativeEdit {
  return { kind: 'append', base, path, value };
}

/** Takes out what stands at `path`. */
export function remove(path: string, base: FixBase = 'workload'): RelativeEdit {
  return { kind: 'remove', base, path };
}

/** Takes out what states a fact. */
export function removeFact(fact: string): RelativeEdit {
  return { kind: 'remove', base: { fact }, path: '' };
}

/** Changes the mount that a fact states, wherever its workload is written. */
export function changeMount(target: string, fact: string, change: MountChange): WorkloadFix {
  return {
    'run-command': [{ kind: 'change-mount-flag', target, change }],
    compose: [{ kind: 'change-mount', base: { fact }, path: '', change }],
  };
}

/** `--flag=value` before the image. */
export function addFlag(flag: string, value: string | null = null): RunEdit {
  return { kind: 'add-flag', flag, value };
}

/** Takes a flag out: wherever it stands, or where it stands with the value. */
export function removeFlag(flag: string, value: string | null = null): RunEdit {
  return { kind: 'remove-flag', flag, value };
}

/** Gives a flag a value instead of `from`, or of whichever it has. */
export function setFlag(flag: string, to: string | null, from: string | null = null): RunEdit {
  return { kind: 'set-flag', flag, from, to };
}

/** The edits of a fix on the document; null: it has none for this input, or the place is not known. */
export function resolveFix(
  fix: WorkloadFix,
  facts: WorkloadDocumentFacts,
  workload: WorkloadFacts,
): readonly Edit[] | null {
  const { format } = facts;
  if (format === 'run-command') return fix['run-command'] ?? null;
  if (format !== 'compose' && format !== 'kubernetes') return null;
  const edits = (fix[format] ?? []).map((edit) => resolved(edit, facts, workload));
  return edits.length > 0 && edits.every((edit) => edit !== null) ? edits : null;
}

function resolved(edit: RelativeEdit, facts: WorkloadDocumentFacts, workload: WorkloadFacts) {
  const { base } = edit;
  const { places, origin } = workload;
  if (base === 'workload')
    return facts.format === 'compose' ? inService(edit, workload) : documentEdit(edit, places[''] ?? null);
  if (base !== 'pod') return documentEdit(edit, places[base.fact] ?? null);
  const pod = origin.pod === null ? undefined : facts.kubernetes?.pods[origin.pod];
  return documentEdit(edit, pod?.place ?? null);
}

/** A key of a service is changed where it stands, which may be another file or a service that is extended. */
function inService(edit: RelativeEdit, { places }: WorkloadFacts) {
  const [, key = '', ...rest] = edit.path.split('/');
  const stated = Object.values(places).find(({ pointer }) => {
    const parts = pointer.split('/');
    return parts.length === 4 && parts[1] === 'services' && parts[3] === key;
  });
  const path = rest.map((part) => `/${part}`).join('');
  return stated ? documentEdit({ ...edit, path }, stated) : documentEdit(edit, places[''] ?? null);
}

function documentEdit(edit: RelativeEdit, place: Place | null): (DocumentEdit & { inFile?: string }) | null {
  if (!place) return null;
  const at = { document: place.document, pointer: place.pointer + edit.path };
  const where = place.file === null ? {} : { inFile: place.file };
  if (edit.kind === 'remove') return { kind: 'remove', ...at, ...where };
  if (edit.kind === 'change-mount') return { kind: edit.kind, ...at, change: edit.change, ...where };
  if (edit.kind === 'change-port') return { kind: edit.kind, ...at, change: edit.change, ...where };
  return { kind: edit.kind, ...at, value: edit.value, ...where };
}
