import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const sendgridKeyDetector: SecretDetector = {
  id: 'sendgrid-key',
  title: { en: 'SendGrid key', zh: 'SendGrid 密钥' },
  keywords: ['SG.'],
  pattern: /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/dg,
  isDistinct: true,
  isReal: isRandomLooking,
  examples: {
    secrets: ['SG.' + 'Gk-rBjP0HONABTrig_Y7lE.z1QaO8ltNarNIkv2sEIvHVEMPuWN91qIFJc-RJcg6uK'],
    lookAlikes: ['SG.' + 'a'.repeat(22) + '.' + 'a'.repeat(43)],
  },
};
