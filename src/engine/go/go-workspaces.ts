import { posix } from 'node:path';
import { inQuotes, UnresolvedReasons } from '../lock-files/unresolved-reasons.js';
import type { ExtractedFile, Unresolved } from '../model/file-reader.js';
import type { GoMod } from './go-mod.js';

/** Modules that are built together. */
export interface GoBuild {
  /** Null: a module that no workspace of the folder uses, alone. */
  readonly work: ExtractedFile<GoMod> | null;
  readonly mods: readonly ExtractedFile<GoMod>[];
}

/** Requirements of the modules of all workspaces together; modules that several use count for each. */
const mostLines = 100_000;

/** The modules of a folder, and which of them each `go.work` uses. */
export class GoWorkspaces {
  readonly builds: readonly GoBuild[];
  /** Modules that a workspace uses and that are not in the folder. */
  readonly unresolved: readonly Unresolved[];

  constructor(files: readonly ExtractedFile<GoMod>[]) {
    const works = files.filter(({ path }) => posix.basename(path) === 'go.work');
    const mods = new Map(files.filter((file) => !works.includes(file)).map((file) => [file.path, file]));
    const reasons = new UnresolvedReasons();
    let lines = 0;
    const together = works.map((work) => {
      const used = work.extract.uses.flatMap((folder) => {
        const mod = mods.get(posix.join(posix.dirname(work.path), folder, 'go.mod'));
        if (!mod) reasons.add(work.path, `its module ${inQuotes(folder)} was not read`);
        return mod ?? [];
      });
      const distinct = [...new Set(used)];
      lines += distinct.reduce((sum, { extract }) => sum + extract.requires.length + 1, 0);
      if (lines <= mostLines) return { work, mods: distinct };
      reasons.add(work.path, 'its modules were not built together: the folder has too many');
      return { work, mods: [] };
    });
    const inWorkspaces = new Set(together.flatMap((build) => build.mods));
    const alone = [...mods.values()].filter((mod) => !inWorkspaces.has(mod));
    this.builds = [...together, ...alone.map((mod) => ({ work: null, mods: [mod] }))];
    this.unresolved = reasons.list();
  }
}
