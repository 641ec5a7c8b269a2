import { redactText } from '../../secrets/redaction.js';
import { type ComposeNode, withMembers } from './compose-node.js';
import { mergeNodes } from './merge-nodes.js';
import type { Environment, ProjectReader } from './project-reader.js';
import { projectPath } from './project-files.js';

/** Services that extend one another, in a row. */
const longestChain = 50;

interface Extended {
  readonly node: ComposeNode;
  /** False: what it extends could not be read. */
  readonly isWhole: boolean;
}

/** The services of a file, each over what it extends. Names of those of which not all is known go to `hidden`. */
export function extendServices(
  root: ComposeNode,
  file: string,
  environment: Environment,
  loader: ProjectReader,
  hidden: Set<string>,
): ComposeNode {
  const services = servicesOf(root);
  if (!services) return root;
  const chain = new Chain(environment, loader);
  const members = [...services.members!].map(([key, service]) => {
    const { node, isWhole } = chain.extended(service, services, file, new Set([`${file}#${key}`]));
    if (!isWhole) hidden.add(String(key));
    return [key, node] as const;
  });
  const all = { ...withMembers(services.view, new Map(members), false), tag: services.tag };
  return withMembers(root.view, new Map([...root.members!, ['services', all]]), false);
}

function servicesOf(root: ComposeNode | null): ComposeNode | null {
  const services = root?.members?.get('services');
  return services?.members && !services.isList ? services : null;
}

class Chain {
  constructor(
    private readonly environment: Environment,
    private readonly loader: ProjectReader,
  ) {}

  extended(service: ComposeNode, services: ComposeNode, file: string, open: ReadonlySet<string>): Extended {
    const extending = service.members?.get('extends');
    if (!extending || extending.tag === 'reset') return { node: service, isWhole: true };
    const base = this.base(extending, services, file, open);
    if (typeof base === 'string') {
      this.loader.problem(extending, base);
      return { node: service, isWhole: false };
    }
    const merged = this.loader.charge(mergeNodes(withoutExtends(base.node), service));
    return { node: { ...merged, view: service.view, tag: service.tag }, isWhole: base.isWhole };
  }

  /** What is extended; a text: why it cannot be told. */
  private base(
    extending: ComposeNode,
    services: ComposeNode,
    file: string,
    open: ReadonlySet<string>,
  ): Extended | string {
    const name = extending.members?.get('service')?.value;
    if (typeof name !== 'string') return 'what it extends is not named';
    const from = extending.members?.get('file')?.value;
    if (from !== undefined && typeof from !== 'string') return 'the file that it extends from is not named';
    const path = from === undefined ? file : projectPath(this.loader.fileOf(extending), from);
    const shown = redactText(from === undefined ? name : `${name} of ${from}`).slice(0, 200);
    if (path === null) return `what it extends was not read: ${shown} lies outside the project`;
    const id = `${path}#${name}`;
    if (open.has(id)) return `the services extend one another in a circle: ${shown}`;
    if (open.size >= longestChain) return `the services extend one another too often: ${shown}`;
    const holder = path === file ? services : servicesOf(this.loader.file(path, this.environment));
    const base = holder?.members?.get(name);
    if (!holder || !base) return `the service to extend is not there or cannot be read: ${shown}`;
    return this.extended(base, holder, path, new Set([...open, id]));
  }
}

function withoutExtends(service: ComposeNode): ComposeNode {
  if (!service.members?.has('extends')) return service;
  const members = new Map(service.members);
  members.delete('extends');
  return withMembers(service.view, members, false);
}
