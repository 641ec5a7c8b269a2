import { createHash } from 'node:crypto';
import type { FactProblem } from '../model/facts.js';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import { MergedDocument } from './compose/compose-node.js';
import { ProjectLoader, type LoadedProject } from './compose/load-project.js';
import { ProjectRefusal, refusal } from './compose/project-files.js';
import { readProject, type ReadProject } from './compose/read-project.js';
import type { InputAdapter, ReadOptions, ReadResult } from './input-adapter.js';
import { LocatedView } from './located-view.js';

const composeName = /(?:^|\/)(?:[\w.-]*[.-])?(?:docker-)?compose(?:[.-][\w.-]*)?\.ya?ml$/i;
const parts = ['services', 'include', 'networks', 'volumes', 'secrets', 'configs', 'models'];
/** Problems told one by one. */
const mostProblems = 200;

/** Compose files: a project of docker compose or a stack of a swarm, with what it includes and extends. */
export const composeAdapter: InputAdapter<WorkloadDocumentFacts> = {
  id: 'compose',
  standardName: 'compose.yaml',
  recognises(text, fileName) {
    const name = fileName.slice(fileName.lastIndexOf('/') + 1);
    if (name.includes('.') && !/\.(?:ya?ml|json)$/i.test(name)) return false;
    if (text.startsWith('#!') || /^\s{0,20}FROM\s/im.test(text.slice(0, 200_000))) return false;
    if (/^[ \t"'-]*apiVersion["']?[ \t]*:/m.test(text)) return false;
    return (
      /^(?:services|["']services["'])[ \t]*:/m.test(text) || composeName.test(fileName) || isJsonProject(text)
    );
  },
  read(text, options) {
    try {
      return { ok: true, facts: factsOf(text, options) };
    } catch (error) {
      if (error instanceof ProjectRefusal) return refused(error);
      throw error;
    }
  },
};

function isJsonProject(text: string): boolean {
  return /^\s*\{\s*(?:"name"\s*:\s*"[^"]*"\s*,\s*)?"services"\s*:\s*\{/.test(text.slice(0, 2_000));
}

function refused({ problem }: ProjectRefusal): ReadResult<never> {
  return { ok: false, problem };
}

function factsOf(text: string, options: ReadOptions): WorkloadDocumentFacts {
  const project = new ProjectLoader(options).load(text);
  const document = new MergedDocument(project.root);
  const view = LocatedView.of(document);
  if (!parts.some((part) => view.at(part).value !== undefined))
    throw refusal(
      null,
      'It defines no project of compose: services were expected.',
      '其中没有定义 Compose 项目：应有 services。',
    );
  const services = view.at('services');
  if (services.isThere && !services.isMap)
    throw refusal(null, 'Its services are no map of names.', 'services 应为名称到服务的映射。');
  const read = readProject(project, document, options);
  return {
    kind: 'workload',
    format: 'compose',
    digest: digestOf(text, project),
    name: options.name,
    workloads: read.workloads,
    runCommand: null,
    containers: null,
    compose: read.compose,
    kubernetes: null,
    services: null,
    problems: shownProblems([...project.problems, ...read.problems], options.name),
  };
}

/** Over the text alone where no other file was read. */
function digestOf(text: string, { files }: LoadedProject): string {
  const hash = createHash('sha256').update(text);
  for (const [path, content] of files.texts) hash.update(`\0${path}\0`).update(content);
  return `sha256:${hash.digest('hex')}`;
}

function shownProblems(problems: ReadProject['problems'], name: string): FactProblem[] {
  const rest = problems.length - mostProblems;
  if (rest <= 0) return [...problems];
  return [...problems.slice(0, mostProblems), { path: name, layer: null, detail: `and ${rest} more` }];
}
