// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { Check } from './check.js';
import { containerDriftCheck } from './container-drift.check.js';
import { containerHealthCheck } from './container-health.check.js';
import { containerImageOutdatedCheck } from './container-image-outdated.check.js';
import { containerRootProcessesCheck } from './container-root-processes.check.js';
import { containerSshdCheck } from './container-sshd.check.js';
import { containerUnexpectedListenerCheck } from './container-unexpected-listener.check.js';
import { imageAccountsCheck } from './image-accounts.check.js';
import { imageAgeCheck } from './image-age.check.js';
import { imageExploitedVulnerabilityCheck } from './image-exploited-vulnerability.check.js';
import { imageHealthcheckCheck } from './image-healthcheck.check.js';
import { imageOsEolCheck } from './image-os-eol.check.js';
import { imageSensitiveConfigCheck } from './image-sensitive-config.check.js';
import { imageSetuidCheck } from './image-setuid.check.js';
import { imageShellOrPackageManagerCheck } from './image-shell-or-package-manager.check.js';
import { imageSizeCheck } from './image-size.check.js';
import { imageSshdPresentCheck } from './image-sshd-present.check.js';
import { imageUserRootCheck } from './image-user-root.check.js';
import { imageVulnerabilitiesCheck } from './image-vulnerabilities.check.js';
import { runcmdCommentAfterContinuationCheck } from './runcmd-comment-after-continuation.check.js';
import { runcmdDeprecatedFlagCheck } from './runcmd-deprecated-flag.check.js';
import { runcmdInvalidValueCheck } from './runcmd-invalid-value.check.js';
import { runcmdMisplacedFlagCheck } from './runcmd-misplaced-flag.check.js';
import { runcmdSecretInArgvCheck } from './runcmd-secret-in-argv.check.js';
import { runcmdUnknownFlagCheck } from './runcmd-unknown-flag.check.js';
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
  | 'container-drift'
  | 'container-health'
  | 'container-image-outdated'
  | 'container-root-processes'
  | 'container-sshd'
  | 'container-unexpected-listener'
  | 'image-accounts'
  | 'image-age'
  | 'image-exploited-vulnerability'
  | 'image-healthcheck'
  | 'image-os-eol'
  | 'image-sensitive-config'
  | 'image-setuid'
  | 'image-shell-or-package-manager'
  | 'image-size'
  | 'image-sshd-present'
  | 'image-user-root'
  | 'image-vulnerabilities'
  | 'runcmd-comment-after-continuation'
  | 'runcmd-deprecated-flag'
  | 'runcmd-invalid-value'
  | 'runcmd-misplaced-flag'
  | 'runcmd-secret-in-argv'
  | 'runcmd-unknown-flag'
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
  containerDriftCheck,
  containerHealthCheck,
  containerImageOutdatedCheck,
  containerRootProcessesCheck,
  containerSshdCheck,
  containerUnexpectedListenerCheck,
  imageAccountsCheck,
  imageAgeCheck,
  imageExploitedVulnerabilityCheck,
  imageHealthcheckCheck,
  imageOsEolCheck,
  imageSensitiveConfigCheck,
  imageSetuidCheck,
  imageShellOrPackageManagerCheck,
  imageSizeCheck,
  imageSshdPresentCheck,
  imageUserRootCheck,
  imageVulnerabilitiesCheck,
  runcmdCommentAfterContinuationCheck,
  runcmdDeprecatedFlagCheck,
  runcmdInvalidValueCheck,
  runcmdMisplacedFlagCheck,
  runcmdSecretInArgvCheck,
  runcmdUnknownFlagCheck,
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
