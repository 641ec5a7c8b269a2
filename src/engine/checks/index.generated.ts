// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { Check } from './check.js';
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
import { secretEnvLiteralCheck } from './secret-env-literal.check.js';
import { workloadPrivilegedCheck } from './workload-privileged.check.js';

export type CheckId =
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
  | 'secret-env-literal'
  | 'workload-privileged';

/** Every variant in the folder, by id. */
export const checks: readonly Check[] = Object.freeze<Check[]>([
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
  secretEnvLiteralCheck,
  workloadPrivilegedCheck,
]);
