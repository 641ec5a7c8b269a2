import { pointerParts } from '../../adapters/json-pointer.js';
import type { LocatedDocument } from '../../adapters/located-document.js';
import type { DocumentEdit, JsonValue, PlainDocumentEdit } from '../edit.js';
import { changedMembers, changedTmpfs, changedVolume } from '../mount-text.js';
import { changedPort, changedPortMembers } from '../port-text.js';
import { isPlainMap, valueAt } from './plain-edit.js';

/**
 * A change of what may be written as a text or as a map, as what it means where it stands: for a text another one, for a
 * map some members. Variables in a text stay. Empty: nothing can be changed there.
 */
export function plainEdits(
  documents: readonly LocatedDocument[],
  edit: DocumentEdit,
): readonly PlainDocumentEdit[] {
  if (edit.kind !== 'change-mount' && edit.kind !== 'change-port') return [edit];
  const { document, pointer } = edit;
  const parts = pointerParts(pointer);
  const value = valueAt(documents.find(({ index }) => index === document)?.value, parts);
  const set = (path: string, to: JsonValue): PlainDocumentEdit => ({
    ...{ kind: 'set', document, pointer: pointer + path, value: to },
  });
  if (isPlainMap(value)) {
    const members =
      edit.kind === 'change-mount' ? changedMembers(edit.change) : changedPortMembers(edit.change);
    return members.map(([path, to]) => set(path, to));
  }
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const changed = changedText(String(value), parts, edit);
  return changed === null ? [] : [set('', changed)];
}

function changedText(
  text: string,
  parts: readonly string[],
  edit: Extract<DocumentEdit, { kind: 'change-mount' | 'change-port' }>,
): string | null {
  const variables = [...text.matchAll(/\$\{[^}]*\}|\$\w+/g)].map(({ index, 0: { length } }) => {
    return { start: index, end: index + length };
  });
  if (edit.kind === 'change-port') return changedPort(text, edit.change, variables);
  return parts.includes('tmpfs')
    ? changedTmpfs(text, edit.change, variables)
    : changedVolume(text, edit.change, variables);
}
