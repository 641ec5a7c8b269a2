import { inputOf } from '../../checks/check-subject.js';
import { parseInstant } from '../../checks/instants.js';
import type { DockerfileStage } from '../../model/dockerfile-facts.js';
import type { Facts, ImageFacts } from '../../model/facts.js';
import type { HostFacts } from '../../model/host-facts.js';
import type { Setting } from '../../model/daemon-facts.js';
import type { JudgedTarget } from '../exemption-rule.js';
import { imageNameView, textsOf, variableView, type FieldsOf } from './container-view.js';
import { instant, listOf, mapOf, type FactObject, type Time } from './value.js';

export function targetView(facts: Facts, { references, digests }: JudgedTarget): FactObject {
  const fields = {
    kind: facts.kind,
    format: inputOf(facts),
    name: 'name' in facts ? facts.name : (references[0] ?? null),
    references: listOf(references),
    digests: listOf(digests),
  } satisfies FieldsOf<'Target'>;
  return { kind: 'object', name: 'target', fields };
}

export function imageView(facts: ImageFacts, scannedAt: string | null): FactObject {
  const { config, rootfs, platform, layers, signatures } = facts;
  const { osRelease, files } = rootfs;
  const fields = {
    user: config.user,
    env: listOf(config.environment.map((variable) => variableView(variable, 'image.env'))),
    ports: listOf(config.exposedPorts.map(({ port }) => port)),
    volumes: listOf(config.volumes),
    entrypoint: listOf(config.entrypoint),
    command: listOf(config.command),
    working_dir: config.workingDirectory,
    labels: mapOf(config.labels),
    has_healthcheck: config.healthcheck !== null && config.healthcheck.test[0] !== 'NONE',
    created_at: instantOf(facts.createdAt),
    scanned_at: instantOf(scannedAt),
    os: platform.os,
    architecture: platform.architecture,
    layers: layers.length,
    size_bytes: layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    distribution: osRelease?.id,
    distribution_version: osRelease ? osRelease.versionId : undefined,
    setuid: pathsOf(
      facts,
      files.setuid.map(({ path }) => path),
    ),
    shells: pathsOf(facts, files.shells),
    package_managers: pathsOf(facts, files.packageManagers),
    signed: signatures ? signatures.length > 0 : null,
  } satisfies FieldsOf<'Image'>;
  return { kind: 'object', name: 'image', fields };
}

/** Files of layers that could not be read are missing from the list. */
function pathsOf({ rootfs }: ImageFacts, paths: readonly string[]) {
  const [problem] = rootfs.problems;
  return listOf(paths, problem ? { en: problem.detail, zh: problem.detail } : null);
}

export function hostView({ hostname, collectedAt, machine, daemon, swarm }: HostFacts): FactObject {
  const { settings } = daemon;
  const fields = {
    hostname,
    collected_at: instantOf(collectedAt),
    distribution: machine.osRelease?.id ?? null,
    distribution_version: machine.osRelease?.versionId ?? null,
    docker_version: machine.serverVersion,
    runc_version: machine.runcVersion,
    containerd_version: machine.containerdVersion,
    security_modules: textsOf(machine.securityModules),
    sysctls: machine.sysctls && mapOf(machine.sysctls),
    live_restore: valueOf(settings.liveRestore),
    userland_proxy: valueOf(settings.userlandProxy),
    icc: valueOf(settings.icc),
    no_new_privileges: valueOf(settings.noNewPrivileges),
    log_driver: valueOf(settings.logDriver),
    log_options: settings.logOptions && mapOf(settings.logOptions.value),
    storage_driver: valueOf(settings.storageDriver),
    data_root: machine.dataRoot,
    insecure_registries: textsOf(settings.insecureRegistries && settings.insecureRegistries.value),
    registry_mirrors: textsOf(settings.registryMirrors && settings.registryMirrors.value),
    listens_on: textsOf(settings.hosts && settings.hosts.value),
    swarm: swarm.state,
  } satisfies FieldsOf<'Host'>;
  return { kind: 'object', name: 'host', fields };
}

function valueOf<Value>(setting: Setting<Value> | null): Value | null {
  return setting && setting.value;
}

export function stageView(stage: DockerfileStage, isLast: boolean): FactObject {
  const { user, from } = stage;
  const fields = {
    name: stage.name ?? undefined,
    from: imageNameView(from, 'stage.from'),
    from_kind: stage.fromKind,
    user: user === null ? undefined : user.isUnresolved ? null : user.name,
    last: isLast,
    instructions: listOf(
      stage.instructions.map(({ keyword, text, line }) => {
        const parts = { keyword, text, line } satisfies FieldsOf<'Instruction'>;
        return { kind: 'object', name: 'instruction', fields: parts };
      }),
    ),
  } satisfies FieldsOf<'Stage'>;
  return { kind: 'object', name: 'stage', fields };
}

export function instantOf(text: string | null): Time | null {
  const at = parseInstant(text);
  return at === null ? null : instant(at);
}
