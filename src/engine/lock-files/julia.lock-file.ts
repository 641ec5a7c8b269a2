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
  version: 2,
  wants: (path) => isLockFilePath(path, (name) => /^(?:Julia)?Manifest(?:-v[0-9.]+)?\.toml$/.test(name)),
  extract(path, content) {
    const packages = juliaManifestCataloger.extract(path, content);
    if (packages === null && holdsNothing(content)) return [];
    if (packages === null) throw new UnreadableFileError('the file is no manifest of Julia');
    return packages;
  },
};

/** As Julia before 1.7 writes the manifest of a project without packages: one comment. */
function holdsNothing(content: Uint8Array): boolean {
  const lines = new TextDecoder().decode(content).split('\n');
  return (
    lines[0]?.startsWith('# This file is machine-generated') === true &&
    lines.every((line) => line.trim() === '' || line.startsWith('#'))
  );
}
