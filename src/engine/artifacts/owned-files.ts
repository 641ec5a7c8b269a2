import { isDistribution } from '../advisories/ecosystems.js';
import type { Cataloger, ExtractedFile, Json } from '../model/file-reader.js';

/** Readers that name files which came with the very layer of their own file. */
const listsOfLayers = ['dpkg-files', 'chisel-files'];

/**
 * Files that packages of the distribution brought. The distribution's own advisories speak for what is in them, and its
 * package database lists it: other catalogers are not shown them.
 *
 * dpkg writes a package's list of files together with the files, as Chisel does, so a file that a later layer has replaced
 * is no longer the package's. apk has one database for all its packages, which says nothing of layers.
 */
export class OwnedFiles {
  private readonly dpkg: ReadonlySet<string>;
  private readonly apk: ReadonlySet<string>;

  /** @param found the extracts of each reader, by its id */
  constructor(found: ReadonlyMap<string, readonly ExtractedFile[]>) {
    this.dpkg = new Set(
      listsOfLayers
        .flatMap((reader) => found.get(reader) ?? [])
        .flatMap(({ layer, extract }) => pathsOf(extract).map((path) => `${layer} ${path}`)),
    );
    this.apk = new Set((found.get('apk-files') ?? []).flatMap(({ extract }) => pathsOf(extract)));
  }

  /** The cataloger's files but for those that a package of the distribution owns. */
  without(cataloger: Pick<Cataloger, 'ecosystems'>, files: readonly ExtractedFile[]): ExtractedFile[] {
    if (cataloger.ecosystems.some(isDistribution)) return [...files];
    return files.filter(({ path, layer }) => !this.apk.has(path) && !this.dpkg.has(`${layer} ${path}`));
  }
}

function pathsOf(extract: Json): string[] {
  return Array.isArray(extract) ? extract.filter((path): path is string => typeof path === 'string') : [];
}
