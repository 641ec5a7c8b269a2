// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { Check } from './check.js';
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
import { secretEnvLiteralCheck } from './secret-env-literal.check.js';
import { workloadApparmorCheck } from './workload-apparmor.check.js';
import { workloadCapAddedCheck } from './workload-cap-added.check.js';
import { workloadCapDangerousCheck } from './workload-cap-dangerous.check.js';
import { workloadCapDropAllCheck } from './workload-cap-drop-all.check.js';
import { workloadCapIneffectiveCheck } from './workload-cap-ineffective.check.js';
import { workloadCapNetAdminCheck } from './workload-cap-net-admin.check.js';
import { workloadCapNetRawCheck } from './workload-cap-net-raw.check.js';
import { workloadCapUnknownCheck } from './workload-cap-unknown.check.js';
import { workloadGroupRootCheck } from './workload-group-root.check.js';
import { workloadNoNewPrivilegesCheck } from './workload-no-new-privileges.check.js';
import { workloadPrivilegedCheck } from './workload-privileged.check.js';
import { workloadProcUnmaskedCheck } from './workload-proc-unmasked.check.js';
import { workloadSeccompDisabledCheck } from './workload-seccomp-disabled.check.js';
import { workloadSeccompExplicitCheck } from './workload-seccomp-explicit.check.js';
import { workloadSelinuxCheck } from './workload-selinux.check.js';
import { workloadSelinuxCustomOptionsCheck } from './workload-selinux-custom-options.check.js';
import { workloadSysctlsUnsafeCheck } from './workload-sysctls-unsafe.check.js';
import { workloadUserHighUidCheck } from './workload-user-high-uid.check.js';
import { workloadUserNumericCheck } from './workload-user-numeric.check.js';
import { workloadUserRootCheck } from './workload-user-root.check.js';
import { workloadUsernsHostCheck } from './workload-userns-host.check.js';

export type CheckId =
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
  | 'secret-env-literal'
  | 'workload-apparmor'
  | 'workload-cap-added'
  | 'workload-cap-dangerous'
  | 'workload-cap-drop-all'
  | 'workload-cap-ineffective'
  | 'workload-cap-net-admin'
  | 'workload-cap-net-raw'
  | 'workload-cap-unknown'
  | 'workload-group-root'
  | 'workload-no-new-privileges'
  | 'workload-privileged'
  | 'workload-proc-unmasked'
  | 'workload-seccomp-disabled'
  | 'workload-seccomp-explicit'
  | 'workload-selinux'
  | 'workload-selinux-custom-options'
  | 'workload-sysctls-unsafe'
  | 'workload-user-high-uid'
  | 'workload-user-numeric'
  | 'workload-user-root'
  | 'workload-userns-host';

/** Every variant in the folder, by id. */
export const checks: readonly Check[] = Object.freeze<Check[]>([
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
  secretEnvLiteralCheck,
  workloadApparmorCheck,
  workloadCapAddedCheck,
  workloadCapDangerousCheck,
  workloadCapDropAllCheck,
  workloadCapIneffectiveCheck,
  workloadCapNetAdminCheck,
  workloadCapNetRawCheck,
  workloadCapUnknownCheck,
  workloadGroupRootCheck,
  workloadNoNewPrivilegesCheck,
  workloadPrivilegedCheck,
  workloadProcUnmaskedCheck,
  workloadSeccompDisabledCheck,
  workloadSeccompExplicitCheck,
  workloadSelinuxCheck,
  workloadSelinuxCustomOptionsCheck,
  workloadSysctlsUnsafeCheck,
  workloadUserHighUidCheck,
  workloadUserNumericCheck,
  workloadUserRootCheck,
  workloadUsernsHostCheck,
]);
