import type { SecretDetector } from './detector.js';

export const newRelicKeyDetector: SecretDetector = {
  id: 'new-relic-key',
  title: { en: 'New Relic key', zh: 'New Relic 密钥' },
  keywords: ['NRAK-'],
  pattern: /(?<![A-Za-z0-9])NRAK-[A-Z0-9]{27}(?![A-Za-z0-9])/dg,
  isDistinct: true,
  examples: {
    secrets: ['NRAK-' + '6AUW5OP4FTJLFOE80HE3RZXF7JN'],
    lookAlikes: ['NRAK-' + 'X'.repeat(27)],
  },
};
