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
import { workloadPrivilegedCheck } from './workload-privileged.check.js';

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
  | 'workload-privileged';

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
  workloadPrivilegedCheck,
]);
