import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkAreas, type Check, type CheckArea } from './check.js';
import { checkInputs } from './check-subject.js';
import { attestableCheckIds } from './find-check.js';
import { checks } from './index.generated.js';

/** The ids of the catalogue in the areas that the product has, without what begins each of its area. */
const catalogued: Readonly<Record<CheckArea, string>> = {
  workload: `
    workload-privileged workload-user-root workload-user-numeric workload-user-high-uid workload-group-root
    workload-userns-host workload-cap-drop-all workload-cap-added workload-cap-dangerous
    workload-cap-net-raw workload-cap-net-admin workload-cap-ineffective workload-cap-unknown
    workload-no-new-privileges workload-rootfs-read-only workload-read-only-needs-writable-paths
    workload-tmpfs-options workload-tmpfs-size workload-log-dir-tmpfs workload-mount-host-root
    workload-mount-sensitive-path workload-runtime-socket-mount workload-mount-credentials
    workload-mount-propagation-shared workload-bind-mount-writable workload-volumes-from workload-devices
    workload-network-host workload-network-default-bridge workload-network-container-mode workload-pid-host
    workload-ipc-host workload-uts-host workload-cgroupns-host workload-memory-limit workload-memory-swap
    workload-cpu-limit workload-resource-requests workload-pids-limit workload-ulimits
    workload-oom-protection workload-cgroup-parent workload-port-all-interfaces workload-port-privileged
    workload-port-publish-all workload-port-sensitive workload-port-undeclared workload-seccomp-disabled
    workload-seccomp-explicit workload-seccomp-profile-weak workload-apparmor workload-apparmor-profile-weak
    workload-selinux workload-selinux-custom-options workload-proc-unmasked workload-sysctls-unsafe
    workload-healthcheck workload-restart-policy workload-log-driver workload-image-tag-latest
    workload-image-digest workload-image-registry workload-image-pull-policy workload-legacy-link`,
  container: `
    container-sshd container-root-processes container-health container-drift container-image-outdated
    container-unexpected-listener`,
  'run-command': `
    runcmd-comment-after-continuation runcmd-unknown-flag runcmd-misplaced-flag runcmd-invalid-value
    runcmd-deprecated-flag runcmd-secret-in-argv`,
  compose: `
    compose-schema compose-external-secret compose-network-segmentation compose-data-network-internal
    compose-data-port-published compose-secret-literal compose-remote-include`,
  kubernetes: `
    k8s-host-process k8s-host-path k8s-volume-types k8s-host-ports k8s-probe-host k8s-host-users
    k8s-service-account-token k8s-namespace k8s-namespace-pss-label k8s-probes k8s-network-policy
    k8s-metadata-egress k8s-secret-in-env k8s-configmap-secret k8s-init-secret-volume k8s-rbac-wildcard
    k8s-rbac-escalation k8s-rbac-binding k8s-service-exposure`,
  dockerfile: `
    df-syntax df-user-root df-from-tag df-from-class df-from-obsolete-reference df-secret-env-arg
    df-secret-in-run df-add-instead-of-copy df-download-unverified df-packages-unverified
    df-packages-unpinned df-update-alone df-package-hygiene df-sudo-or-setuid df-permissive-mode
    df-app-owned-by-user df-expose df-healthcheck df-multistage df-dev-dependencies df-copy-whole-context
    df-missing-artifact df-build-insecure df-workdir df-shell-safety df-inline-ignore`,
  image: `
    image-user-root image-healthcheck image-base-trusted image-signature image-provenance image-minimal
    image-shell-or-package-manager image-unneeded-tools image-sshd-present image-vulnerabilities
    image-exploited-vulnerability image-scan-fresh image-os-eol image-runtime-eol image-age image-size
    image-setuid image-history-hygiene image-package-cache image-unnecessary-files image-accounts
    image-world-writable image-sensitive-config`,
  secrets: `
    secret-env-literal secret-image-file secret-deleted-layer secret-image-history secret-file-permissions
    secret-private-key-split secret-env-file-exposure secret-store-tier secret-rotation`,
  daemon: `
    daemon-config-valid daemon-rootless daemon-icc daemon-log-level daemon-iptables
    daemon-direct-routing daemon-default-publish-address daemon-insecure-registry daemon-storage-driver
    daemon-tcp-tls daemon-default-ulimits daemon-userns-remap daemon-cgroup-parent
    daemon-authorization-plugin daemon-log-remote daemon-log-transport daemon-log-rotation
    daemon-no-new-privileges daemon-live-restore daemon-userland-proxy daemon-seccomp daemon-selinux
    daemon-experimental`,
  host: `
    host-kernel-userns host-kernel-known-escape host-docker-version host-hardened host-docker-partition
    host-docker-group host-subid-ranges host-audit-rules host-file-ownership host-file-permissions
    host-content-trust host-sprawl host-runtime-sensor`,
  network: `
    net-overlay-encryption net-default-bridge-in-use net-internal-data-tier net-icc-user-defined
    net-subnet-sanity net-metadata-blocked net-docker-user-order net-docker-user-port-match
    net-docker-user-ineffective net-firewall-persistence net-published-exposure`,
  swarm: `
    swarm-not-needed swarm-manager-count swarm-listen-address swarm-autolock swarm-unlock-key-rotation
    swarm-node-certificate-expiry swarm-ca-rotation swarm-data-plane-separation swarm-secrets-used`,
};
/** What the product has besides. */
const beside: readonly string[] = ['host-drift'];

const noText = 'an image is no text: the checks of its Dockerfile carry the edit';
const noRegistry = 'only a registry knows the version or digest to name, and none is asked';
const theirChoice = 'what is right only those who run it know';
const ofTheHost = 'what is brought of a host is no text to edit: the message names the command';
const packages = 'folders and bills of materials hold packages too';

/** Where a check differs from the catalogue on purpose, and why. */
const differences: Readonly<Record<string, Partial<Record<Aspect, string>>>> = {
  'df-from-tag': { fix: noRegistry },
  'daemon-selinux': { fix: 'a daemon.json by itself, the only text to edit, does not tell of the host' },
  'host-audit-rules': { fix: ofTheHost },
  'host-file-ownership': { fix: ofTheHost },
  'host-file-permissions': { fix: ofTheHost },
  'image-exploited-vulnerability': { inputs: packages },
  'image-healthcheck': { fix: noText },
  'image-os-eol': { fix: noText },
  'image-runtime-eol': { fix: 'the line that an application runs on is for its makers to choose' },
  'image-setuid': { fix: noText },
  'image-sshd-present': { fix: noText },
  'image-user-root': { fix: noText },
  'image-vulnerabilities': { fix: noText, inputs: packages },
  'image-world-writable': { fix: noText },
  'net-docker-user-ineffective': { fix: ofTheHost },
  'net-docker-user-order': { fix: ofTheHost },
  'net-docker-user-port-match': { fix: ofTheHost },
  'net-metadata-blocked': { fix: ofTheHost },
  'net-overlay-encryption': { fix: ofTheHost },
  'swarm-autolock': { fix: ofTheHost },
  'swarm-node-certificate-expiry': { fix: ofTheHost },
  'k8s-network-policy': { fix: theirChoice },
  'k8s-secret-in-env': { fix: 'the application must read the file first' },
  'secret-env-literal': {
    fix: 'runcmd-secret-in-argv carries it, and elsewhere the application must read the file first',
  },
  'secret-env-file-exposure': { inputs: 'what a host brings holds no environment files' },
  'workload-image-digest': { fix: noRegistry },
  'workload-image-registry': { inputs: 'the facts of an image do not tell where it came from' },
  'workload-image-tag-latest': { fix: noRegistry },
  'workload-log-driver': { fix: theirChoice },
};

/** Checks that no program can decide. */
const leftToPeople = [
  'host-hardened',
  'host-sprawl',
  'secret-rotation',
  'swarm-ca-rotation',
  'swarm-data-plane-separation',
  'swarm-unlock-key-rotation',
];
/** Checks of which a part is a purpose that no host tells. */
const knownToPeople = ['swarm-not-needed'];

type Aspect = 'area' | 'severity' | 'inputs' | 'fix';
interface CatalogueEntry {
  readonly id: string;
  readonly area: string;
  readonly severity: string;
  readonly inputs: readonly string[];
  readonly fix?: { readonly safety: string };
  /** No program can decide it: it passes on somebody's word only. */
  readonly manual: boolean;
}

const catalogueFile = fileURLToPath(new URL('../../../../shared/checks/catalogue.yaml', import.meta.url));
/** The whole catalogue where it is at hand. */
const entries: readonly CatalogueEntry[] = existsSync(catalogueFile)
  ? (parse(readFileSync(catalogueFile, 'utf8')) as { checks: CatalogueEntry[] }).checks
  : [];
const all: readonly Check[] = checks;
const idsOf = (area: CheckArea) => catalogued[area].trim().split(/\s+/);
const expectedIds = checkAreas.flatMap(idsOf);

/** A host is read as a whole, with the swarm that it is in. */
const ourNames: Readonly<Record<string, string>> = {
  swarm: 'swarm-service',
  daemon: 'host',
  network: 'host',
};

/** The inputs that the product reads, by its own names for them. */
function inputsOf({ area, inputs }: CatalogueEntry): string[] {
  const known: readonly string[] = checkInputs;
  const ours = inputs
    .map((input) => (area === 'swarm' ? 'host' : (ourNames[input] ?? input)))
    .filter((input) => known.includes(input));
  return [...new Set(ours)];
}

function aspectsOf(check: Check): Record<Aspect, unknown> {
  const { area, severity, inputs, fixSafety } = check;
  return { area, severity, inputs: [...inputs].sort(), fix: fixSafety ?? 'none' };
}

describe('the catalogue', () => {
  it('has each id once', () => {
    expect(new Set(expectedIds).size).toBe(expectedIds.length);
    expect(expectedIds).toHaveLength(216);
  });

  it('is what the product has, no more and no less', () => {
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual([...expectedIds, ...beside].sort());
  });

  it.each(checkAreas)('names the area %s of its checks', (area) => {
    const ids = all.filter((check) => check.area === area).map(({ id }) => id);
    expect([...idsOf(area), ...beside]).toEqual(expect.arrayContaining(ids));
  });

  it('differs from a check only where a reason is given, and every reason is needed', () => {
    for (const entry of entries) {
      const check = all.find(({ id }) => id === entry.id);
      if (!check) continue;
      const stated = {
        area: entry.area,
        severity: entry.severity,
        inputs: inputsOf(entry).sort(),
        fix: entry.fix?.safety ?? 'none',
      };
      const own = aspectsOf(check);
      const aspects = Object.keys(own) as Aspect[];
      const differing = aspects.filter(
        (aspect) => JSON.stringify(own[aspect]) !== JSON.stringify(stated[aspect]),
      );
      expect(differing.sort(), entry.id).toEqual(Object.keys(differences[entry.id] ?? {}).sort());
    }
  });

  it('lets people vouch for what the catalogue leaves to them, and for what only they can know', () => {
    const manual =
      entries.length === 0 ? leftToPeople : entries.flatMap(({ id, manual: is }) => (is ? id : []));
    expect([...leftToPeople].sort()).toEqual([...manual].sort());
    expect(attestableCheckIds()).toEqual([...leftToPeople, ...knownToPeople].sort());
  });

  it('lists the same ids here as where it is kept', () => {
    const areas: readonly string[] = checkAreas;
    const kept = entries.filter(({ area }) => areas.includes(area)).map(({ id }) => id);
    expect((entries.length === 0 ? [...expectedIds] : kept).sort()).toEqual([...expectedIds].sort());
  });

  it('knows the checks that it says differ', () => {
    expect(expectedIds).toEqual(expect.arrayContaining(Object.keys(differences)));
  });
});
