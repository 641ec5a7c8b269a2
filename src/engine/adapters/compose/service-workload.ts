import type { WorkloadFacts } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import { blankWorkload } from '../blank-workload.js';
import { capabilityName } from '../capabilities.js';
import { readUser } from '../docker-options/user-option.js';
import { hideEverything } from '../hidden-facts.js';
import { readImageName } from '../image-name.js';
import type { LocatedView } from '../located-view.js';
import { safeValue } from '../run-command/argv-secrets.js';
import { environmentOf, type EnvironmentFiles } from './service-environment.js';
import { namespacesOf, networkOf, portsOf, userNamespaceOf } from './service-network.js';
import { commandOf, shownText } from './service-command.js';
import { resourcesOf, restartOf } from './service-resources.js';
import { secretsOf } from './service-secrets.js';
import { securityOf } from './service-security.js';
import { devicesOf, storageOf } from './service-storage.js';
import type { StatedService } from './stated-service.js';

/** What the services of a project share. */
export interface ServiceSurroundings {
  readonly project: LocatedView;
  readonly environmentFiles: EnvironmentFiles;
  /** The text of a file that the service's file names; null: it is not to be had. */
  readonly fileText: (from: string, path: string) => string | null;
  readonly isSwarm: boolean;
  /** Part of what states the service was not read. */
  readonly isHidden: boolean;
}

/** What a service of a compose project states. */
export function workloadOfService(
  name: string,
  stated: StatedService,
  surroundings: ServiceSurroundings,
): WorkloadFacts {
  const { project, isSwarm } = surroundings;
  const blank = blankWorkload(originOf(name, stated));
  const fileText = (path: string) => surroundings.fileText(stated.view.place.file ?? stated.name, path);
  const workload: WorkloadFacts = {
    ...blank,
    image: imageOf(stated),
    user: userOf(stated, blank.user),
    usernsMode: userNamespaceOf(stated),
    privileged: stated.boolean('privileged', stated.at('privileged')),
    capabilities: {
      ...blank.capabilities,
      add: stated.texts('capabilities.add', stated.at('cap_add'), capabilityName),
      drop: stated.texts('capabilities.drop', stated.at('cap_drop'), capabilityName),
    },
    ...securityOf(stated, fileText),
    rootfsReadOnly: stated.boolean('rootfsReadOnly', stated.at('read_only')),
    ...storageOf(stated, project.at('volumes')),
    ...devicesOf(stated),
    network: networkOf(stated, project.at('networks')),
    namespaces: namespacesOf(stated),
    ...portsOf(stated),
    resources: resourcesOf(stated),
    cgroupParent: stated.text('cgroupParent', stated.at('cgroup_parent')),
    sysctls: stated.record('sysctls', stated.at('sysctls'), (_, value) => value),
    ...environmentOf(stated, surroundings.environmentFiles),
    secrets: secretsOf(stated, project.at('secrets'), isSwarm),
    command: commandOf(stated, 'command'),
    entrypoint: commandOf(stated, 'entrypoint'),
    healthcheck: { state: healthOf(stated) },
    restart: restartOf(stated, isSwarm),
    ...processOf(stated),
  };
  if (surroundings.isHidden) hideEverything(workload, stated.unresolved);
  return { ...workload, places: stated.places, unresolved: [...stated.unresolved].sort() };
}

function originOf(name: string, stated: StatedService): WorkloadFacts['origin'] {
  const isWindows =
    (stated.at('platform').text?.startsWith('windows') ?? false) ||
    /^(?:process|hyperv)$/.test(stated.at('isolation').text ?? '');
  return {
    input: 'compose',
    name: name.slice(0, 256),
    kind: null,
    namespace: null,
    role: 'app',
    os: isWindows ? 'windows' : 'linux',
    pod: null,
  };
}

const pullPolicies: Readonly<Record<string, 'always' | 'missing' | 'never'>> = {
  always: 'always',
  missing: 'missing',
  if_not_present: 'missing',
  never: 'never',
};

function imageOf(stated: StatedService): WorkloadFacts['image'] {
  const image = stated.at('image');
  const policy = stated.at('pull_policy');
  if (image.text === null || image.text === '') {
    const isElsewhere = ['build', 'provider'].some((key) => stated.at(key).isThere) && !image.isThere;
    if (!isElsewhere) stated.unresolved.add('image');
    return null;
  }
  stated.note('image', image);
  stated.note('image.pullPolicy', policy);
  if (stated.isOpen(policy)) stated.unresolved.add('image.pullPolicy');
  const written = policy.text ?? '';
  return {
    ...readImageName(image.text),
    resolvedId: null,
    isBuiltLocally: stated.at('build').isThere || written === 'build',
    pullPolicy: Object.hasOwn(pullPolicies, written) ? pullPolicies[written]! : null,
  };
}

function userOf(stated: StatedService, blank: WorkloadFacts['user']): WorkloadFacts['user'] {
  const view = stated.at('user');
  const supplementaryGroups = stated.texts('user.supplementaryGroups', stated.at('group_add'));
  const text = stated.text('user', view);
  if (text === null && view.text !== null)
    return { ...blank, raw: redactText(view.text), source: 'explicit', supplementaryGroups };
  return { ...blank, ...(text !== null && readUser(text)), supplementaryGroups };
}

function healthOf(stated: StatedService): WorkloadFacts['healthcheck']['state'] {
  const fact = 'healthcheck.state';
  const health = stated.at('healthcheck');
  stated.note(fact, health);
  const test = health.at('test');
  const [first] = test.isList ? test.texts : test.text === null ? [] : [test.text];
  const disable = health.at('disable');
  if (stated.isOpen(disable) || (disable.isThere && disable.boolean === null)) {
    stated.unresolved.add(fact);
    return null;
  }
  if (disable.boolean === true || first === 'NONE') return 'disabled';
  return first === undefined || first === '' ? null : 'defined';
}

function processOf(
  stated: StatedService,
): Pick<WorkloadFacts, 'logging' | 'runtime' | 'links' | 'labels' | 'annotations'> {
  const logging = stated.at('logging');
  const shown = (fact: string, view: LocatedView) => {
    const values = stated.record(fact, view, (_, value) => value) ?? {};
    const safe = Object.keys(values).map((key): [string, string] => [
      key,
      safeValue(key, shownText(stated, view.at(key)) ?? ''),
    ]);
    return Object.fromEntries(safe);
  };
  const driver = stated.text('logging.driver', logging.at('driver'));
  return {
    logging: {
      driver: driver === null || driver === '' ? null : redactText(driver),
      options: shown('logging.options', logging.at('options')),
    },
    runtime: stated.text('runtime', stated.at('runtime')),
    links: stated.texts('links', stated.at('links'), redactText),
    labels: shown('labels', stated.at('labels')),
    annotations: shown('annotations', stated.at('annotations')),
  };
}
