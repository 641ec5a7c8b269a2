import type { Edit } from '../remediation/edit.js';
import type { ReportedFinding, ReportedTarget } from './finding-format.js';
import { artifactOf } from './sarif-location.js';

interface Replacement {
  /** Lines and columns from 1; the end lies behind the last character. */
  readonly deletedRegion: {
    readonly startLine: number;
    readonly startColumn: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
  readonly insertedContent: { readonly text: string };
}

/** The finding's fix, where each of its edits is one of places in the text; changes of a document or a command are none. */
export function fixesOf(target: ReportedTarget, { fix, location, remediation }: ReportedFinding): object[] {
  const replacements = fix?.edits.map(replacementOf) ?? [];
  if (replacements.length === 0 || replacements.includes(null) || !target.isFile) return [];
  const artifactLocation = artifactOf(target, location?.path ?? null);
  return [{ description: { text: remediation }, artifactChanges: [{ artifactLocation, replacements }] }];
}

function replacementOf(edit: Edit): Replacement | null {
  if (edit.inFile !== undefined) return null;
  switch (edit.kind) {
    case 'insert-lines':
      return replacement(edit.before, 1, edit.before, edit.lines);
    case 'replace-lines':
      return replacement(edit.from, 1, edit.to + 1, edit.lines);
    case 'insert-text':
      return {
        deletedRegion: regionOf(edit.line, edit.column + 1, edit.line, edit.column + 1),
        insertedContent: { text: edit.text },
      };
    default:
      return null;
  }
}

function replacement(from: number, column: number, to: number, lines: readonly string[]): Replacement {
  const text = lines.map((line) => `${line}\n`).join('');
  return { deletedRegion: regionOf(from, column, to, 1), insertedContent: { text } };
}

function regionOf(startLine: number, startColumn: number, endLine: number, endColumn: number) {
  return { startLine, startColumn, endLine, endColumn };
}
