import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const dockerHubTokenDetector: SecretDetector = {
  id: 'docker-hub-token',
  title: { en: 'Docker Hub token', zh: 'Docker Hub 令牌' },
  keywords: ['dckr_pat_', 'dckr_oat_'],
  pattern: /(?<![A-Za-z0-9])dckr_[op]at_[A-Za-z0-9_-]{20,}/dg,
  isDistinct: true,
  isReal: isRandomLooking,
  examples: {
    secrets: ['dckr_pat_' + 'iMQ_Td2MhxSAjyHNaXObwJ6JRBC'],
    lookAlikes: ['dckr_pat_' + 'xxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  },
};
