import { posix } from 'node:path';
import type { FactProblem } from '../../model/facts.js';
import type { Place } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import type { InputProblem, ProjectFiles } from '../input-adapter.js';

/** UTF-16 units of a file that a project names; longer ones are not read. */
const longestFile = 8 * 1024 * 1024;
/** So many files are read for one project. */
const mostFiles = 200;

/** Why a project cannot be read at all. */
export class ProjectRefusal extends Error {
  constructor(readonly problem: InputProblem) {
    super(problem.message.en);
  }
}

export function refusal(file: string | null, en: string, zh: string): ProjectRefusal {
  return new ProjectRefusal({ file, line: 1, column: 1, message: { en, zh } });
}

/** The files of a project, each read once; keeps what was read. */
export class RecordedFiles implements ProjectFiles {
  private readonly known = new Map<string, string | null>();

  constructor(private readonly files: ProjectFiles) {}

  read(path: string): string | null {
    if (this.known.has(path)) return this.known.get(path)!;
    const text = this.known.size >= mostFiles ? null : this.files.read(path);
    const kept = text === null || text.length > longestFile ? null : text;
    if (this.known.size < mostFiles) this.known.set(path, kept);
    return kept;
  }

  list(): readonly string[] | null {
    return this.files.list();
  }

  mode(path: string): number | null {
    return this.files.mode?.(path) ?? null;
  }

  /** Texts by path, in the order of reading. */
  get texts(): [string, string][] {
    return [...this.known].flatMap(([path, text]): [string, string][] =>
      text === null ? [] : [[path, text]],
    );
  }
}

/** The path of a file that another one names, from the project's folder; null: it lies outside. */
export function projectPath(from: string, path: string): string | null {
  if (posix.isAbsolute(path) || /[\\\0]|^~|^[A-Za-z]:/.test(path) || path.length > 1_000) return null;
  const folder = posix.isAbsolute(from) ? '' : posix.dirname(from);
  const joined = posix.normalize(posix.join(folder, path));
  return joined === '..' || joined.startsWith('../') ? null : joined;
}

export function isRemote(reference: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]{0,30}:\/\/|git@|github\.com\/)/i.test(reference);
}

/** Whether what lies elsewhere is named by its content: a commit (`#40 digits`) or a digest. */
export function isPinned(reference: string): boolean {
  return /#(?:[0-9a-f]{40}|[0-9a-f]{64})(?::|$)|@sha256:[0-9a-f]{64}$|[?&]ref=[0-9a-f]{40}(?:&|$)/i.test(
    reference,
  );
}

/** What could not be read or is not in force, with the line that says it. */
export function problemAt(place: Place, name: string, detail: string): FactProblem {
  const line = place.line === null ? '' : `line ${place.line}: `;
  return { path: place.file ?? name, layer: null, detail: `${line}${redactText(detail)}` };
}
