// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { Check } from './check.js';
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
import { secretDeletedLayerCheck } from './secret-deleted-layer.check.js';
import { secretEnvLiteralCheck } from './secret-env-literal.check.js';
import { secretImageFileCheck } from './secret-image-file.check.js';
import { secretImageHistoryCheck } from './secret-image-history.check.js';
import { workloadPrivilegedCheck } from './workload-privileged.check.js';

export type CheckId =
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
  | 'secret-deleted-layer'
  | 'secret-env-literal'
  | 'secret-image-file'
  | 'secret-image-history'
  | 'workload-privileged';

/** Every variant in the folder, by id. */
export const checks: readonly Check[] = Object.freeze<Check[]>([
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
  secretDeletedLayerCheck,
  secretEnvLiteralCheck,
  secretImageFileCheck,
  secretImageHistoryCheck,
  workloadPrivilegedCheck,
]);
