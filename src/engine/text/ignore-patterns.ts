/** Longer patterns and paths match nothing. */
const longest = 1_024;

/**
 * Whether a path of the context is left out by the patterns of a `.dockerignore`: the last one that fits it, or a folder
 * above it, decides; `!` takes back (https://docs.docker.com/build/concepts/context/#dockerignore-files).
 */
export function isIgnored(path: string, patterns: readonly string[]): boolean {
  const folders = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  let isOut = false;
  for (const written of patterns) {
    const isException = written.startsWith('!');
    const pattern = normal(isException ? written.slice(1).trim() : written);
    if (pattern === '' || pattern.length > longest || isOut !== isException) continue;
    if (folders.some((folder) => fits(pattern, folder))) isOut = !isException;
  }
  return isOut;
}

/** Without slashes at its ends, `./` and doubled slashes. */
function normal(pattern: string): string {
  return pattern
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** `*` and `?` stay within a name, `**` goes over any number of folders. */
function fits(pattern: string, path: string): boolean {
  if (path.length > longest) return false;
  const parts = pattern.split('/');
  const names = path.split('/');
  let reachable = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (part === '**') for (let to = at; to <= names.length; to += 1) next.add(to);
      else if (names[at] !== undefined && fitsName(part, names[at])) next.add(at + 1);
    }
    reachable = next;
  }
  return reachable.has(names.length);
}

function fitsName(pattern: string, name: string): boolean {
  let reachable = new Set([0]);
  for (const character of pattern) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (character === '*') for (let to = at; to <= name.length; to += 1) next.add(to);
      else if (at < name.length && (character === '?' || name[at] === character)) next.add(at + 1);
    }
    reachable = next;
  }
  return reachable.has(name.length);
}
