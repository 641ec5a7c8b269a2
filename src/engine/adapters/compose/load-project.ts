import { posix } from 'node:path';
import type { FactProblem } from '../../model/facts.js';
import type { ComposeFacts } from '../../model/workload-document.js';
import type { InputProblem, ReadOptions } from '../input-adapter.js';
import { LocatedView } from '../located-view.js';
import { readLocatedYaml } from '../located-yaml.js';
import { dotenvVariables, interpolate } from './interpolation.js';
import { mergeNodes } from './merge-nodes.js';
import { type ComposeNode, composeNode, withMembers } from './merged-document.js';

export interface LoadedProject {
  readonly root: ComposeNode;
  readonly files: readonly string[];
  readonly texts: readonly string[];
  readonly unresolved: ComposeFacts['unresolvedVariables'];
  readonly problems: readonly FactProblem[];
}

export class ProjectRefusal extends Error {
  constructor(readonly problem: InputProblem) {
    super(problem.message.en);
  }
}

/** So many files make up a project, and so many services may extend one another in a row. */
const most = { files: 100, extending: 50 };

/** The path of a file that another one names, from the project's folder; null: it lies outside. */
export function projectPath(from: string, path: string): string | null {
  if (posix.isAbsolute(path) || path.includes('\\')) return null;
  const joined = posix.normalize(posix.join(posix.dirname(from), path));
  return joined === '..' || joined.startsWith('../') ? null : joined;
}

export function isRemote(reference: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(reference);
}

/** Reads a project with its overrides, and what it includes and extends. */
export class ProjectLoader {
  private readonly files: string[] = [];
  private readonly texts: string[] = [];
  private readonly unresolved: { name: string; place: ComposeNode['view']['place'] }[] = [];
  private readonly problems: FactProblem[] = [];
  private readonly environment: Record<string, string>;

  constructor(private readonly options: ReadOptions) {
    const dotenv = options.files.read(projectPath(options.name, '.env') ?? '.env') ?? '';
    this.environment = Object.create(null) as Record<string, string>;
    for (const { name, value } of dotenvVariables(dotenv)) if (value !== null) this.environment[name] = value;
    Object.assign(this.environment, options.environment);
  }

  /** @throws ProjectRefusal when a file is no YAML */
  load(text: string): LoadedProject {
    let root = this.parse(text, null);
    for (const path of this.options.overrides) {
      const over = this.file(path);
      if (over) root = mergeNodes(root, over);
    }
    root = this.included(root, this.options.name, new Set([this.options.name]));
    root = this.extended(root);
    const { files, texts, unresolved, problems } = this;
    return { root, files, texts, unresolved, problems };
  }

  private parse(text: string, file: string | null): ComposeNode {
    const read = readLocatedYaml(text, file);
    if (!read.ok) throw new ProjectRefusal(read.problem);
    this.files.push(file ?? this.options.name);
    this.texts.push(text);
    const [document] = read.documents;
    const view = document
      ? LocatedView.of(document)
      : new LocatedView({ index: 0, value: {}, place: () => emptyPlace }, [], {});
    return this.node(view);
  }

  private node(view: LocatedView): ComposeNode {
    const read = (text: string) => interpolate(text, this.environment);
    return composeNode(view, read);
  }

  private file(path: string | null, reference = path ?? ''): ComposeNode | null {
    const text = path === null ? null : this.options.files.read(path);
    if (path === null || text === null || this.files.length >= most.files) {
      const why = path === null ? 'lies outside the project' : 'could not be read';
      this.problems.push({ path: this.options.name, layer: null, detail: `the file ${reference} ${why}` });
      return null;
    }
    return this.parse(text, path);
  }

  private included(root: ComposeNode, name: string, open: ReadonlySet<string>): ComposeNode {
    let result = root;
    for (const reference of includeReferences(root)) {
      if (isRemote(reference)) continue;
      const path = projectPath(name, reference);
      if (path !== null && open.has(path)) {
        this.problems.push({ path: name, layer: null, detail: `it includes itself by ${reference}` });
        continue;
      }
      const file = this.file(path, reference);
      if (file) result = mergeNodes(this.included(file, path!, new Set([...open, path!])), result);
    }
    return result;
  }

  private extended(root: ComposeNode): ComposeNode {
    const services = root.members?.get('services');
    if (!services?.members || services.isList) return root;
    const resolved = new Map(
      [...services.members].map(([key, service]) => [
        key,
        this.extendedService(service, services, this.options.name, new Set([`${this.options.name}#${key}`])),
      ]),
    );
    const all = new Map([...root.members!, ['services', withMembers(services.view, resolved, false)]]);
    return withMembers(root.view, all, false);
  }

  private extendedService(
    service: ComposeNode,
    services: ComposeNode,
    file: string,
    open: ReadonlySet<string>,
  ): ComposeNode {
    const extending = service.members?.get('extends');
    if (!extending) return service;
    const name = String(extending.members ? extending.members.get('service')?.value : extending.value);
    const from = extending.members?.get('file')?.value;
    const path = typeof from === 'string' ? projectPath(file, from) : file;
    const id = `${path}#${name}`;
    if (open.has(id) || open.size > most.extending) {
      this.problems.push({ path: file, layer: null, detail: `the services extend one another: ${id}` });
      return service;
    }
    const holder = typeof from === 'string' ? this.file(path, from)?.members?.get('services') : services;
    const base = holder?.members?.get(name);
    if (!holder || !base || path === null) {
      this.problems.push({ path: file, layer: null, detail: `the service ${name} to extend is not there` });
      return service;
    }
    const merged = mergeNodes(this.extendedService(base, holder, path, new Set([...open, id])), service);
    return { ...merged, view: service.view };
  }
}

const emptyPlace = { file: null, document: 0, pointer: '', line: 1 };

export function includeReferences(root: ComposeNode): string[] {
  const items = [...(root.members?.get('include')?.members?.values() ?? [])];
  return items.flatMap((item) => {
    const path = item.members ? item.members.get('path') : item;
    const values = path?.isList ? [...path.members!.values()].map(({ value }) => value) : [path?.value];
    return values.filter((value) => typeof value === 'string');
  });
}
