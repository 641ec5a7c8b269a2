import { pointerParts } from '../../adapters/json-pointer.js';
import type { LocatedDocument } from '../../adapters/located-document.js';
import type { DocumentEdit, PlainDocumentEdit } from '../edit.js';
import { changedMembers, changedTmpfs, changedVolume } from '../mount-text.js';
import { isPlainMap, valueAt } from './plain-edit.js';

/** A change of a mount as what it means where it stands: for a text another one, for a map some members. Empty: nothing. */
export function plainEdits(
  documents: readonly LocatedDocument[],
  edit: DocumentEdit,
): readonly PlainDocumentEdit[] {
  if (edit.kind !== 'change-mount') return [edit];
  const { document, pointer, change } = edit;
  const parts = pointerParts(pointer);
  const value = valueAt(documents.find(({ index }) => index === document)?.value, parts);
  const set = (
    path: string,
    to: PlainDocumentEdit extends infer E ? (E extends { value: infer V } ? V : never) : never,
  ) => ({ kind: 'set', document, pointer: pointer + path, value: to }) as const;
  if (isPlainMap(value)) return changedMembers(change).map(([path, to]) => set(path, to));
  if (typeof value !== 'string') return [];
  const variables = [...value.matchAll(/\$\{[^}]*\}|\$\w+/g)].map(({ index, 0: { length } }) => {
    return { start: index, end: index + length };
  });
  const changed = parts.includes('tmpfs')
    ? changedTmpfs(value, change, variables)
    : changedVolume(value, change, variables);
  return changed === null ? [] : [set('', changed)];
}
