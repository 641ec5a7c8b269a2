import type { SecretDetector } from './detector.js';

export const herokuKeyDetector: SecretDetector = {
  id: 'heroku-key',
  title: { en: 'Heroku key', zh: 'Heroku 密钥' },
  keywords: ['HRKU-'],
  pattern:
    /(?<![A-Za-z0-9])HRKU-(?:AA[A-Za-z0-9_-]{58}|[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12})(?![A-Za-z0-9_-])/dg,
  isDistinct: true,
  examples: {
    secrets: ['HRKU-' + 'AAZffxa5DTKnGKsT5McEccdniisrwPJ4G22hrm64ZU4b0jvKaLFtuTIJQbyq'],
    lookAlikes: ['HRKU-' + 'your-key'],
  },
};
