import type { SecretDetector } from './detector.js';
import { hasBase62Checksum } from './checksums.js';

/** They end in a checksum: what does not was made up. */
export const npmTokenDetector: SecretDetector = {
  id: 'npm-token',
  title: { en: 'npm token', zh: 'npm 令牌' },
  keywords: ['npm_'],
  pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36,}/dg,
  isDistinct: true,
  isReal: (token) => hasBase62Checksum(token.slice('npm_'.length)),
  examples: {
    secrets: ['npm_' + 'YRUUszBQjdJi9Bmrvij8nRqVyAuFh013nj0L'],
    lookAlikes: ['npm_' + 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5', 'npm_config_cache=/tmp'],
  },
};
