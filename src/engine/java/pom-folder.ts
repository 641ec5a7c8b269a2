import { posix } from 'node:path';
import type { ExtractedFile } from '../model/file-reader.js';
import type { Pom, StatedCoordinates } from './pom-model.js';

export type PomFile = ExtractedFile<Pom>;

/** A file with those that it inherits from, itself first. */
export interface Lineage {
  readonly files: readonly PomFile[];
  /** The parent that the last of them names and that is not in the folder, in words; null: it names none. */
  readonly missing: string | null;
}

/** Parents of parents. */
const deepest = 32;

/** Projects of one name beyond these are not found by it. */
const mostOfOneName = 100;

/** All the `pom.xml` of a folder, and how they name each other. */
export class PomFolder {
  /** By path. */
  readonly files: readonly PomFile[];
  private readonly byPath: ReadonlyMap<string, PomFile>;
  private readonly byName = new Map<string, PomFile[]>();

  constructor(files: readonly PomFile[]) {
    this.files = files.toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
    this.byPath = new Map(this.files.map((file) => [file.path, file]));
    for (const file of this.files) {
      const name = nameOf(file.extract);
      const known = this.byName.get(name);
      if (!known) this.byName.set(name, [file]);
      else if (known.length < mostOfOneName) known.push(file);
    }
  }

  lineage(file: PomFile): Lineage {
    const files = [file];
    for (let last = file; last.extract.parent !== null;) {
      const { parent } = last.extract;
      const found = this.parentOf(last);
      if (!found || files.includes(found) || files.length >= deepest)
        return { files, missing: inWords(parent) };
      files.push(found);
      last = found;
    }
    return { files, missing: null };
  }

  /** Projects of the name `group:artifact`. */
  named(name: string): readonly PomFile[] {
    return this.byName.get(name) ?? [];
  }

  /** The file at a path from another one's folder, or in the folder at that path; null: there is none. */
  at(from: PomFile, relative: string): PomFile | null {
    const path = posix.join(posix.dirname(from.path), relative);
    return this.byPath.get(path) ?? this.byPath.get(posix.join(path, 'pom.xml')) ?? null;
  }

  /** Where it says that it is, when that one has its name and version; else the one that has. */
  private parentOf(file: PomFile): PomFile | null {
    const { parent } = file.extract;
    if (!parent) return null;
    const placed = parent.relativePath === '' ? null : this.at(file, parent.relativePath);
    if (placed && isNamed(placed.extract, parent)) return placed;
    const { group, artifact } = parent;
    const others = group && artifact ? this.named(`${group}:${artifact}`) : [];
    return others.find((other) => other !== file && isNamed(other.extract, parent)) ?? null;
  }
}

/** `group:artifact`, as far as it is known. */
function nameOf({ group, artifact, parent }: Pom): string {
  return `${group ?? parent?.group ?? ''}:${artifact ?? ''}`;
}

/** Whether nothing that both state differs. A version made of properties may be any. */
function isNamed(pom: Pom, stated: StatedCoordinates): boolean {
  const own = { ...pom, group: pom.group ?? pom.parent?.group, version: pom.version ?? pom.parent?.version };
  return (['group', 'artifact', 'version'] as const).every((part) => {
    const [left, right] = [own[part], stated[part]];
    const isOpen = part === 'version' && `${left}${right}`.includes('${');
    return left === undefined || right === undefined || left === right || isOpen;
  });
}

function inWords({ group, artifact, version }: StatedCoordinates): string {
  return [group ?? '?', artifact ?? '?', ...(version === undefined ? [] : [version])].join(':');
}
