import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const vaultTokenDetector: SecretDetector = {
  id: 'vault-token',
  title: { en: 'HashiCorp Vault token', zh: 'HashiCorp Vault 令牌' },
  keywords: ['hvs.', 'hvb.'],
  pattern: /(?<![A-Za-z0-9])hv[sb]\.[A-Za-z0-9_-]{24,300}/dg,
  isReal: isRandomLooking,
  examples: {
    secrets: [
      'hvs.' +
        'CAESfHJ6-sLe9GT9rlBF59pHknitDSUHmoJRp39rdIvmO5DQTpLWsVae9OiGG6eCRz_e3pcttVNsQ8NJYllIl7nzHBV9J7',
    ],
    lookAlikes: ['hvs.' + 'a'.repeat(24)],
  },
};
