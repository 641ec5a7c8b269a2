import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const gitlabTokenDetector: SecretDetector = {
  id: 'gitlab-token',
  title: { en: 'GitLab token', zh: 'GitLab 令牌' },
  keywords: [
    'glpat-',
    'gldt-',
    'glrt-',
    'glcbt-',
    'glptt-',
    'glft-',
    'gloas-',
    'glsoat-',
    'glagent-',
    'glimt-',
  ],
  pattern: /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|oas|soat|agent|imt)-[A-Za-z0-9_.-]{20,300}/dg,
  isDistinct: true,
  isReal: isRandomLooking,
  examples: {
    secrets: ['glpat-' + 'nfaZ5GrHuTE0jd0j8My4', 'glrt-' + 'oy1OILnCw0Nkr9WoMUss'],
    lookAlikes: ['glpat-' + 'xxxxxxxxxxxxxxxxxxxx', 'glpat-' + 'your-token-goes-here-please'],
  },
};
