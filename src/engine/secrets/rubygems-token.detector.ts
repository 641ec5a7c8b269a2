import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const rubygemsTokenDetector: SecretDetector = {
  id: 'rubygems-token',
  title: { en: 'RubyGems token', zh: 'RubyGems 令牌' },
  keywords: ['rubygems_'],
  pattern: /(?<![A-Za-z0-9])rubygems_[a-f0-9]{48}(?![A-Za-z0-9])/dg,
  isDistinct: true,
  isReal: (token) => entropyOf(token) >= 3,
  examples: {
    secrets: ['rubygems_' + '6cc406c0538ca926e4a7554f0df8b1c34121ca65b9c75aec'],
    lookAlikes: ['rubygems_' + 'ab'.repeat(24)],
  },
};
