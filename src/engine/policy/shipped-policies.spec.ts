import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from './policy-document.js';
import type { Policy } from './policy-schema.js';
import { runPolicyTests } from './run-policy-tests.js';

/** The checks that each policy is to have. Those of events follow with their area. */
const baseline = words(`
  workload-user-root workload-rootfs-read-only workload-tmpfs-options workload-no-new-privileges
  workload-cap-drop-all workload-cap-added workload-cap-net-admin workload-cap-unknown
  workload-memory-limit workload-cpu-limit workload-pids-limit workload-restart-policy workload-log-driver
  workload-network-default-bridge workload-image-tag-latest workload-privileged workload-mount-host-root
  workload-mount-sensitive-path workload-runtime-socket-mount workload-pid-host workload-network-host
  workload-cap-dangerous workload-cap-net-raw workload-devices workload-seccomp-disabled workload-apparmor
  runcmd-comment-after-continuation runcmd-unknown-flag runcmd-misplaced-flag runcmd-invalid-value
  runcmd-secret-in-argv workload-port-publish-all workload-port-all-interfaces workload-port-sensitive
  compose-network-segmentation compose-data-network-internal compose-data-port-published
  compose-external-secret workload-image-registry image-user-root image-vulnerabilities
  image-exploited-vulnerability image-scan-fresh image-os-eol image-runtime-eol image-size image-minimal
  df-syntax df-user-root df-from-tag df-from-obsolete-reference df-secret-env-arg df-secret-in-run
  df-download-unverified df-copy-whole-context df-multistage df-add-instead-of-copy secret-env-literal
  secret-image-file secret-deleted-layer secret-image-history secret-file-permissions
  secret-env-file-exposure compose-secret-literal container-root-processes
  net-overlay-encryption net-metadata-blocked net-docker-user-order net-docker-user-port-match
  net-docker-user-ineffective host-docker-version host-runtime-sensor
  host-kernel-userns host-kernel-known-escape daemon-rootless host-audit-rules host-drift daemon-userns-remap daemon-log-remote
  daemon-log-transport daemon-tcp-tls daemon-config-valid`);
const podSecurityBaseline = words(`
  k8s-host-process workload-network-host workload-pid-host workload-ipc-host workload-privileged
  workload-cap-added k8s-host-path k8s-host-ports k8s-probe-host workload-apparmor
  workload-selinux-custom-options workload-proc-unmasked workload-seccomp-disabled workload-sysctls-unsafe`);
const podSecurityRestricted = [
  ...podSecurityBaseline,
  ...words(`
  k8s-volume-types workload-no-new-privileges workload-user-root workload-seccomp-explicit
  workload-cap-drop-all`),
];
const expected: Readonly<Record<string, readonly string[]>> = {
  baseline,
  strict: [
    ...baseline,
    ...podSecurityRestricted,
    ...words(`
  workload-image-digest image-signature image-provenance image-shell-or-package-manager
  image-unneeded-tools image-sshd-present image-setuid image-accounts image-world-writable image-age
  image-base-trusted image-sensitive-config image-unnecessary-files image-history-hygiene df-from-class
  df-packages-unverified df-packages-unpinned df-update-alone df-package-hygiene df-sudo-or-setuid
  df-permissive-mode df-build-insecure df-dev-dependencies df-workdir df-inline-ignore
  workload-user-numeric workload-user-high-uid workload-group-root workload-userns-host
  workload-read-only-needs-writable-paths workload-tmpfs-size workload-mount-credentials
  workload-mount-propagation-shared workload-bind-mount-writable workload-volumes-from workload-ipc-host
  workload-uts-host workload-cgroupns-host workload-memory-swap workload-oom-protection
  workload-cgroup-parent workload-port-privileged workload-port-undeclared workload-seccomp-profile-weak
  workload-apparmor-profile-weak workload-selinux workload-selinux-custom-options workload-proc-unmasked
  workload-sysctls-unsafe workload-healthcheck workload-network-container-mode container-drift
  container-image-outdated container-unexpected-listener container-health secret-store-tier
  secret-rotation secret-private-key-split k8s-network-policy k8s-metadata-egress
  k8s-service-account-token k8s-secret-in-env k8s-configmap-secret k8s-rbac-wildcard k8s-rbac-escalation
  k8s-rbac-binding
  daemon-icc daemon-iptables daemon-direct-routing daemon-insecure-registry daemon-no-new-privileges
  daemon-seccomp daemon-live-restore daemon-userland-proxy daemon-default-publish-address
  daemon-experimental host-hardened host-docker-group host-file-ownership host-file-permissions
  host-docker-partition net-firewall-persistence net-published-exposure net-default-bridge-in-use`),
  ],
  'cis-docker-1.7': words(`
  image-user-root image-base-trusted workload-image-registry image-unneeded-tools image-minimal
  image-vulnerabilities image-scan-fresh image-signature image-healthcheck df-update-alone
  image-history-hygiene image-setuid df-add-instead-of-copy df-secret-env-arg df-secret-in-run
  secret-image-file df-packages-unverified df-download-unverified workload-user-root workload-apparmor
  workload-selinux workload-cap-added workload-privileged workload-mount-sensitive-path container-sshd
  workload-port-privileged workload-network-host workload-memory-limit workload-cpu-limit
  workload-rootfs-read-only workload-port-all-interfaces workload-restart-policy workload-pid-host
  workload-ipc-host workload-mount-propagation-shared workload-uts-host workload-seccomp-disabled
  workload-cgroup-parent workload-no-new-privileges workload-healthcheck workload-pids-limit
  workload-userns-host workload-runtime-socket-mount workload-port-undeclared workload-port-publish-all
  container-unexpected-listener workload-devices workload-ulimits workload-image-tag-latest
  container-image-outdated workload-network-default-bridge workload-cap-dangerous workload-mount-host-root
  workload-selinux-custom-options workload-seccomp-profile-weak
  host-docker-partition host-docker-group host-audit-rules host-hardened daemon-rootless daemon-icc
  daemon-log-level daemon-iptables daemon-insecure-registry daemon-storage-driver daemon-tcp-tls
  daemon-default-ulimits daemon-userns-remap daemon-cgroup-parent daemon-authorization-plugin
  daemon-log-remote daemon-no-new-privileges daemon-live-restore daemon-userland-proxy daemon-seccomp
  daemon-experimental host-file-ownership host-file-permissions host-sprawl host-docker-version
  host-content-trust swarm-not-needed net-default-bridge-in-use swarm-manager-count swarm-listen-address
  net-overlay-encryption swarm-secrets-used swarm-autolock swarm-unlock-key-rotation
  swarm-node-certificate-expiry swarm-ca-rotation swarm-data-plane-separation`),
  'pss-baseline': podSecurityBaseline,
  'pss-restricted': podSecurityRestricted,
};
const folder = new URL('../../../policies/', import.meta.url);
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.yaml') ? file.slice(0, -5) : []));

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

function shipped(name: string): Policy {
  const parsed = parsePolicy(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.policy;
}

describe('the policies that ship', () => {
  it('are these', () => {
    expect(names.sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('%s has exactly its checks', (name, checks) => {
    const ids = [...new Set(checks)].sort();
    expect(Object.keys(shipped(name).checks).sort()).toEqual(ids);
  });

  it.each(names)(
    '%s says what becomes of checks that do not look at a target, and never denies for them',
    (name) => {
      expect(shipped(name).gate.not_run).toBe('report');
    },
  );

  it.each(names)('%s never takes vulnerabilities that could not be judged for none', (name) => {
    const { checks, gate } = shipped(name);
    expect(gate.must_decide).toEqual('image-vulnerabilities' in checks ? ['image-vulnerabilities'] : []);
  });

  it.each(names)('%s passes its own tests', (name) => {
    const policy = shipped(name);
    expect(policy.tests.length).toBeGreaterThanOrEqual(3);
    expect(runPolicyTests(policy, () => 0).filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  it('strict is nowhere milder than the baseline', () => {
    const [mild, strict] = [shipped('baseline'), shipped('strict')];
    expect(Object.keys(strict.checks)).toEqual(expect.arrayContaining(Object.keys(mild.checks)));
    expect(strict.exemptions).toMatchObject({ max_days: 90, never: ['critical'] });
    expect(strict.gate).toMatchObject({ fail_on: 'medium', unknown: 'fail', score_floor: 100 });
  });

  it.each(['pss-baseline', 'pss-restricted'])('%s denies for any failing or undecided check', (name) => {
    const { checks, gate } = shipped(name);
    expect(gate).toMatchObject({ fail_on: 'info', unknown: 'fail' });
    expect(Object.values(checks).every(({ severity }) => severity === 'high')).toBe(true);
  });
});
