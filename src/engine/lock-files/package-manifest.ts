import { entriesOf, objectOf, parseJson, textAt, valueOf } from '../text/documents.js';

/** What a `package.json` (https://docs.npmjs.com/cli/configuring-npm/package-json) asks for; plain JSON. */
export type PackageManifest = {
  readonly name: string | null;
  /** Whether it has folders of packages of its own, which share its lock file. */
  readonly hasWorkspaces: boolean;
  /** Names and ranges, as `requested` gives them. */
  readonly needed: readonly string[];
  readonly development: readonly string[];
};

/** What is asked for as both counts as needed. @throws UnreadableFileError when it is no object of JSON */
export function packageManifest(content: Uint8Array): PackageManifest {
  const document = objectOf(parseJson(content), 'the file');
  const under = (group: string) => entriesOf(valueOf(document, group));
  const needed = [...under('dependencies'), ...under('optionalDependencies')];
  const names = new Set(needed.map(([name]) => name));
  const development = under('devDependencies').filter(([name]) => !names.has(name));
  return {
    name: textAt(document, 'name'),
    hasWorkspaces: valueOf(document, 'workspaces') !== undefined,
    needed: needed.map(([name, range]) => requested(name, range)),
    development: development.map(([name, range]) => requested(name, range)),
  };
}

/** `a@^1.0.0`, of the range `npm:^1.0.0` too. */
export function requested(name: string, range: unknown): string {
  return `${name}@${typeof range === 'string' ? range.replace(/^npm:/, '') : ''}`;
}
