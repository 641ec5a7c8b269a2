import type { FactProblem } from '../../model/facts.js';
import type { ComposeFacts } from '../../model/workload-document.js';
import type { WorkloadFacts } from '../../model/workload-facts.js';
import type { ReadOptions } from '../input-adapter.js';
import { LocatedView } from '../located-view.js';
import { builtFrom, buildFacts } from './build-facts.js';
import type { MergedDocument } from './compose-node.js';
import type { LoadedProject } from './load-project.js';
import { networkFacts, secretFacts } from './project-facts.js';
import { problemAt, projectPath, refusal } from './project-files.js';
import { EnvironmentFiles } from './service-environment.js';
import { tierOf } from './service-tiers.js';
import { type ServiceSurroundings, workloadOfService } from './service-workload.js';
import { StatedService } from './stated-service.js';
import { unknownKeys } from './unknown-keys.js';
import { invalidTexts, variableFacts } from './variable-facts.js';

export interface ReadProject {
  readonly workloads: readonly WorkloadFacts[];
  readonly compose: ComposeFacts;
  readonly problems: readonly FactProblem[];
}

/** No project has more. */
const mostServices = 1_000;

/** Keys of services that `docker stack deploy` leaves out (https://docs.docker.com/reference/compose-file/legacy-versions/). */
const ignoredBySwarm: ReadonlySet<string> = new Set([
  ...[
    'build',
    'cgroup',
    'cgroup_parent',
    'container_name',
    'devices',
    'external_links',
    'ipc',
    'links',
    'mac_address',
  ],
  ...[
    'network_mode',
    'pid',
    'privileged',
    'restart',
    'security_opt',
    'shm_size',
    'userns_mode',
    'gpus',
    'uts',
    'runtime',
  ],
  ...[
    'cpus',
    'cpu_shares',
    'cpu_quota',
    'cpu_period',
    'cpuset',
    'mem_limit',
    'mem_reservation',
    'memswap_limit',
  ],
  ...['pids_limit', 'oom_kill_disable', 'oom_score_adj', 'group_add', 'volumes_from', 'device_cgroup_rules'],
  ...['use_api_socket', 'extends', 'pull_policy', 'annotations', 'profiles', 'depends_on'],
]);
const nothing: ReadonlySet<string> = new Set();

/** The services of a loaded project and what it states besides. */
export function readProject(
  project: LoadedProject,
  document: MergedDocument,
  options: ReadOptions,
): ReadProject {
  const view = LocatedView.of(document);
  const services = view.at('services').entries.filter(([, service]) => isOn(service, options.profiles));
  if (services.length > mostServices)
    throw refusal(
      null,
      `It defines more than ${mostServices} services.`,
      `定义的服务超过 ${mostServices} 个。`,
    );
  const isSwarm = options.composeTarget === 'swarm-stack';
  const shared = { project: view, environmentFiles: new EnvironmentFiles(project.files), isSwarm };
  const problems: FactProblem[] = invalidTexts(project.root).map((node) =>
    problemAt(node.view.place, options.name, 'a "$" begins no variable: write "$$" for the character'),
  );
  const workloads = services.map(([name, service]) => {
    const stated = new StatedService(service, document, options.name, isSwarm ? ignoredBySwarm : nothing);
    const isHidden = project.hiddenServices.has(name) || !service.isMap;
    const workload = workloadOfService(name, stated, { ...shared, isHidden, fileText: fileTextOf(project) });
    if (!service.isMap) stated.problem(service, `the service ${name} is no map of keys`);
    if (isSwarm) nameIgnored(stated, service);
    problems.push(...stated.problems);
    return workload;
  });
  const compose = composeFacts(project, document, options, workloads);
  return { workloads, compose, problems: [...problems, ...unknownKeyProblems(compose, options.name)] };
}

function fileTextOf({ files }: LoadedProject): ServiceSurroundings['fileText'] {
  return (from, path) => {
    const inside = projectPath(from, path);
    return inside === null ? null : files.read(inside);
  };
}

/** Whether a service is started with these profiles; one without profiles always is. */
function isOn(service: LocatedView, profiles: ReadOptions['profiles']): boolean {
  const own = service.at('profiles').texts;
  return (
    profiles === null ||
    own.length === 0 ||
    profiles.includes('*') ||
    own.some((name) => profiles.includes(name))
  );
}

function nameIgnored(stated: StatedService, service: LocatedView): void {
  for (const [key, member] of service.entries)
    if (ignoredBySwarm.has(key))
      stated.problem(member, `a stack of a swarm leaves "${key}" out: it is not in force`);
}

function unknownKeyProblems({ unknownKeys: found }: ComposeFacts, name: string): FactProblem[] {
  return found.map(({ path, suggestion, place }) => {
    const hint = suggestion === null ? '' : `; did you mean "${suggestion}"?`;
    return problemAt(place, name, `compose has no key "${path}"${hint}`);
  });
}

function composeFacts(
  project: LoadedProject,
  document: MergedDocument,
  { name, composeTarget }: ReadOptions,
  workloads: readonly WorkloadFacts[],
): ComposeFacts {
  const view = LocatedView.of(document);
  const [services, version] = [view.at('services'), view.at('version')];
  const { includes, buildArguments } = buildFacts(services, document);
  const tiers = workloads.map((workload) => {
    const service = services.at(workload.origin.name);
    const isBuilt = service.at('build').isThere && composeTarget !== 'swarm-stack';
    return [
      workload.origin.name,
      tierOf(workload, isBuilt, isBuilt ? builtFrom(service, name, project.files) : null),
    ];
  });
  return {
    files: project.composeFiles,
    versionKey: version.text,
    versionPlace: version.isThere ? version.place : null,
    unknownKeys: unknownKeys(view),
    ...variableFacts(project.root),
    includes: [...project.includes, ...includes],
    unread: project.unread,
    networks: networkFacts(view, document, workloads),
    secrets: secretFacts(view),
    tiers: Object.fromEntries(tiers) as ComposeFacts['tiers'],
    target: composeTarget,
    buildArguments,
  };
}
