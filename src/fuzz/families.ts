import { catalogers } from '../engine/catalogers/index.generated.js';
import { lockFiles } from '../engine/lock-files/index.generated.js';
import { type FileReader, type SourceReader, UnreadableFileError } from '../engine/model/file-reader.js';
import { observers } from '../engine/observers/index.generated.js';
import { secretDetectors } from '../engine/secrets/index.generated.js';
import { secretReader } from '../engine/secrets/secret-reader.js';
import { readSbom } from '../engine/sboms/read-sbom.js';
import { sbomReaders } from '../engine/sboms/index.generated.js';
import { vexReaders } from '../engine/vex/index.generated.js';
import { readVex } from '../engine/vex/read-vex.js';
import { versionOrders } from '../engine/versions/index.generated.js';
import { hostTargets } from './host-targets.js';

/** One thing that must take any input. */
export interface FuzzTarget {
  readonly id: string;
  /** What changed inputs begin with, beside the corpus; absent: nothing else. */
  readonly samples?: readonly Uint8Array[];
  /** Throws when the target did something that it must not. */
  run(input: Uint8Array): void;
}

/** Names of project files, of which each reader that has any reads one. */
const projectNames = ['package.json', 'Cargo.toml', 'pyproject.toml', 'Gemfile', 'mix.exs'];

/** What can be fuzzed, by family. */
export const families: Readonly<Record<string, readonly FuzzTarget[]>> = {
  catalogers: catalogers.map(catalogerTarget),
  'lock-files': [...lockFiles.map(catalogerTarget), ...lockFiles.flatMap(projectTarget)],
  sboms: sbomReaders.map((reader) => ({ id: reader.id, run: readAnySbom })),
  vex: vexReaders.map((reader) => ({ id: reader.id, run: readAnyVex })),
  hosts: hostTargets,
  observers: observers.map((observer) => ({
    id: observer.id,
    run: (input) => void extractOf(observer, input),
  })),
  secrets: secretDetectors.map(({ id, examples }) => ({
    id,
    run: (input: Uint8Array) => findAmong(examples.path ?? 'app/file', input, examples.secrets),
  })),
  versions: versionOrders.map((order) => ({
    id: order.id,
    run: (input) => {
      const text = Buffer.from(input).toString('latin1').slice(0, 2_000);
      const key = order.key(text);
      if (key && !sameBytes(key, order.key(text))) throw new Error('one version has two keys');
    },
  })),
};

/** The file with the secrets of a detector after it is searched as well: changed as the input is, they lie at any place. */
function findAmong(path: string, input: Uint8Array, secrets: readonly string[]): void {
  for (const content of [input, Buffer.concat([input, Buffer.from(secrets.join('\n'))])]) {
    const scanner = secretReader.scanner?.(path, content.length);
    for (let at = 0; at < content.length; at += 4096) scanner?.write(content.subarray(at, at + 4096));
    const extract = scanner?.end() ?? null;
    const atOnce = secretReader.extract(path, content);
    if (JSON.stringify(atOnce) !== JSON.stringify(extract)) throw new Error('the chunks make a difference');
    if (extract?.secrets.some(({ preview }) => preview.length > 40))
      throw new Error('a preview shows too much');
  }
}

function catalogerTarget(cataloger: SourceReader): FuzzTarget {
  return {
    id: cataloger.id,
    run: (input) => {
      const extract = extractOf(cataloger, input);
      if (extract !== null) checkComponents(cataloger, extract);
    },
  };
}

/** Whatever a project file says, it is plain or nothing. */
function projectTarget(reader: SourceReader): FuzzTarget[] {
  const path = projectNames.find((name) => reader.projectFiles?.isOne(name));
  if (path === undefined) return [];
  return [{ id: `${reader.id}-project`, run: (input) => void reader.extract(path, input) }];
}

/** Whatever is given, the reader is the one that wants it. */
function readAnySbom(input: Uint8Array): void {
  try {
    const { components, problems } = readSbom(input).inventory;
    if (components.length + problems.length === 0) throw new Error('an empty document passes for complete');
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
  }
}

/** Whatever is given, the reader is the one that wants it. */
function readAnyVex(input: Uint8Array): void {
  try {
    const { statements } = readVex(input);
    if (statements.some(({ products, vulnerabilities }) => products.length * vulnerabilities.length === 0))
      throw new Error('a statement speaks of nothing');
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
  }
}

function extractOf<Extract extends ReturnType<FileReader['extract']>>(
  reader: Pick<FileReader, 'extract'>,
  input: Uint8Array,
): Extract | null {
  try {
    return reader.extract('path', input) as Extract | null;
  } catch (error) {
    if (error instanceof UnreadableFileError) return error.partial as Extract | null;
    throw error;
  }
}

function checkComponents(
  cataloger: SourceReader,
  extract: NonNullable<ReturnType<FileReader['extract']>>,
): void {
  const files = [{ path: 'path', layer: 'sha256:1', extract }];
  for (const { name, version, purl } of cataloger.components(files, {
    osRelease: null,
    distribution: null,
  })) {
    if (name === '' || version === '' || !purl.startsWith('pkg:'))
      throw new Error(`a component is incomplete: ${purl}`);
  }
  cataloger.unresolved?.(files);
}

function sameBytes(a: Uint8Array, b: Uint8Array | null): boolean {
  return b !== null && Buffer.compare(a, b) === 0;
}
