import type { WorkloadFacts } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import { blankWorkload } from '../blank-workload.js';
import { capabilityName } from '../capabilities.js';
import { readSecurityOptions, securityOption } from '../docker-options/security-options.js';
import { readUser } from '../docker-options/user-option.js';
import { hideEverything } from '../hidden-facts.js';
import { readImageName } from '../image-name.js';
import type { ProjectFiles } from '../input-adapter.js';
import { safeValue } from './argv-secrets.js';
import type { ParsedRun } from './given-flags.js';
import { devicesOf, portsOf, secretsOf, storageOf } from './run-attachments.js';
import { environmentOf, fileText, recordOf } from './run-environment.js';
import { namespacesOf, networkOf, usernsMode } from './run-network.js';
import { resourcesOf } from './run-resources.js';
import { StatedFlags } from './stated-flags.js';

/** What a `docker run` line states. `texts`: of its words, redacted. */
export function workloadOfRun(
  parsed: ParsedRun,
  texts: readonly string[],
  files: ProjectFiles,
): WorkloadFacts {
  const stated = new StatedFlags(parsed);
  stated.place('', parsed.run.words[parsed.run.program]!.line);
  const workload: WorkloadFacts = {
    ...blankWorkload(originOf(stated)),
    image: imageOf(parsed, stated),
    user: userOf(stated),
    usernsMode: stated.read('usernsMode', '--userns', usernsMode),
    privileged: stated.boolean('privileged', '--privileged'),
    capabilities: capabilitiesOf(parsed, stated),
    ...securityOf(stated, files),
    rootfsReadOnly: stated.boolean('rootfsReadOnly', '--read-only'),
    ...storageOf(stated),
    ...devicesOf(stated),
    network: networkOf(stated),
    namespaces: namespacesOf(stated),
    ...portsOf(stated),
    resources: resourcesOf(stated),
    cgroupParent: stated.text('cgroupParent', '--cgroup-parent'),
    sysctls: record(stated, 'sysctls', '--sysctl'),
    ...environmentOf(stated, files),
    secrets: secretsOf(stated),
    ...processOf(parsed, stated, texts),
    ...lifecycleOf(stated),
    labels: record(stated, 'labels', '--label') ?? {},
    annotations: record(stated, 'annotations', '--annotation') ?? {},
  };
  if (parsed.hidden.length > 0) hideEverything(workload, stated.unresolved);
  return { ...workload, places: stated.places, unresolved: [...stated.unresolved].sort() };
}

function originOf(stated: StatedFlags): WorkloadFacts['origin'] {
  const isWindows =
    stated.all('--platform').some(({ value }) => value?.startsWith('windows')) ||
    stated.all('--isolation').some(({ value }) => value === 'process' || value === 'hyperv');
  return {
    input: 'run-command',
    name: redactText(stated.all('--name').at(-1)?.value ?? '').slice(0, 256),
    kind: null,
    namespace: null,
    role: 'app',
    os: isWindows ? 'windows' : 'linux',
    pod: null,
  };
}

function imageOf({ run, image }: ParsedRun, stated: StatedFlags): WorkloadFacts['image'] {
  if (image === null) return null;
  const word = run.words[image]!;
  stated.place('image', word.line);
  const pull = stated.text('image.pullPolicy', '--pull');
  const pullPolicy = pull === 'always' || pull === 'missing' || pull === 'never' ? pull : null;
  return { ...readImageName(word.text), resolvedId: null, isBuiltLocally: null, pullPolicy };
}

function userOf(stated: StatedFlags): WorkloadFacts['user'] {
  const { user } = blankWorkload({ ...originOf(stated) });
  const written = stated.all('--user').at(-1);
  const groups = stated.texts('user.supplementaryGroups', '--group-add');
  const text = stated.text('user', '--user');
  if (written?.value && text === null)
    return { ...user, raw: redactText(written.value), source: 'explicit', supplementaryGroups: groups };
  return { ...user, ...(text !== null && readUser(text)), supplementaryGroups: groups };
}

/** Podman takes several capabilities in one value, Docker does not. */
function capabilitiesOf({ run }: ParsedRun, stated: StatedFlags): WorkloadFacts['capabilities'] {
  const isList = run.table.version.startsWith('podman');
  const names = (path: string, flag: string) =>
    stated.texts(path, flag)?.flatMap((text) => (isList ? text.split(',') : [text]).map(capabilityName)) ??
    null;
  return {
    add: names('capabilities.add', '--cap-add'),
    drop: names('capabilities.drop', '--cap-drop'),
    effectiveBounding: null,
    processEffective: null,
  };
}

const securityPaths: Readonly<Record<string, string>> = {
  'no-new-privileges': 'noNewPrivileges',
  seccomp: 'seccomp.mode',
  apparmor: 'apparmor.mode',
  label: 'selinux.mode',
  systempaths: 'procMasks',
};

function securityOf(
  stated: StatedFlags,
  files: ProjectFiles,
): Pick<WorkloadFacts, 'noNewPrivileges' | 'seccomp' | 'apparmor' | 'selinux' | 'procMasks'> {
  const options = stated.all('--security-opt').flatMap(({ value, line, expansions }) => {
    if (value === null) return [];
    const option = securityOption(value);
    const path = Object.hasOwn(securityPaths, option.key) ? securityPaths[option.key]! : null;
    if (path !== null) stated.place(path, line);
    const isHidden = expansions.length > 0;
    if (isHidden)
      for (const hidden of path === null ? Object.values(securityPaths) : [path])
        stated.unresolved.add(hidden);
    return isHidden ? [] : [option];
  });
  return readSecurityOptions(options, (kind, name) => {
    if (kind === 'seccomp') return fileText(files, name);
    const text = fileText(files, name) ?? fileText(files, `apparmor.d/${name}`);
    return text !== null && /\bprofile\b|\bflags\s*=|\{/.test(text) ? text : null;
  });
}

function processOf(
  { run, image, flags }: ParsedRun,
  stated: StatedFlags,
  texts: readonly string[],
): Pick<WorkloadFacts, 'command' | 'entrypoint'> {
  const rest = image === null ? [] : texts.slice(image + 1);
  if (rest.length > 0) stated.place('command', run.words[image! + 1]!.line);
  const given = flags.findLast(({ flag }) => flag === '--entrypoint');
  if (given) stated.place('entrypoint', given.line);
  const entrypoint = given ? texts[given.lastWord]!.slice(given.valueStart) : null;
  return {
    command: rest.length > 0 ? rest : null,
    entrypoint: entrypoint === null ? null : entrypoint === '' ? [] : [entrypoint],
  };
}

function lifecycleOf(
  stated: StatedFlags,
): Pick<WorkloadFacts, 'healthcheck' | 'restart' | 'logging' | 'runtime' | 'links' | 'isRemovedAtExit'> {
  const state = healthOf(stated);
  const restart = stated.read('restart.policy', '--restart', readRestart);
  const driver = stated.text('logging.driver', '--log-driver');
  return {
    healthcheck: { state },
    restart: restart ?? { policy: null, maxRetries: null },
    logging: {
      driver: driver === '' ? null : driver && redactText(driver),
      options: record(stated, 'logging.options', '--log-opt') ?? {},
    },
    runtime: stated.text('runtime', '--runtime'),
    links: stated.texts('links', '--link', redactText),
    isRemovedAtExit: stated.boolean('isRemovedAtExit', '--rm'),
  };
}

function healthOf(stated: StatedFlags): WorkloadFacts['healthcheck']['state'] {
  const path = 'healthcheck.state';
  if (stated.boolean(path, '--no-healthcheck') === true) return 'disabled';
  const flag = stated.all('--health-cmd').at(-1);
  if (!flag?.value) return null;
  stated.place(path, flag.line);
  return 'defined';
}

/** `policy[:retries]`; null: it is none. */
export function readRestart(text: string): WorkloadFacts['restart'] | null {
  if (text === '') return { policy: 'no', maxRetries: 0 };
  const match = /^(no|always|unless-stopped|on-failure)(?::(\d{1,9}))?$/.exec(text);
  if (!match) return null;
  const policy = match[1] as 'no' | 'always' | 'unless-stopped' | 'on-failure';
  return { policy, maxRetries: Number(match[2] ?? 0) };
}

function record(stated: StatedFlags, path: string, name: string): Readonly<Record<string, string>> | null {
  const flags = stated.all(name).filter(({ value }) => value !== null);
  const [first] = flags;
  if (!first) return null;
  stated.place(path, first.line);
  for (const { value, line, expansions } of flags) {
    const key = value!.split('=', 1)[0]!;
    stated.place(`${path}.${key}`, line);
    if (expansions.length > 0) stated.unresolved.add(`${path}.${key}`);
  }
  return recordOf(
    flags.map(({ value }) => value!),
    safeValue,
  );
}
