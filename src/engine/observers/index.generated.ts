// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { FileReader } from '../model/file-reader.js';
import { apkFilesObserver } from './apk-files.observer.js';
import { chiselFilesObserver } from './chisel-files.observer.js';
import { dpkgFilesObserver } from './dpkg-files.observer.js';
import { groupObserver } from './group.observer.js';
import { osReleaseObserver } from './os-release.observer.js';
import { passwdObserver } from './passwd.observer.js';
import { shadowObserver } from './shadow.observer.js';

export type ObserverId =
  'apk-files' | 'chisel-files' | 'dpkg-files' | 'group' | 'os-release' | 'passwd' | 'shadow';

/** Every variant in the folder, by id. */
export const observers: readonly FileReader[] = Object.freeze<FileReader[]>([
  apkFilesObserver,
  chiselFilesObserver,
  dpkgFilesObserver,
  groupObserver,
  osReleaseObserver,
  passwdObserver,
  shadowObserver,
]);
