import { z } from 'zod';
import { defineCheck } from './check.js';
import { anImageSubject } from './example-facts.js';
import type { FileSecret } from '../model/facts.js';
import { allowedPaths, fileSecretViolations, searchDoubt } from './file-secrets.js';
import { outcomeOf } from './outcome.js';

const secret: FileSecret = {
  detector: 'private-key',
  path: '/app/server.key',
  line: 1,
  layer: `sha256:${'1'.repeat(64)}`,
  deletedLater: false,
  preview: '--…(1704 characters)',
};

/** Of every layer: what a later one deletes can be taken out of the image all the same. Whether a secret still works is not tried. */
export const secretImageFileCheck = defineCheck({
  id: 'secret-image-file',
  title: { en: 'Credential file or key in an image layer', zh: '镜像层中包含密钥或凭据文件' },
  area: 'secrets',
  inputs: ['image'],
  severity: 'critical',
  parameters: z.object({ allow_paths: allowedPaths }),
  remediation: {
    en: 'Build the image again without the file (a build secret mount, or a mount at run time, brings it where it is needed), and replace the secret with a new one.',
    zh: '重新构建不含该文件的镜像（改用构建时的 secret 挂载或运行时挂载），并更换该密钥。',
  },
  references: { cis: ['4.10'], dockle: ['CIS-DI-0010'], nist: ['4.1.4'], seed: ['§6.1', '§6.3'] },
  evaluate({ facts }, parameters) {
    const found = facts.rootfs.secrets?.found ?? [];
    return outcomeOf(fileSecretViolations(found, parameters.allow_paths), searchDoubt(facts));
  },
  examples: {
    good: [
      { name: 'no secret', subject: anImageSubject() },
      {
        name: 'one that the policy allows',
        subject: anImageSubject({ rootfs: { secrets: { found: [secret] } } }),
        parameters: { allow_paths: ['/app/*.key'] },
      },
    ],
    bad: [
      { name: 'a private key', subject: anImageSubject({ rootfs: { secrets: { found: [secret] } } }) },
      {
        name: 'one that a later layer deletes',
        subject: anImageSubject({ rootfs: { secrets: { found: [{ ...secret, deletedLater: true }] } } }),
      },
    ],
  },
});
