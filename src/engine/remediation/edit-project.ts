import type { ProjectFiles } from '../adapters/input-adapter.js';
import { editDocument } from './document-editor.js';
import type { DocumentEdit, Edit, LineEdit, RunEdit } from './edit.js';
import { applyLineEdits } from './line-editor.js';
import { editRunLine } from './run-line-editor.js';

/** An input with the files around it, as edits left them. */
export interface EditedProject {
  /** Path of the input from the project's folder. */
  readonly name: string;
  readonly text: string;
  /** The other files as they were given. */
  readonly files: ProjectFiles;
  /** New texts of other files, by path. */
  readonly changed: ReadonlyMap<string, string>;
}

/** The files around the input, with those that changed. */
export function filesOf({ files, changed }: EditedProject): ProjectFiles {
  return {
    read: (path) => changed.get(path) ?? files.read(path),
    list: () => {
      const listed = files.list();
      return listed && [...new Set([...listed, ...changed.keys()])].sort();
    },
  };
}

/**
 * Makes edits in the texts that they name, all told by the texts as they are. Null: one of them has no place: its file is
 * not there or lies outside the project, or the document has no such part. Nothing is changed then.
 */
export function editProject(project: EditedProject, edits: readonly Edit[]): EditedProject | null {
  const changed = new Map(project.changed);
  let { text } = project;
  for (const [file, own] of byFile(project, edits)) {
    const before = file === null ? text : filesOf(project).read(file);
    if (before === null || (file !== null && !isInside(file))) return null;
    const after = editText(before, own, filesOf({ ...project, changed }));
    if (!after) return null;
    if (file === null) text = after.text;
    else changed.set(file, after.text);
    for (const [path, added] of Object.entries(after.files)) {
      if (!isInside(path)) return null;
      changed.set(path, added);
    }
  }
  return { ...project, text, changed };
}

function byFile({ name }: EditedProject, edits: readonly Edit[]): Map<string | null, Edit[]> {
  const groups = new Map<string | null, Edit[]>();
  for (const edit of edits) {
    const file = edit.inFile === undefined || edit.inFile === name ? null : edit.inFile;
    groups.set(file, [...(groups.get(file) ?? []), edit]);
  }
  return groups;
}

/** Whether a path from the project's folder stays in it. */
export function isInside(path: string): boolean {
  return !/^(?:[/\\]|[A-Za-z]:)|\0/.test(path) && !path.split(/[/\\]/).includes('..');
}

interface EditedTexts {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

/** An edit of one kind of text alone: a text is a line, a document or a file of lines. */
function editText(text: string, edits: readonly Edit[], files: ProjectFiles): EditedTexts | null {
  if (edits.every(isRunEdit)) return { text: editRunLine(text, edits), files: {} };
  if (edits.every(isDocumentEdit)) {
    const edited = editDocument(text, edits);
    return edited.ok && edited.refused.length === 0 ? { text: edited.text, files: {} } : null;
  }
  if (edits.every(isLineEdit)) return applyLineEdits(text, edits, (path) => files.read(path));
  return null;
}

const runEdits = new Set<string>([
  ...['add-flag', 'remove-flag', 'set-flag', 'change-mount-flag', 'set-image', 'replace-text'],
]);
const documentEdits = new Set<string>(['set', 'remove', 'append', 'change-mount', 'change-port']);

function isRunEdit(edit: Edit): edit is RunEdit {
  return runEdits.has(edit.kind);
}

function isDocumentEdit(edit: Edit): edit is DocumentEdit {
  return documentEdits.has(edit.kind);
}

function isLineEdit(edit: Edit): edit is LineEdit {
  return !isRunEdit(edit) && !isDocumentEdit(edit);
}
