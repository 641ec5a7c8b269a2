import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const shopifyTokenDetector: SecretDetector = {
  id: 'shopify-token',
  title: { en: 'Shopify token', zh: 'Shopify 令牌' },
  keywords: ['shpat_', 'shpss_', 'shpca_', 'shppa_'],
  pattern: /(?<![A-Za-z0-9])shp(?:at|ss|ca|pa)_[a-fA-F0-9]{32}(?![A-Za-z0-9])/dg,
  isDistinct: true,
  isReal: (token) => entropyOf(token) >= 3,
  examples: {
    secrets: ['shpat_' + 'bd0ed0dd9b146f4ac019adfc754f28d8'],
    lookAlikes: ['shpat_' + 'ab'.repeat(16)],
  },
};
