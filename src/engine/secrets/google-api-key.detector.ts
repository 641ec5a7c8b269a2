import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const googleApiKeyDetector: SecretDetector = {
  id: 'google-api-key',
  title: { en: 'Google API key', zh: 'Google API 密钥' },
  keywords: ['AIza'],
  pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/dg,
  isReal: (key) => entropyOf(key) >= 3.5,
  examples: {
    secrets: ['AIza' + 'SytVAZDVxGm5frKvHxBj3OIgKfdvGHnaZox'],
    lookAlikes: ['AIza' + 'SyEXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-00', 'AIza' + 'a'.repeat(35)],
  },
};
