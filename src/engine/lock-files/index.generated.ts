// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { SourceReader } from '../model/file-reader.js';
import { bunLockFile } from './bun.lock-file.js';
import { bundlerLockFile } from './bundler.lock-file.js';
import { cabalLockFile } from './cabal.lock-file.js';
import { cargoLockFile } from './cargo.lock-file.js';
import { cocoapodsLockFile } from './cocoapods.lock-file.js';
import { composerLockFile } from './composer.lock-file.js';
import { conanLockFile } from './conan.lock-file.js';
import { conanFileLockFile } from './conan-file.lock-file.js';
import { denoLockFile } from './deno.lock-file.js';
import { goModLockFile } from './go-mod.lock-file.js';
import { gradleLockFile } from './gradle.lock-file.js';
import { gradleCatalogLockFile } from './gradle-catalog.lock-file.js';
import { gradleVerificationLockFile } from './gradle-verification.lock-file.js';
import { juliaLockFile } from './julia.lock-file.js';
import { mavenLockFile } from './maven.lock-file.js';
import { mixLockFile } from './mix.lock-file.js';
import { npmLockFile } from './npm.lock-file.js';
import { nugetLockFile } from './nuget.lock-file.js';
import { nugetAssetsLockFile } from './nuget-assets.lock-file.js';
import { nugetConfigLockFile } from './nuget-config.lock-file.js';
import { nugetProjectLockFile } from './nuget-project.lock-file.js';
import { paketLockFile } from './paket.lock-file.js';
import { pdmLockFile } from './pdm.lock-file.js';
import { pipLockFile } from './pip.lock-file.js';
import { pipenvLockFile } from './pipenv.lock-file.js';
import { pnpmLockFile } from './pnpm.lock-file.js';
import { poetryLockFile } from './poetry.lock-file.js';
import { pubLockFile } from './pub.lock-file.js';
import { pylockLockFile } from './pylock.lock-file.js';
import { rebarLockFile } from './rebar.lock-file.js';
import { renvLockFile } from './renv.lock-file.js';
import { sbtLockFile } from './sbt.lock-file.js';
import { stackLockFile } from './stack.lock-file.js';
import { swiftLockFile } from './swift.lock-file.js';
import { uvLockFile } from './uv.lock-file.js';
import { yarnLockFile } from './yarn.lock-file.js';

export type LockFileId =
  | 'bun'
  | 'bundler'
  | 'cabal'
  | 'cargo'
  | 'cocoapods'
  | 'composer'
  | 'conan'
  | 'conan-file'
  | 'deno'
  | 'go-mod'
  | 'gradle'
  | 'gradle-catalog'
  | 'gradle-verification'
  | 'julia'
  | 'maven'
  | 'mix'
  | 'npm'
  | 'nuget'
  | 'nuget-assets'
  | 'nuget-config'
  | 'nuget-project'
  | 'paket'
  | 'pdm'
  | 'pip'
  | 'pipenv'
  | 'pnpm'
  | 'poetry'
  | 'pub'
  | 'pylock'
  | 'rebar'
  | 'renv'
  | 'sbt'
  | 'stack'
  | 'swift'
  | 'uv'
  | 'yarn';

/** Every variant in the folder, by id. */
export const lockFiles: readonly SourceReader[] = Object.freeze<SourceReader[]>([
  bunLockFile,
  bundlerLockFile,
  cabalLockFile,
  cargoLockFile,
  cocoapodsLockFile,
  composerLockFile,
  conanLockFile,
  conanFileLockFile,
  denoLockFile,
  goModLockFile,
  gradleLockFile,
  gradleCatalogLockFile,
  gradleVerificationLockFile,
  juliaLockFile,
  mavenLockFile,
  mixLockFile,
  npmLockFile,
  nugetLockFile,
  nugetAssetsLockFile,
  nugetConfigLockFile,
  nugetProjectLockFile,
  paketLockFile,
  pdmLockFile,
  pipLockFile,
  pipenvLockFile,
  pnpmLockFile,
  poetryLockFile,
  pubLockFile,
  pylockLockFile,
  rebarLockFile,
  renvLockFile,
  sbtLockFile,
  stackLockFile,
  swiftLockFile,
  uvLockFile,
  yarnLockFile,
]);
