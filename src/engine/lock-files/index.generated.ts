// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { SourceReader } from '../model/file-reader.js';
import { bunLockFile } from './bun.lock-file.js';
import { bundlerLockFile } from './bundler.lock-file.js';
import { cargoLockFile } from './cargo.lock-file.js';
import { cocoapodsLockFile } from './cocoapods.lock-file.js';
import { composerLockFile } from './composer.lock-file.js';
import { conanLockFile } from './conan.lock-file.js';
import { denoLockFile } from './deno.lock-file.js';
import { goModLockFile } from './go-mod.lock-file.js';
import { gradleLockFile } from './gradle.lock-file.js';
import { mavenLockFile } from './maven.lock-file.js';
import { mixLockFile } from './mix.lock-file.js';
import { npmLockFile } from './npm.lock-file.js';
import { nugetLockFile } from './nuget.lock-file.js';
import { nugetAssetsLockFile } from './nuget-assets.lock-file.js';
import { nugetConfigLockFile } from './nuget-config.lock-file.js';
import { nugetProjectLockFile } from './nuget-project.lock-file.js';
import { pdmLockFile } from './pdm.lock-file.js';
import { pipLockFile } from './pip.lock-file.js';
import { pipenvLockFile } from './pipenv.lock-file.js';
import { pnpmLockFile } from './pnpm.lock-file.js';
import { poetryLockFile } from './poetry.lock-file.js';
import { pubLockFile } from './pub.lock-file.js';
import { pylockLockFile } from './pylock.lock-file.js';
import { sbtLockFile } from './sbt.lock-file.js';
import { swiftLockFile } from './swift.lock-file.js';
import { uvLockFile } from './uv.lock-file.js';
import { yarnLockFile } from './yarn.lock-file.js';

export type LockFileId =
  | 'bun'
  | 'bundler'
  | 'cargo'
  | 'cocoapods'
  | 'composer'
  | 'conan'
  | 'deno'
  | 'go-mod'
  | 'gradle'
  | 'maven'
  | 'mix'
  | 'npm'
  | 'nuget'
  | 'nuget-assets'
  | 'nuget-config'
  | 'nuget-project'
  | 'pdm'
  | 'pip'
  | 'pipenv'
  | 'pnpm'
  | 'poetry'
  | 'pub'
  | 'pylock'
  | 'sbt'
  | 'swift'
  | 'uv'
  | 'yarn';

/** Every variant in the folder, by id. */
export const lockFiles: readonly SourceReader[] = Object.freeze<SourceReader[]>([
  bunLockFile,
  bundlerLockFile,
  cargoLockFile,
  cocoapodsLockFile,
  composerLockFile,
  conanLockFile,
  denoLockFile,
  goModLockFile,
  gradleLockFile,
  mavenLockFile,
  mixLockFile,
  npmLockFile,
  nugetLockFile,
  nugetAssetsLockFile,
  nugetConfigLockFile,
  nugetProjectLockFile,
  pdmLockFile,
  pipLockFile,
  pipenvLockFile,
  pnpmLockFile,
  poetryLockFile,
  pubLockFile,
  pylockLockFile,
  sbtLockFile,
  swiftLockFile,
  uvLockFile,
  yarnLockFile,
]);
