// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { Cataloger } from '../model/file-reader.js';
import { bunLockFile } from './bun.lock-file.js';
import { denoLockFile } from './deno.lock-file.js';
import { npmLockFile } from './npm.lock-file.js';
import { pdmLockFile } from './pdm.lock-file.js';
import { pipLockFile } from './pip.lock-file.js';
import { pipenvLockFile } from './pipenv.lock-file.js';
import { pnpmLockFile } from './pnpm.lock-file.js';
import { poetryLockFile } from './poetry.lock-file.js';
import { pylockLockFile } from './pylock.lock-file.js';
import { uvLockFile } from './uv.lock-file.js';
import { yarnLockFile } from './yarn.lock-file.js';

export type LockFileId =
  'bun' | 'deno' | 'npm' | 'pdm' | 'pip' | 'pipenv' | 'pnpm' | 'poetry' | 'pylock' | 'uv' | 'yarn';

/** Every variant in the folder, by id. */
export const lockFiles: readonly Cataloger[] = Object.freeze<Cataloger[]>([
  bunLockFile,
  denoLockFile,
  npmLockFile,
  pdmLockFile,
  pipLockFile,
  pipenvLockFile,
  pnpmLockFile,
  poetryLockFile,
  pylockLockFile,
  uvLockFile,
  yarnLockFile,
]);
