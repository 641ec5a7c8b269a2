import { posix } from 'node:path';
import type { FactProblem } from '../../model/facts.js';
import type { ComposeFacts } from '../../model/workload-document.js';
import type { ReadOptions } from '../input-adapter.js';
import { LocatedView } from '../located-view.js';
import { readLocatedYaml, yamlLimits } from '../located-yaml.js';
import { canonicalProject } from './canonical.js';
import { cleaned, mergeNodes } from './merge-nodes.js';
import { type ComposeNode, composeNode, withMembers } from './compose-node.js';
import { dotenvValues } from './dotenv.js';
import { extendServices } from './extend-services.js';
import { includedFiles, type IncludedFiles } from './included-files.js';
import { interpolate } from './interpolation.js';
import type { Environment, ProjectReader } from './project-reader.js';
import { problemAt, projectPath, ProjectRefusal, RecordedFiles, refusal } from './project-files.js';

export interface LoadedProject {
  readonly root: ComposeNode;
  /** Compose files, the main one first. */
  readonly composeFiles: readonly string[];
  readonly files: RecordedFiles;
  readonly environment: Environment;
  readonly includes: ComposeFacts['includes'];
  readonly unread: ComposeFacts['unread'];
  /** Services of which not all is known: what they extend could not be read. */
  readonly hiddenServices: ReadonlySet<string>;
  readonly problems: readonly FactProblem[];
}

/** Maps, lists and scalars of all files together, what services take over from others counted again. */
const mostValues = 1_000_000;
/** What reading a file counts besides. */
const valuesOfFile = 1_000;
/** Files included one by another, in a row. */
const deepestInclude = 20;

const mainNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** Reads a project with its overrides, and what it includes and extends. */
export class ProjectLoader implements ProjectReader {
  readonly files: RecordedFiles;
  readonly problems: FactProblem[] = [];
  private readonly composeFiles = new Set<string>();
  private readonly includes: ComposeFacts['includes'][number][] = [];
  private readonly unread: ComposeFacts['unread'][number][] = [];
  private readonly hiddenServices = new Set<string>();
  private readonly parsed = new Map<Environment, Map<string, ComposeNode>>();
  private values = mostValues;

  constructor(private readonly options: ReadOptions) {
    this.files = new RecordedFiles(options.files);
  }

  /** @throws ProjectRefusal when a file is no YAML, or an override is not there */
  load(text: string): LoadedProject {
    const { name, composeTarget } = this.options;
    const environment =
      composeTarget === 'swarm-stack'
        ? this.options.environment
        : this.withDotenv(projectPath(name, '.env'), this.options.environment);
    this.composeFiles.add(name);
    const main = this.ownServices(this.parse(text, null, environment), name, environment);
    const root = this.overridden(main, this.overridePaths(), environment);
    const whole = cleaned(this.withIncluded(root, environment, new Set([name])));
    const { files, includes, unread, hiddenServices, problems } = this;
    const composeFiles = [...this.composeFiles];
    return { root: whole, composeFiles, files, environment, includes, unread, hiddenServices, problems };
  }

  /** A file as it stands, with its services in long form; null: it cannot be had. */
  file(path: string, environment: Environment): ComposeNode | null {
    const known = this.parsed.get(environment)?.get(path);
    if (known) return known;
    const text = this.files.read(path);
    if (text === null) return null;
    const node = this.parse(text, path, environment);
    this.composeFiles.add(path);
    const ofEnvironment = this.parsed.get(environment) ?? new Map<string, ComposeNode>();
    this.parsed.set(environment, ofEnvironment.set(path, node));
    return node;
  }

  fileOf({ view }: ComposeNode): string {
    return view.place.file ?? this.options.name;
  }

  problem({ view }: ComposeNode, detail: string): void {
    this.problems.push(problemAt(view.place, this.options.name, detail));
  }

  /** Counts what is laid upon each other. */
  charge(node: ComposeNode): ComposeNode {
    this.values -= node.size;
    if (this.values < 0) throw refusal(null, 'The project holds too many values.', '项目中的值过多。');
    return node;
  }

  private parse(text: string, file: string | null, environment: Environment): ComposeNode {
    this.values -= valuesOfFile;
    const limits = { ...yamlLimits, values: Math.max(1, Math.min(yamlLimits.values, this.values)) };
    const read = readLocatedYaml(text, file, limits);
    if (!read.ok) throw new ProjectRefusal(read.problem);
    const interpolated = (written: string) => interpolate(written, environment);
    const nodes = read.documents.map((document) => {
      const node = this.charge(composeNode(LocatedView.of(document), interpolated));
      if (!node.members || node.isList)
        throw refusal(file, 'A compose file is a map of keys.', 'Compose 文件应为键值映射。');
      return canonicalProject(node, interpolated);
    });
    const empty = withMembers(new LocatedView(nowhere(file), [], {}), new Map(), false);
    return nodes.length === 0 ? empty : nodes.reduce((base, over) => mergeNodes(base, over));
  }

  private withDotenv(path: string | null, environment: Environment): Environment {
    const text = path === null ? null : this.files.read(path);
    const known = Object.assign(Object.create(null) as Record<string, string>, environment);
    return text === null ? known : { ...dotenvValues(text, known), ...known };
  }

  /** What docker compose lays over the first file by itself, when nothing else is named. */
  private overridePaths(): string[] {
    const { overrides, name, composeTarget } = this.options;
    if (overrides.length > 0 || composeTarget === 'swarm-stack') return [...overrides];
    if (!mainNames.includes(posix.basename(name))) return [];
    const found = overrideNames
      .flatMap((candidate) => projectPath(name, candidate) ?? [])
      .find((path) => this.files.read(path) !== null);
    return found === undefined ? [] : [found];
  }

  private overridden(main: ComposeNode, paths: readonly string[], environment: Environment): ComposeNode {
    return paths.reduce((base, path) => {
      const inside = projectPath('', path);
      const over = inside === null ? null : this.file(inside, environment);
      if (!over)
        throw refusal(
          path,
          'This compose file was to be merged over the first, and cannot be read.',
          '此 Compose 文件应合并到首个文件之上，但无法读取。',
        );
      return mergeNodes(base, this.ownServices(over, inside!, environment));
    }, main);
  }

  private ownServices(root: ComposeNode, file: string, environment: Environment): ComposeNode {
    return extendServices(root, file, environment, this, this.hiddenServices);
  }

  /** The project with what its files include beneath it. */
  private withIncluded(root: ComposeNode, environment: Environment, open: ReadonlySet<string>): ComposeNode {
    const found = includedFiles(root, (node) => this.fileOf(node));
    let beneath: ComposeNode | null = null;
    for (const entry of found) {
      this.includes.push(...entry.references);
      const included = this.included(entry, environment, open);
      if (included) beneath = beneath ? mergeNodes(beneath, included) : included;
    }
    return beneath ? mergeNodes(beneath, root) : root;
  }

  private included(
    { node, paths, environmentFiles, references }: IncludedFiles,
    environment: Environment,
    open: ReadonlySet<string>,
  ): ComposeNode | null {
    const shown = references.map(({ reference }) => reference).join(', ');
    const unread = (why: string) => {
      this.problem(node, `what it includes was not read: ${shown} ${why}`);
      for (const { reference, place } of references) this.unread.push({ reference, place });
      return null;
    };
    if (paths === null) return unread('lies outside the project');
    if (paths.some((path) => open.has(path))) return unread('includes itself');
    if (open.size > deepestInclude) return unread('is included too deep');
    const inner = environmentFiles.reduce((known, path) => this.withDotenv(path, known), environment);
    const files = paths.map((path) => ({ path, node: this.file(path, inner) }));
    if (files.some((file) => file.node === null)) return unread('is not there, or cannot be read');
    const roots = files.map((file) => this.ownServices(file.node!, file.path, inner));
    const root = roots.reduce((base, over) => mergeNodes(base, over));
    return this.withIncluded(root, inner, new Set([...open, ...paths]));
  }
}

function nowhere(file: string | null) {
  const place = { file, document: 0, pointer: '', line: 1 };
  return { index: 0, value: {}, place: () => place, tag: () => null };
}
