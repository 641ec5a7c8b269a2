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
  deletedLater: true,
  preview: '--…(1704 characters)',
};

/** Its elements are named as those of secret-image-file, which reports the same files. */
export const secretDeletedLayerCheck = defineCheck({
  id: 'secret-deleted-layer',
  title: { en: 'Secret deleted in a later layer but still present', zh: '已删除但仍存在于历史层的密钥' },
  area: 'secrets',
  inputs: ['image'],
  severity: 'critical',
  parameters: z.object({ allow_paths: allowedPaths }),
  remediation: {
    en: 'Build the image again so that no layer ever holds the secret: deleting it in a later step does not take it out. Replace the secret with a new one.',
    zh: '从头重新构建，使任何一层都不包含该密钥：在后续步骤中删除并不能将其移除。同时更换该密钥。',
  },
  references: { cis: ['4.10'], nist: ['4.1.4'], seed: ['§6.1'] },
  evaluate({ facts }, parameters) {
    const found = (facts.rootfs.secrets?.found ?? []).filter(({ deletedLater }) => deletedLater);
    return outcomeOf(fileSecretViolations(found, parameters.allow_paths), searchDoubt(facts));
  },
  examples: {
    good: [
      { name: 'no secret', subject: anImageSubject() },
      {
        name: 'a secret that is still there',
        subject: anImageSubject({ rootfs: { secrets: { found: [{ ...secret, deletedLater: false }] } } }),
      },
    ],
    bad: [
      {
        name: 'a deleted private key',
        subject: anImageSubject({ rootfs: { secrets: { found: [secret] } } }),
      },
    ],
  },
});
