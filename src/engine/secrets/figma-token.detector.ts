import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const figmaTokenDetector: SecretDetector = {
  id: 'figma-token',
  title: { en: 'Figma token', zh: 'Figma 令牌' },
  keywords: ['figd_'],
  pattern: /(?<![A-Za-z0-9])figd_[A-Za-z0-9_-]{40}(?![A-Za-z0-9_-])/dg,
  isReal: isRandomLooking,
  examples: {
    secrets: ['figd_' + 'Vsm8Vj9O7qUpN55uUEx2EW4hdPDbntdT3NY_UIWE'],
    lookAlikes: ['figd_' + 'your-token'],
  },
};
