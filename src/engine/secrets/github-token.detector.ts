import type { SecretDetector } from './detector.js';
import { hasBase62Checksum } from './checksums.js';

const prefixLength = 'ghp_'.length;
/** These have a checksum too, whose making is not published. */
const fineGrained = /^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/;

/** Tokens of the classic form end in a checksum: what does not was made up. */
export const githubTokenDetector: SecretDetector = {
  id: 'github-token',
  title: { en: 'GitHub token', zh: 'GitHub 令牌' },
  keywords: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  pattern: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{36,})/dg,
  isDistinct: true,
  isReal: (token) =>
    token.startsWith('github_pat_') ? fineGrained.test(token) : hasBase62Checksum(token.slice(prefixLength)),
  examples: {
    secrets: [
      'ghp_' + 'iqk6J5mtEPWywWGLHm65TyzXLebxvT2E8N3F',
      'ghs_' + 'Rf4w0Y1Q8oyiaijAdbd7mluWBtDELJ2618Hk',
      'github_pat_' + '94qR0D3QwrxmnaqiYb1VOJ_yTLHM25dPdz51nFSEvtLwkqQxFbitWSq8YwrdVQfAmQ9AqGV7RgxErcZooj',
    ],
    lookAlikes: [
      'ghp_' + 'tPjh1TlAQxUlbAeYFAb9AVWhKHrB7c2Xx6ma',
      'ghp_' + '16C7e42F292c6912E7710c838347Ae178B4a',
      'github_pat_' + '1dDBdVVZ5kloXPFh3Qe9vEuK8NjP59hcZez5I6q3',
    ],
  },
};
