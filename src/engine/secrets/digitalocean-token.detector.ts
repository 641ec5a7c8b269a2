import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const digitaloceanTokenDetector: SecretDetector = {
  id: 'digitalocean-token',
  title: { en: 'DigitalOcean token', zh: 'DigitalOcean 令牌' },
  keywords: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
  pattern: /(?<![A-Za-z0-9])do[opr]_v1_[a-f0-9]{64}(?![A-Za-z0-9])/dg,
  isDistinct: true,
  isReal: (token) => entropyOf(token) >= 3,
  examples: {
    secrets: ['dop_v1_' + '1cbb51d5f81894f775fce97dbf308a3f9f980bc9f5e4a0bc5ba562d8ccebfa7d'],
    lookAlikes: ['dop_v1_' + 'abc', 'dop_v1_' + 'a1'.repeat(32)],
  },
};
