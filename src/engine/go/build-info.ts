import { linkedVersion } from './linked-version.js';

/** What Go's linker writes into a program about what it was built from. */
export interface BuildInfo {
  /** `go1.21.3`; empty: it cannot be told. */
  readonly goVersion: string;
  /** What the program is: the module that it was built from; null: it does not say. */
  readonly main: GoModule | null;
  /** Path and version of the main module and of those it depends on; a replaced one as what it was replaced by. */
  readonly modules: readonly GoModule[];
}

export interface GoModule {
  readonly path: string;
  /** `v1.2.3`, `v0.0.0-20240101000000-abcdef123456`, or `(devel)`. */
  readonly version: string;
}

/** Version of a module that was built from a working copy. */
export const unversioned = '(devel)';
const flagsSetting = '-ldflags=';
/** More modules than this in one program are not read. */
const mostModules = 20_000;
/** The list of modules stands between 16 bytes that mark its beginning and 16 that mark its end. */
const markBytes = 16;

/** The list of modules as the linker writes it: a line each, its fields parted by tabs. */
export function parseModules(framed: string): Pick<BuildInfo, 'main' | 'modules'> {
  const isFramed =
    framed.length >= 2 * markBytes + 1 && framed.charAt(framed.length - markBytes - 1) === '\n';
  const text = isFramed ? framed.slice(markBytes, -markBytes) : '';
  const modules: GoModule[] = [];
  let main: GoModule | null = null;
  let flags = '';
  for (const line of text.split('\n')) {
    const [kind, path = '', version = ''] = line.split('\t');
    if (kind === 'build' && path.startsWith(flagsSetting)) flags = path.slice(flagsSetting.length);
    if (kind === '=>') modules.pop();
    else if (kind !== 'mod' && kind !== 'dep') continue;
    if (path === '' || modules.length >= mostModules) continue;
    modules.push({ path, version });
    if (kind === 'mod') main ??= { path, version };
  }
  return withLinkedVersion(main ?? builtFrom(modules), modules, flags);
}

/** A program that was built from files by their names states no main module: it is of the only one without a version. */
function builtFrom(modules: readonly GoModule[]): GoModule | null {
  const [only, ...others] = modules.filter(
    ({ path, version }) => version === unversioned && !path.startsWith('.') && !path.startsWith('/'),
  );
  return only === undefined || others.length > 0 ? null : only;
}

/** A program that was built from a working copy may have been told its version all the same. */
function withLinkedVersion(
  main: GoModule | null,
  modules: readonly GoModule[],
  flags: string,
): Pick<BuildInfo, 'main' | 'modules'> {
  const version = main?.version === unversioned ? linkedVersion(flags, main.path) : null;
  if (main === null || version === null) return { main, modules };
  const told = { path: main.path, version };
  return {
    main: told,
    modules: modules.map((one) => (one.path === told.path && one.version === unversioned ? told : one)),
  };
}

/** `1.21.3` for `go1.21.3`, `1.22.0-rc.1` for `go1.22rc1`; null for builds of no release. */
export function releaseOf(goVersion: string): string | null {
  const parts = /^go([0-9]+\.[0-9]+)(\.[0-9]+)?(?:(beta|rc)([0-9]+))?(?:[ +-].*)?$/.exec(goVersion);
  if (!parts) return null;
  const [, minor = '', patch = '.0', phase, number] = parts;
  return phase === undefined ? `${minor}${patch}` : `${minor}${patch}-${phase}.${number}`;
}
