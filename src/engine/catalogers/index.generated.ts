// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { Cataloger } from '../model/file-reader.js';
import { apkCataloger } from './apk.cataloger.js';
import { bitnamiCataloger } from './bitnami.cataloger.js';
import { chiselCataloger } from './chisel.cataloger.js';
import { composerInstalledCataloger } from './composer-installed.cataloger.js';
import { condaMetaCataloger } from './conda-meta.cataloger.js';
import { dotnetDepsCataloger } from './dotnet-deps.cataloger.js';
import { dpkgCataloger } from './dpkg.cataloger.js';
import { erlangAppCataloger } from './erlang-app.cataloger.js';
import { gemCataloger } from './gem.cataloger.js';
import { goBinaryCataloger } from './go-binary.cataloger.js';
import { javaArchiveCataloger } from './java-archive.cataloger.js';
import { juliaManifestCataloger } from './julia-manifest.cataloger.js';
import { nodeModulesCataloger } from './node-modules.cataloger.js';
import { pearCataloger } from './pear.cataloger.js';
import { pythonCataloger } from './python.cataloger.js';
import { rDescriptionCataloger } from './r-description.cataloger.js';
import { rpmCataloger } from './rpm.cataloger.js';
import { rpmManifestCataloger } from './rpm-manifest.cataloger.js';
import { rustBinaryCataloger } from './rust-binary.cataloger.js';
import { yarnPnpCataloger } from './yarn-pnp.cataloger.js';

export type CatalogerId =
  | 'apk'
  | 'bitnami'
  | 'chisel'
  | 'composer-installed'
  | 'conda-meta'
  | 'dotnet-deps'
  | 'dpkg'
  | 'erlang-app'
  | 'gem'
  | 'go-binary'
  | 'java-archive'
  | 'julia-manifest'
  | 'node-modules'
  | 'pear'
  | 'python'
  | 'r-description'
  | 'rpm'
  | 'rpm-manifest'
  | 'rust-binary'
  | 'yarn-pnp';

/** Every variant in the folder, by id. */
export const catalogers: readonly Cataloger[] = Object.freeze<Cataloger[]>([
  apkCataloger,
  bitnamiCataloger,
  chiselCataloger,
  composerInstalledCataloger,
  condaMetaCataloger,
  dotnetDepsCataloger,
  dpkgCataloger,
  erlangAppCataloger,
  gemCataloger,
  goBinaryCataloger,
  javaArchiveCataloger,
  juliaManifestCataloger,
  nodeModulesCataloger,
  pearCataloger,
  pythonCataloger,
  rDescriptionCataloger,
  rpmCataloger,
  rpmManifestCataloger,
  rustBinaryCataloger,
  yarnPnpCataloger,
]);
