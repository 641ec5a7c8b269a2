import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const databricksTokenDetector: SecretDetector = {
  id: 'databricks-token',
  title: { en: 'Databricks token', zh: 'Databricks 令牌' },
  keywords: ['dapi'],
  pattern: /(?<![A-Za-z0-9])dapi[a-f0-9]{32}(?:-[0-9])?(?![A-Za-z0-9])/dg,
  isReal: (token) => entropyOf(token) >= 3,
  examples: {
    secrets: ['dapi' + '00d5187f6ad1fc67a0bc6f77fbc094ef'],
    lookAlikes: ['dapi' + 'ab'.repeat(16)],
  },
};
