import type { SecretDetector } from './detector.js';

export const postmanKeyDetector: SecretDetector = {
  id: 'postman-key',
  title: { en: 'Postman key', zh: 'Postman 密钥' },
  keywords: ['PMAK-'],
  pattern: /(?<![A-Za-z0-9])PMAK-[a-f0-9]{24}-[a-f0-9]{34}(?![A-Za-z0-9])/dg,
  isDistinct: true,
  examples: {
    secrets: ['PMAK-' + 'acbf9bb0bbcb1b2defa1b854-3fb3b21ae8e154a7b5efa44d0e8011867d'],
    lookAlikes: ['PMAK-' + 'your-key'],
  },
};
