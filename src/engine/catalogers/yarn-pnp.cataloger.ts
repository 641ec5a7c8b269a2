import { isOwnFolder, npmFormat } from '../lock-files/npm-format.js';
import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { listOf, objectOf, parseJson, parseJsonText, textAt, textOf, valueOf } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';

/** More packages than this in one file are not read. */
const mostPackages = 100_000;
/** Characters in which the state begins, where the file holds it. */
const longestHead = 4_096;
const dataFile = '.pnp.data.json';
/** Before the state, where it stands in the program as it is. */
const inlineStart = 'hydrateRuntimeState({';
/** In the head of what Yarn 1 writes. */
const yarn1Mark = 'packageInformationStores';

/**
 * Packages that Yarn installed without `node_modules`, as archives in its cache: the state that Node.js is started with
 * (https://yarnpkg.com/advanced/pnp-spec), within `.pnp.cjs`, or beside it. Left out: workspaces and folders, and what
 * is unpacked, which has its own description there: all that Yarn 1 installs, in its cache. It does not say what is only
 * for development.
 */
export const yarnPnpCataloger: Cataloger<LanguagePackage[]> = {
  id: 'yarn-pnp',
  version: 2,
  maxBytes: 64 * 1024 * 1024,
  ecosystems: [npmFormat.ecosystem],
  wants: (path) => /(?:^|\/)\.pnp\.(?:c?js|data\.json)$/.test(path),
  extract(path, content) {
    const state = path.endsWith('.json') ? parseJson(content) : stateWithin(textOf(content));
    if (state === null) return null;
    const registry = listOf(valueOf(objectOf(state, 'the state'), 'packageRegistryData'));
    const problems = new ReadProblems();
    const found = new Map<string, LanguagePackage>();
    for (const [name, reference] of locatorsOf(registry)) {
      if (name === null || reference === null || isOwnFolder(reference)) continue;
      const version = versionOf(reference);
      if (!isLanguageText(name) || !isLanguageText(version))
        problems.add(`the package ${quoted(name)} has no version: ${quoted(reference)}`);
      else if (found.size < mostPackages) found.set(`${name}@${version}`, { name, version });
      else problems.add(`there are more than ${mostPackages} packages`);
    }
    return problems.settle([...found.values()]);
  },
  components(files) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({ component: languageComponent(found, npmFormat), path, layer })),
      ),
    );
  },
};

/**
 * The state in a program: JSON in a text of JavaScript in single quotes, before Yarn 3 as it is. Null: the program reads
 * it from the file beside it, or is of Yarn 1.
 * @throws UnreadableFileError when it is neither
 */
function stateWithin(program: string): unknown {
  const head = program.slice(0, longestHead);
  const inline = head.indexOf(inlineStart);
  if (inline !== -1) return inlineState(program, inline + inlineStart.length - 1);
  const start = head.indexOf("'{");
  if (start === -1) {
    if (head.includes(dataFile) || head.includes(yarn1Mark)) return null;
    throw new UnreadableFileError('the state cannot be found in it');
  }
  const end = endOfText(program, start + 1, "'");
  if (end === -1) throw new UnreadableFileError('the text of the state does not end');
  const text = program.slice(start + 1, end).replace(/\\(\r?\n|[^])/g, (_, escaped: string) => {
    return escaped.endsWith('\n') ? '' : escaped;
  });
  return parseJsonText(text, 'the state');
}

/** The object that begins there. */
function inlineState(program: string, start: number): unknown {
  let depth = 0;
  for (let index = start; index < program.length; index += 1) {
    const character = program[index];
    if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === '"') index = endOfText(program, index + 1, '"');
    if (depth === 0) return parseJsonText(program.slice(start, index + 1), 'the state');
    if (index === -1) break;
  }
  throw new UnreadableFileError('the state does not end');
}

/** Where the next quotation mark stands that is not escaped; -1: there is none. */
function endOfText(program: string, start: number, mark: string): number {
  for (let index = start; index < program.length; index += 1) {
    if (program[index] === '\\') index += 1;
    else if (program[index] === mark) return index;
  }
  return -1;
}

/** Name and reference of every package that is not unpacked; both null: the project itself. */
function* locatorsOf(registry: readonly unknown[]): Generator<[string | null, string | null]> {
  for (const entry of registry) {
    const [name, references] = listOf(entry);
    for (const one of listOf(references)) {
      const [reference, information] = listOf(one);
      if (isUnpacked(textAt(information, 'packageLocation') ?? '')) continue;
      yield [typeof name === 'string' ? name : null, typeof reference === 'string' ? plain(reference) : null];
    }
  }
}

/**
 * `./.yarn/unplugged/a-npm-1.0.0-0a1b/node_modules/a/`, and not `…/cache/a-npm-1.0.0-0a1b-2c3d.zip/node_modules/a/`.
 */
function isUnpacked(location: string): boolean {
  return location.includes('/node_modules/') && !location.includes('.zip/');
}

/** Without the mark of one that stands for another with certain peers: `virtual:0a1b#npm:1.0.0`. */
function plain(reference: string): string {
  return /^virtual:[^#]*#(.*)$/s.exec(reference)?.[1] ?? reference;
}

/** `npm:1.0.0`, maybe with parameters; what a patch changes has its version among them. Null: it states none. */
function versionOf(reference: string): string | null {
  if (reference.startsWith('npm:')) return reference.slice('npm:'.length).split('::', 1)[0] ?? null;
  if (!reference.startsWith('patch:')) return null;
  const [, ...parameters] = reference.slice(0, 10_000).split(/::|&/);
  return parameters.find((one) => one.startsWith('version='))?.slice('version='.length) || null;
}
