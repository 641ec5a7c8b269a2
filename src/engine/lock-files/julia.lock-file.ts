import { type JuliaPackage, juliaManifestCataloger } from '../catalogers/julia-manifest.cataloger.js';
import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { isLockFilePath } from './lock-file.js';

/**
 * Julia's `Manifest.toml`, also of one version of Julia (`Manifest-v1.11.toml`), and `JuliaManifest.toml`
 * (https://pkgdocs.julialang.org/v1/toml-files/). Left out: what is of Julia's library or in a folder. The file does
 * not say what is only for development.
 */
export const juliaLockFile: Cataloger<JuliaPackage[]> = {
  ...juliaManifestCataloger,
  id: 'julia',
  version: 1,
  wants: (path) => isLockFilePath(path, (name) => /^(?:Julia)?Manifest(?:-v[0-9.]+)?\.toml$/.test(name)),
  extract(path, content) {
    const packages = juliaManifestCataloger.extract(path, content);
    if (packages === null) throw new UnreadableFileError('the file is no manifest of Julia');
    return packages;
  },
};
