/** Where packages keep their own files, which their makers publish. */
const packageFolder =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|gems|vendor|pkg\/mod|\.cargo\/registry|\.m2\/repository|bower_components)\/|^(?:usr\/(?:share|lib|lib64|libexec|include|src|bin|sbin|local\/(?:lib|share|go))|lib|lib64|bin|sbin|opt\/(?:conda|java))\//;
/** What a web server delivers is no package, although it stands in a package's folder. */
const servedFolder = /^usr\/(?:share\/nginx\/html|local\/(?:share\/nginx|apache2\/htdocs|nginx\/html))\//;
const documentation =
  /^usr\/(?:local\/)?share\/(?:doc|man|info|gtk-doc|help|locale|i18n|zoneinfo|perl\/[^/]+\/pod)\/|\.(?:md|markdown|rst|adoc|pod|html?|map|[1-8])$/i;
/** What a distribution's servers say of its packages: large, and the same for everybody. */
const packageLists =
  /^var\/(?:lib\/apt\/lists|cache\/(?:apt\/(?:src)?pkgcache\.bin|(?:dnf|yum|zypp)\/.+\.(?:xml|solvx?|sqlite)(?:\.[gx]z|\.zck|\.zst)?$)|lib\/dpkg\/available)/;
/** Keys and tokens that are made for tests and examples. */
const fixtures =
  /(?:^|\/)(?:tests?|testing|testdata|test[-_]?data|__tests__|specs?|fixtures?|mocks?|examples?|samples?|demos?|docs?|benchmarks?|selftests?|testutils?)\/|[._-](?:test|spec|example|mock)\.[a-z]{1,5}$|(?:^|\/)(?:test|example)[_-][^/]*$/i;

/** Whether a file belongs to an installed package rather than to the image's maker. */
export function isOfPackage(path: string): boolean {
  return packageFolder.test(path) && !servedFolder.test(path);
}

/**
 * Files that are not searched: documentation, what packages bring for their tests, and the lists of a distribution's
 * packages, as their secrets are known to the world.
 * @param path relative, no leading slash.
 */
export function isPublished(path: string): boolean {
  if (!isOfPackage(path)) return packageLists.test(path);
  const start = packageFolder.exec(path)!.index;
  const inPackage = path.slice(start);
  return documentation.test(path) || fixtures.test(inPackage);
}
