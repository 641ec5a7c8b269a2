import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const pulumiTokenDetector: SecretDetector = {
  id: 'pulumi-token',
  title: { en: 'Pulumi token', zh: 'Pulumi 令牌' },
  keywords: ['pul-'],
  pattern: /(?<![A-Za-z0-9])pul-[a-f0-9]{40}(?![A-Za-z0-9])/dg,
  isReal: (token) => entropyOf(token) >= 3,
  examples: {
    secrets: ['pul-' + '6ce2fa0777b56e8d1883163f1496a54353d35b04'],
    lookAlikes: ['pul-' + 'ab'.repeat(20)],
  },
};
