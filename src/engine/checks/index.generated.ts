// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { Check } from './check.js';
import { composeDataNetworkInternalCheck } from './compose-data-network-internal.check.js';
import { composeDataPortPublishedCheck } from './compose-data-port-published.check.js';
import { composeExternalSecretCheck } from './compose-external-secret.check.js';
import { composeNetworkSegmentationCheck } from './compose-network-segmentation.check.js';
import { composeRemoteIncludeCheck } from './compose-remote-include.check.js';
import { composeSchemaCheck } from './compose-schema.check.js';
import { composeSecretLiteralCheck } from './compose-secret-literal.check.js';
import { containerDriftCheck } from './container-drift.check.js';
import { containerHealthCheck } from './container-health.check.js';
import { containerImageOutdatedCheck } from './container-image-outdated.check.js';
import { containerRootProcessesCheck } from './container-root-processes.check.js';
import { containerSshdCheck } from './container-sshd.check.js';
import { containerUnexpectedListenerCheck } from './container-unexpected-listener.check.js';
import { daemonAuthorizationPluginCheck } from './daemon-authorization-plugin.check.js';
import { daemonCgroupParentCheck } from './daemon-cgroup-parent.check.js';
import { daemonConfigValidCheck } from './daemon-config-valid.check.js';
import { daemonDefaultPublishAddressCheck } from './daemon-default-publish-address.check.js';
import { daemonDefaultUlimitsCheck } from './daemon-default-ulimits.check.js';
import { daemonDirectRoutingCheck } from './daemon-direct-routing.check.js';
import { daemonExperimentalCheck } from './daemon-experimental.check.js';
import { daemonIccCheck } from './daemon-icc.check.js';
import { daemonInsecureRegistryCheck } from './daemon-insecure-registry.check.js';
import { daemonIptablesCheck } from './daemon-iptables.check.js';
import { daemonLiveRestoreCheck } from './daemon-live-restore.check.js';
import { daemonLogLevelCheck } from './daemon-log-level.check.js';
import { daemonLogRemoteCheck } from './daemon-log-remote.check.js';
import { daemonLogRotationCheck } from './daemon-log-rotation.check.js';
import { daemonLogTransportCheck } from './daemon-log-transport.check.js';
import { daemonNoNewPrivilegesCheck } from './daemon-no-new-privileges.check.js';
import { daemonRootlessCheck } from './daemon-rootless.check.js';
import { daemonSeccompCheck } from './daemon-seccomp.check.js';
import { daemonSelinuxCheck } from './daemon-selinux.check.js';
import { daemonStorageDriverCheck } from './daemon-storage-driver.check.js';
import { daemonTcpTlsCheck } from './daemon-tcp-tls.check.js';
import { daemonUserlandProxyCheck } from './daemon-userland-proxy.check.js';
import { daemonUsernsRemapCheck } from './daemon-userns-remap.check.js';
import { dfAddInsteadOfCopyCheck } from './df-add-instead-of-copy.check.js';
import { dfAppOwnedByUserCheck } from './df-app-owned-by-user.check.js';
import { dfBuildInsecureCheck } from './df-build-insecure.check.js';
import { dfCopyWholeContextCheck } from './df-copy-whole-context.check.js';
import { dfDevDependenciesCheck } from './df-dev-dependencies.check.js';
import { dfDownloadUnverifiedCheck } from './df-download-unverified.check.js';
import { dfExposeCheck } from './df-expose.check.js';
import { dfFromClassCheck } from './df-from-class.check.js';
import { dfFromObsoleteReferenceCheck } from './df-from-obsolete-reference.check.js';
import { dfFromTagCheck } from './df-from-tag.check.js';
import { dfHealthcheckCheck } from './df-healthcheck.check.js';
import { dfInlineIgnoreCheck } from './df-inline-ignore.check.js';
import { dfMissingArtifactCheck } from './df-missing-artifact.check.js';
import { dfMultistageCheck } from './df-multistage.check.js';
import { dfPackageHygieneCheck } from './df-package-hygiene.check.js';
import { dfPackagesUnpinnedCheck } from './df-packages-unpinned.check.js';
import { dfPackagesUnverifiedCheck } from './df-packages-unverified.check.js';
import { dfPermissiveModeCheck } from './df-permissive-mode.check.js';
import { dfSecretEnvArgCheck } from './df-secret-env-arg.check.js';
import { dfSecretInRunCheck } from './df-secret-in-run.check.js';
import { dfShellSafetyCheck } from './df-shell-safety.check.js';
import { dfSudoOrSetuidCheck } from './df-sudo-or-setuid.check.js';
import { dfSyntaxCheck } from './df-syntax.check.js';
import { dfUpdateAloneCheck } from './df-update-alone.check.js';
import { dfUserRootCheck } from './df-user-root.check.js';
import { dfWorkdirCheck } from './df-workdir.check.js';
import { hostAuditRulesCheck } from './host-audit-rules.check.js';
import { hostContentTrustCheck } from './host-content-trust.check.js';
import { hostDockerGroupCheck } from './host-docker-group.check.js';
import { hostDockerPartitionCheck } from './host-docker-partition.check.js';
import { hostDockerVersionCheck } from './host-docker-version.check.js';
import { hostDriftCheck } from './host-drift.check.js';
import { hostFileOwnershipCheck } from './host-file-ownership.check.js';
import { hostFilePermissionsCheck } from './host-file-permissions.check.js';
import { hostHardenedCheck } from './host-hardened.check.js';
import { hostKernelKnownEscapeCheck } from './host-kernel-known-escape.check.js';
import { hostKernelUsernsCheck } from './host-kernel-userns.check.js';
import { hostRuntimeSensorCheck } from './host-runtime-sensor.check.js';
import { hostSprawlCheck } from './host-sprawl.check.js';
import { hostSubidRangesCheck } from './host-subid-ranges.check.js';
import { imageAccountsCheck } from './image-accounts.check.js';
import { imageAgeCheck } from './image-age.check.js';
import { imageBaseTrustedCheck } from './image-base-trusted.check.js';
import { imageExploitedVulnerabilityCheck } from './image-exploited-vulnerability.check.js';
import { imageHealthcheckCheck } from './image-healthcheck.check.js';
import { imageHistoryHygieneCheck } from './image-history-hygiene.check.js';
import { imageMinimalCheck } from './image-minimal.check.js';
import { imageOsEolCheck } from './image-os-eol.check.js';
import { imagePackageCacheCheck } from './image-package-cache.check.js';
import { imageProvenanceCheck } from './image-provenance.check.js';
import { imageRuntimeEolCheck } from './image-runtime-eol.check.js';
import { imageScanFreshCheck } from './image-scan-fresh.check.js';
import { imageSensitiveConfigCheck } from './image-sensitive-config.check.js';
import { imageSetuidCheck } from './image-setuid.check.js';
import { imageShellOrPackageManagerCheck } from './image-shell-or-package-manager.check.js';
import { imageSignatureCheck } from './image-signature.check.js';
import { imageSizeCheck } from './image-size.check.js';
import { imageSshdPresentCheck } from './image-sshd-present.check.js';
import { imageUnnecessaryFilesCheck } from './image-unnecessary-files.check.js';
import { imageUnneededToolsCheck } from './image-unneeded-tools.check.js';
import { imageUserRootCheck } from './image-user-root.check.js';
import { imageVulnerabilitiesCheck } from './image-vulnerabilities.check.js';
import { imageWorldWritableCheck } from './image-world-writable.check.js';
import { k8sConfigmapSecretCheck } from './k8s-configmap-secret.check.js';
import { k8sHostPathCheck } from './k8s-host-path.check.js';
import { k8sHostPortsCheck } from './k8s-host-ports.check.js';
import { k8sHostProcessCheck } from './k8s-host-process.check.js';
import { k8sHostUsersCheck } from './k8s-host-users.check.js';
import { k8sInitSecretVolumeCheck } from './k8s-init-secret-volume.check.js';
import { k8sMetadataEgressCheck } from './k8s-metadata-egress.check.js';
import { k8sNamespaceCheck } from './k8s-namespace.check.js';
import { k8sNamespacePssLabelCheck } from './k8s-namespace-pss-label.check.js';
import { k8sNetworkPolicyCheck } from './k8s-network-policy.check.js';
import { k8sProbeHostCheck } from './k8s-probe-host.check.js';
import { k8sProbesCheck } from './k8s-probes.check.js';
import { k8sRbacBindingCheck } from './k8s-rbac-binding.check.js';
import { k8sRbacEscalationCheck } from './k8s-rbac-escalation.check.js';
import { k8sRbacWildcardCheck } from './k8s-rbac-wildcard.check.js';
import { k8sSecretInEnvCheck } from './k8s-secret-in-env.check.js';
import { k8sServiceAccountTokenCheck } from './k8s-service-account-token.check.js';
import { k8sServiceExposureCheck } from './k8s-service-exposure.check.js';
import { k8sVolumeTypesCheck } from './k8s-volume-types.check.js';
import { netDefaultBridgeInUseCheck } from './net-default-bridge-in-use.check.js';
import { netDockerUserIneffectiveCheck } from './net-docker-user-ineffective.check.js';
import { netDockerUserOrderCheck } from './net-docker-user-order.check.js';
import { netDockerUserPortMatchCheck } from './net-docker-user-port-match.check.js';
import { netFirewallPersistenceCheck } from './net-firewall-persistence.check.js';
import { netIccUserDefinedCheck } from './net-icc-user-defined.check.js';
import { netInternalDataTierCheck } from './net-internal-data-tier.check.js';
import { netMetadataBlockedCheck } from './net-metadata-blocked.check.js';
import { netOverlayEncryptionCheck } from './net-overlay-encryption.check.js';
import { netPublishedExposureCheck } from './net-published-exposure.check.js';
import { netSubnetSanityCheck } from './net-subnet-sanity.check.js';
import { runcmdCommentAfterContinuationCheck } from './runcmd-comment-after-continuation.check.js';
import { runcmdDeprecatedFlagCheck } from './runcmd-deprecated-flag.check.js';
import { runcmdInvalidValueCheck } from './runcmd-invalid-value.check.js';
import { runcmdMisplacedFlagCheck } from './runcmd-misplaced-flag.check.js';
import { runcmdSecretInArgvCheck } from './runcmd-secret-in-argv.check.js';
import { runcmdUnknownFlagCheck } from './runcmd-unknown-flag.check.js';
import { secretDeletedLayerCheck } from './secret-deleted-layer.check.js';
import { secretEnvFileExposureCheck } from './secret-env-file-exposure.check.js';
import { secretEnvLiteralCheck } from './secret-env-literal.check.js';
import { secretFilePermissionsCheck } from './secret-file-permissions.check.js';
import { secretImageFileCheck } from './secret-image-file.check.js';
import { secretImageHistoryCheck } from './secret-image-history.check.js';
import { secretPrivateKeySplitCheck } from './secret-private-key-split.check.js';
import { secretRotationCheck } from './secret-rotation.check.js';
import { secretStoreTierCheck } from './secret-store-tier.check.js';
import { swarmAutolockCheck } from './swarm-autolock.check.js';
import { swarmCaRotationCheck } from './swarm-ca-rotation.check.js';
import { swarmDataPlaneSeparationCheck } from './swarm-data-plane-separation.check.js';
import { swarmListenAddressCheck } from './swarm-listen-address.check.js';
import { swarmManagerCountCheck } from './swarm-manager-count.check.js';
import { swarmNodeCertificateExpiryCheck } from './swarm-node-certificate-expiry.check.js';
import { swarmNotNeededCheck } from './swarm-not-needed.check.js';
import { swarmSecretsUsedCheck } from './swarm-secrets-used.check.js';
import { swarmUnlockKeyRotationCheck } from './swarm-unlock-key-rotation.check.js';
import { workloadApparmorCheck } from './workload-apparmor.check.js';
import { workloadApparmorProfileWeakCheck } from './workload-apparmor-profile-weak.check.js';
import { workloadBindMountWritableCheck } from './workload-bind-mount-writable.check.js';
import { workloadCapAddedCheck } from './workload-cap-added.check.js';
import { workloadCapDangerousCheck } from './workload-cap-dangerous.check.js';
import { workloadCapDropAllCheck } from './workload-cap-drop-all.check.js';
import { workloadCapIneffectiveCheck } from './workload-cap-ineffective.check.js';
import { workloadCapNetAdminCheck } from './workload-cap-net-admin.check.js';
import { workloadCapNetRawCheck } from './workload-cap-net-raw.check.js';
import { workloadCapUnknownCheck } from './workload-cap-unknown.check.js';
import { workloadCgroupParentCheck } from './workload-cgroup-parent.check.js';
import { workloadCgroupnsHostCheck } from './workload-cgroupns-host.check.js';
import { workloadCpuLimitCheck } from './workload-cpu-limit.check.js';
import { workloadDevicesCheck } from './workload-devices.check.js';
import { workloadGroupRootCheck } from './workload-group-root.check.js';
import { workloadHealthcheckCheck } from './workload-healthcheck.check.js';
import { workloadImageDigestCheck } from './workload-image-digest.check.js';
import { workloadImagePullPolicyCheck } from './workload-image-pull-policy.check.js';
import { workloadImageRegistryCheck } from './workload-image-registry.check.js';
import { workloadImageTagLatestCheck } from './workload-image-tag-latest.check.js';
import { workloadIpcHostCheck } from './workload-ipc-host.check.js';
import { workloadLegacyLinkCheck } from './workload-legacy-link.check.js';
import { workloadLogDirTmpfsCheck } from './workload-log-dir-tmpfs.check.js';
import { workloadLogDriverCheck } from './workload-log-driver.check.js';
import { workloadMemoryLimitCheck } from './workload-memory-limit.check.js';
import { workloadMemorySwapCheck } from './workload-memory-swap.check.js';
import { workloadMountCredentialsCheck } from './workload-mount-credentials.check.js';
import { workloadMountHostRootCheck } from './workload-mount-host-root.check.js';
import { workloadMountPropagationSharedCheck } from './workload-mount-propagation-shared.check.js';
import { workloadMountSensitivePathCheck } from './workload-mount-sensitive-path.check.js';
import { workloadNetworkContainerModeCheck } from './workload-network-container-mode.check.js';
import { workloadNetworkDefaultBridgeCheck } from './workload-network-default-bridge.check.js';
import { workloadNetworkHostCheck } from './workload-network-host.check.js';
import { workloadNoNewPrivilegesCheck } from './workload-no-new-privileges.check.js';
import { workloadOomProtectionCheck } from './workload-oom-protection.check.js';
import { workloadPidHostCheck } from './workload-pid-host.check.js';
import { workloadPidsLimitCheck } from './workload-pids-limit.check.js';
import { workloadPortAllInterfacesCheck } from './workload-port-all-interfaces.check.js';
import { workloadPortPrivilegedCheck } from './workload-port-privileged.check.js';
import { workloadPortPublishAllCheck } from './workload-port-publish-all.check.js';
import { workloadPortSensitiveCheck } from './workload-port-sensitive.check.js';
import { workloadPortUndeclaredCheck } from './workload-port-undeclared.check.js';
import { workloadPrivilegedCheck } from './workload-privileged.check.js';
import { workloadProcUnmaskedCheck } from './workload-proc-unmasked.check.js';
import { workloadReadOnlyNeedsWritablePathsCheck } from './workload-read-only-needs-writable-paths.check.js';
import { workloadResourceRequestsCheck } from './workload-resource-requests.check.js';
import { workloadRestartPolicyCheck } from './workload-restart-policy.check.js';
import { workloadRootfsReadOnlyCheck } from './workload-rootfs-read-only.check.js';
import { workloadRuntimeSocketMountCheck } from './workload-runtime-socket-mount.check.js';
import { workloadSeccompDisabledCheck } from './workload-seccomp-disabled.check.js';
import { workloadSeccompExplicitCheck } from './workload-seccomp-explicit.check.js';
import { workloadSeccompProfileWeakCheck } from './workload-seccomp-profile-weak.check.js';
import { workloadSelinuxCheck } from './workload-selinux.check.js';
import { workloadSelinuxCustomOptionsCheck } from './workload-selinux-custom-options.check.js';
import { workloadSysctlsUnsafeCheck } from './workload-sysctls-unsafe.check.js';
import { workloadTmpfsOptionsCheck } from './workload-tmpfs-options.check.js';
import { workloadTmpfsSizeCheck } from './workload-tmpfs-size.check.js';
import { workloadUlimitsCheck } from './workload-ulimits.check.js';
import { workloadUserHighUidCheck } from './workload-user-high-uid.check.js';
import { workloadUserNumericCheck } from './workload-user-numeric.check.js';
import { workloadUserRootCheck } from './workload-user-root.check.js';
import { workloadUsernsHostCheck } from './workload-userns-host.check.js';
import { workloadUtsHostCheck } from './workload-uts-host.check.js';
import { workloadVolumesFromCheck } from './workload-volumes-from.check.js';

export type CheckId =
  | 'compose-data-network-internal'
  | 'compose-data-port-published'
  | 'compose-external-secret'
  | 'compose-network-segmentation'
  | 'compose-remote-include'
  | 'compose-schema'
  | 'compose-secret-literal'
  | 'container-drift'
  | 'container-health'
  | 'container-image-outdated'
  | 'container-root-processes'
  | 'container-sshd'
  | 'container-unexpected-listener'
  | 'daemon-authorization-plugin'
  | 'daemon-cgroup-parent'
  | 'daemon-config-valid'
  | 'daemon-default-publish-address'
  | 'daemon-default-ulimits'
  | 'daemon-direct-routing'
  | 'daemon-experimental'
  | 'daemon-icc'
  | 'daemon-insecure-registry'
  | 'daemon-iptables'
  | 'daemon-live-restore'
  | 'daemon-log-level'
  | 'daemon-log-remote'
  | 'daemon-log-rotation'
  | 'daemon-log-transport'
  | 'daemon-no-new-privileges'
  | 'daemon-rootless'
  | 'daemon-seccomp'
  | 'daemon-selinux'
  | 'daemon-storage-driver'
  | 'daemon-tcp-tls'
  | 'daemon-userland-proxy'
  | 'daemon-userns-remap'
  | 'df-add-instead-of-copy'
  | 'df-app-owned-by-user'
  | 'df-build-insecure'
  | 'df-copy-whole-context'
  | 'df-dev-dependencies'
  | 'df-download-unverified'
  | 'df-expose'
  | 'df-from-class'
  | 'df-from-obsolete-reference'
  | 'df-from-tag'
  | 'df-healthcheck'
  | 'df-inline-ignore'
  | 'df-missing-artifact'
  | 'df-multistage'
  | 'df-package-hygiene'
  | 'df-packages-unpinned'
  | 'df-packages-unverified'
  | 'df-permissive-mode'
  | 'df-secret-env-arg'
  | 'df-secret-in-run'
  | 'df-shell-safety'
  | 'df-sudo-or-setuid'
  | 'df-syntax'
  | 'df-update-alone'
  | 'df-user-root'
  | 'df-workdir'
  | 'host-audit-rules'
  | 'host-content-trust'
  | 'host-docker-group'
  | 'host-docker-partition'
  | 'host-docker-version'
  | 'host-drift'
  | 'host-file-ownership'
  | 'host-file-permissions'
  | 'host-hardened'
  | 'host-kernel-known-escape'
  | 'host-kernel-userns'
  | 'host-runtime-sensor'
  | 'host-sprawl'
  | 'host-subid-ranges'
  | 'image-accounts'
  | 'image-age'
  | 'image-base-trusted'
  | 'image-exploited-vulnerability'
  | 'image-healthcheck'
  | 'image-history-hygiene'
  | 'image-minimal'
  | 'image-os-eol'
  | 'image-package-cache'
  | 'image-provenance'
  | 'image-runtime-eol'
  | 'image-scan-fresh'
  | 'image-sensitive-config'
  | 'image-setuid'
  | 'image-shell-or-package-manager'
  | 'image-signature'
  | 'image-size'
  | 'image-sshd-present'
  | 'image-unnecessary-files'
  | 'image-unneeded-tools'
  | 'image-user-root'
  | 'image-vulnerabilities'
  | 'image-world-writable'
  | 'k8s-configmap-secret'
  | 'k8s-host-path'
  | 'k8s-host-ports'
  | 'k8s-host-process'
  | 'k8s-host-users'
  | 'k8s-init-secret-volume'
  | 'k8s-metadata-egress'
  | 'k8s-namespace'
  | 'k8s-namespace-pss-label'
  | 'k8s-network-policy'
  | 'k8s-probe-host'
  | 'k8s-probes'
  | 'k8s-rbac-binding'
  | 'k8s-rbac-escalation'
  | 'k8s-rbac-wildcard'
  | 'k8s-secret-in-env'
  | 'k8s-service-account-token'
  | 'k8s-service-exposure'
  | 'k8s-volume-types'
  | 'net-default-bridge-in-use'
  | 'net-docker-user-ineffective'
  | 'net-docker-user-order'
  | 'net-docker-user-port-match'
  | 'net-firewall-persistence'
  | 'net-icc-user-defined'
  | 'net-internal-data-tier'
  | 'net-metadata-blocked'
  | 'net-overlay-encryption'
  | 'net-published-exposure'
  | 'net-subnet-sanity'
  | 'runcmd-comment-after-continuation'
  | 'runcmd-deprecated-flag'
  | 'runcmd-invalid-value'
  | 'runcmd-misplaced-flag'
  | 'runcmd-secret-in-argv'
  | 'runcmd-unknown-flag'
  | 'secret-deleted-layer'
  | 'secret-env-file-exposure'
  | 'secret-env-literal'
  | 'secret-file-permissions'
  | 'secret-image-file'
  | 'secret-image-history'
  | 'secret-private-key-split'
  | 'secret-rotation'
  | 'secret-store-tier'
  | 'swarm-autolock'
  | 'swarm-ca-rotation'
  | 'swarm-data-plane-separation'
  | 'swarm-listen-address'
  | 'swarm-manager-count'
  | 'swarm-node-certificate-expiry'
  | 'swarm-not-needed'
  | 'swarm-secrets-used'
  | 'swarm-unlock-key-rotation'
  | 'workload-apparmor'
  | 'workload-apparmor-profile-weak'
  | 'workload-bind-mount-writable'
  | 'workload-cap-added'
  | 'workload-cap-dangerous'
  | 'workload-cap-drop-all'
  | 'workload-cap-ineffective'
  | 'workload-cap-net-admin'
  | 'workload-cap-net-raw'
  | 'workload-cap-unknown'
  | 'workload-cgroup-parent'
  | 'workload-cgroupns-host'
  | 'workload-cpu-limit'
  | 'workload-devices'
  | 'workload-group-root'
  | 'workload-healthcheck'
  | 'workload-image-digest'
  | 'workload-image-pull-policy'
  | 'workload-image-registry'
  | 'workload-image-tag-latest'
  | 'workload-ipc-host'
  | 'workload-legacy-link'
  | 'workload-log-dir-tmpfs'
  | 'workload-log-driver'
  | 'workload-memory-limit'
  | 'workload-memory-swap'
  | 'workload-mount-credentials'
  | 'workload-mount-host-root'
  | 'workload-mount-propagation-shared'
  | 'workload-mount-sensitive-path'
  | 'workload-network-container-mode'
  | 'workload-network-default-bridge'
  | 'workload-network-host'
  | 'workload-no-new-privileges'
  | 'workload-oom-protection'
  | 'workload-pid-host'
  | 'workload-pids-limit'
  | 'workload-port-all-interfaces'
  | 'workload-port-privileged'
  | 'workload-port-publish-all'
  | 'workload-port-sensitive'
  | 'workload-port-undeclared'
  | 'workload-privileged'
  | 'workload-proc-unmasked'
  | 'workload-read-only-needs-writable-paths'
  | 'workload-resource-requests'
  | 'workload-restart-policy'
  | 'workload-rootfs-read-only'
  | 'workload-runtime-socket-mount'
  | 'workload-seccomp-disabled'
  | 'workload-seccomp-explicit'
  | 'workload-seccomp-profile-weak'
  | 'workload-selinux'
  | 'workload-selinux-custom-options'
  | 'workload-sysctls-unsafe'
  | 'workload-tmpfs-options'
  | 'workload-tmpfs-size'
  | 'workload-ulimits'
  | 'workload-user-high-uid'
  | 'workload-user-numeric'
  | 'workload-user-root'
  | 'workload-userns-host'
  | 'workload-uts-host'
  | 'workload-volumes-from';

/** Every variant in the folder, by id. */
export const checks: readonly Check[] = Object.freeze<Check[]>([
  composeDataNetworkInternalCheck,
  composeDataPortPublishedCheck,
  composeExternalSecretCheck,
  composeNetworkSegmentationCheck,
  composeRemoteIncludeCheck,
  composeSchemaCheck,
  composeSecretLiteralCheck,
  containerDriftCheck,
  containerHealthCheck,
  containerImageOutdatedCheck,
  containerRootProcessesCheck,
  containerSshdCheck,
  containerUnexpectedListenerCheck,
  daemonAuthorizationPluginCheck,
  daemonCgroupParentCheck,
  daemonConfigValidCheck,
  daemonDefaultPublishAddressCheck,
  daemonDefaultUlimitsCheck,
  daemonDirectRoutingCheck,
  daemonExperimentalCheck,
  daemonIccCheck,
  daemonInsecureRegistryCheck,
  daemonIptablesCheck,
  daemonLiveRestoreCheck,
  daemonLogLevelCheck,
  daemonLogRemoteCheck,
  daemonLogRotationCheck,
  daemonLogTransportCheck,
  daemonNoNewPrivilegesCheck,
  daemonRootlessCheck,
  daemonSeccompCheck,
  daemonSelinuxCheck,
  daemonStorageDriverCheck,
  daemonTcpTlsCheck,
  daemonUserlandProxyCheck,
  daemonUsernsRemapCheck,
  dfAddInsteadOfCopyCheck,
  dfAppOwnedByUserCheck,
  dfBuildInsecureCheck,
  dfCopyWholeContextCheck,
  dfDevDependenciesCheck,
  dfDownloadUnverifiedCheck,
  dfExposeCheck,
  dfFromClassCheck,
  dfFromObsoleteReferenceCheck,
  dfFromTagCheck,
  dfHealthcheckCheck,
  dfInlineIgnoreCheck,
  dfMissingArtifactCheck,
  dfMultistageCheck,
  dfPackageHygieneCheck,
  dfPackagesUnpinnedCheck,
  dfPackagesUnverifiedCheck,
  dfPermissiveModeCheck,
  dfSecretEnvArgCheck,
  dfSecretInRunCheck,
  dfShellSafetyCheck,
  dfSudoOrSetuidCheck,
  dfSyntaxCheck,
  dfUpdateAloneCheck,
  dfUserRootCheck,
  dfWorkdirCheck,
  hostAuditRulesCheck,
  hostContentTrustCheck,
  hostDockerGroupCheck,
  hostDockerPartitionCheck,
  hostDockerVersionCheck,
  hostDriftCheck,
  hostFileOwnershipCheck,
  hostFilePermissionsCheck,
  hostHardenedCheck,
  hostKernelKnownEscapeCheck,
  hostKernelUsernsCheck,
  hostRuntimeSensorCheck,
  hostSprawlCheck,
  hostSubidRangesCheck,
  imageAccountsCheck,
  imageAgeCheck,
  imageBaseTrustedCheck,
  imageExploitedVulnerabilityCheck,
  imageHealthcheckCheck,
  imageHistoryHygieneCheck,
  imageMinimalCheck,
  imageOsEolCheck,
  imagePackageCacheCheck,
  imageProvenanceCheck,
  imageRuntimeEolCheck,
  imageScanFreshCheck,
  imageSensitiveConfigCheck,
  imageSetuidCheck,
  imageShellOrPackageManagerCheck,
  imageSignatureCheck,
  imageSizeCheck,
  imageSshdPresentCheck,
  imageUnnecessaryFilesCheck,
  imageUnneededToolsCheck,
  imageUserRootCheck,
  imageVulnerabilitiesCheck,
  imageWorldWritableCheck,
  k8sConfigmapSecretCheck,
  k8sHostPathCheck,
  k8sHostPortsCheck,
  k8sHostProcessCheck,
  k8sHostUsersCheck,
  k8sInitSecretVolumeCheck,
  k8sMetadataEgressCheck,
  k8sNamespaceCheck,
  k8sNamespacePssLabelCheck,
  k8sNetworkPolicyCheck,
  k8sProbeHostCheck,
  k8sProbesCheck,
  k8sRbacBindingCheck,
  k8sRbacEscalationCheck,
  k8sRbacWildcardCheck,
  k8sSecretInEnvCheck,
  k8sServiceAccountTokenCheck,
  k8sServiceExposureCheck,
  k8sVolumeTypesCheck,
  netDefaultBridgeInUseCheck,
  netDockerUserIneffectiveCheck,
  netDockerUserOrderCheck,
  netDockerUserPortMatchCheck,
  netFirewallPersistenceCheck,
  netIccUserDefinedCheck,
  netInternalDataTierCheck,
  netMetadataBlockedCheck,
  netOverlayEncryptionCheck,
  netPublishedExposureCheck,
  netSubnetSanityCheck,
  runcmdCommentAfterContinuationCheck,
  runcmdDeprecatedFlagCheck,
  runcmdInvalidValueCheck,
  runcmdMisplacedFlagCheck,
  runcmdSecretInArgvCheck,
  runcmdUnknownFlagCheck,
  secretDeletedLayerCheck,
  secretEnvFileExposureCheck,
  secretEnvLiteralCheck,
  secretFilePermissionsCheck,
  secretImageFileCheck,
  secretImageHistoryCheck,
  secretPrivateKeySplitCheck,
  secretRotationCheck,
  secretStoreTierCheck,
  swarmAutolockCheck,
  swarmCaRotationCheck,
  swarmDataPlaneSeparationCheck,
  swarmListenAddressCheck,
  swarmManagerCountCheck,
  swarmNodeCertificateExpiryCheck,
  swarmNotNeededCheck,
  swarmSecretsUsedCheck,
  swarmUnlockKeyRotationCheck,
  workloadApparmorCheck,
  workloadApparmorProfileWeakCheck,
  workloadBindMountWritableCheck,
  workloadCapAddedCheck,
  workloadCapDangerousCheck,
  workloadCapDropAllCheck,
  workloadCapIneffectiveCheck,
  workloadCapNetAdminCheck,
  workloadCapNetRawCheck,
  workloadCapUnknownCheck,
  workloadCgroupParentCheck,
  workloadCgroupnsHostCheck,
  workloadCpuLimitCheck,
  workloadDevicesCheck,
  workloadGroupRootCheck,
  workloadHealthcheckCheck,
  workloadImageDigestCheck,
  workloadImagePullPolicyCheck,
  workloadImageRegistryCheck,
  workloadImageTagLatestCheck,
  workloadIpcHostCheck,
  workloadLegacyLinkCheck,
  workloadLogDirTmpfsCheck,
  workloadLogDriverCheck,
  workloadMemoryLimitCheck,
  workloadMemorySwapCheck,
  workloadMountCredentialsCheck,
  workloadMountHostRootCheck,
  workloadMountPropagationSharedCheck,
  workloadMountSensitivePathCheck,
  workloadNetworkContainerModeCheck,
  workloadNetworkDefaultBridgeCheck,
  workloadNetworkHostCheck,
  workloadNoNewPrivilegesCheck,
  workloadOomProtectionCheck,
  workloadPidHostCheck,
  workloadPidsLimitCheck,
  workloadPortAllInterfacesCheck,
  workloadPortPrivilegedCheck,
  workloadPortPublishAllCheck,
  workloadPortSensitiveCheck,
  workloadPortUndeclaredCheck,
  workloadPrivilegedCheck,
  workloadProcUnmaskedCheck,
  workloadReadOnlyNeedsWritablePathsCheck,
  workloadResourceRequestsCheck,
  workloadRestartPolicyCheck,
  workloadRootfsReadOnlyCheck,
  workloadRuntimeSocketMountCheck,
  workloadSeccompDisabledCheck,
  workloadSeccompExplicitCheck,
  workloadSeccompProfileWeakCheck,
  workloadSelinuxCheck,
  workloadSelinuxCustomOptionsCheck,
  workloadSysctlsUnsafeCheck,
  workloadTmpfsOptionsCheck,
  workloadTmpfsSizeCheck,
  workloadUlimitsCheck,
  workloadUserHighUidCheck,
  workloadUserNumericCheck,
  workloadUserRootCheck,
  workloadUsernsHostCheck,
  workloadUtsHostCheck,
  workloadVolumesFromCheck,
]);
