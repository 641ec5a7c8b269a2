/**
 * Whether a file by this path may say that a package of some language is there: of the files that packages of the
 * distribution own, only these are kept.
 */
export function isPackageEvidence(path: string): boolean {
  return /(?:\.(?:dist-info\/METADATA|egg-info(?:\/PKG-INFO)?|gemspec)|\/EGG-INFO\/PKG-INFO|\/R\/(?:site-)?library\/[^/]+\/DESCRIPTION|\/ebin\/[^/]+\.app|\/\.registry\/[^/]+(?:\/[^/]+)?\.reg|\/package\.json)$/.test(
    path,
  );
}
