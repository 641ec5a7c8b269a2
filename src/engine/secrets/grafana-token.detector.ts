import type { SecretDetector } from './detector.js';
import { isReversedHexChecksum } from './checksums.js';

const checksumLength = 8;

export const grafanaTokenDetector: SecretDetector = {
  id: 'grafana-token',
  title: { en: 'Grafana token', zh: 'Grafana 令牌' },
  keywords: ['glsa_', 'glc_eyJ'],
  pattern:
    /(?<![A-Za-z0-9])(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_eyJ[A-Za-z0-9+/]{32,400}={0,2})(?![A-Za-z0-9])/dg,
  isDistinct: true,
  isReal: (token) =>
    token.startsWith('glc_') ||
    isReversedHexChecksum(token.slice(-checksumLength), token.slice(0, -checksumLength - 1)),
  examples: {
    secrets: ['glsa_' + 'M9pNWJpKQG6wLC4jcUQFu3Mj0TOvnpOU_4ee93399'],
    lookAlikes: ['glsa_' + 'M9pNWJpKQG6wLC4jcUQFu3Mj0TOvnpOU_00000000'],
  },
};
