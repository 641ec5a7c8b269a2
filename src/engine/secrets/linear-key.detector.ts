import type { SecretDetector } from './detector.js';

export const linearKeyDetector: SecretDetector = {
  id: 'linear-key',
  title: { en: 'Linear key', zh: 'Linear 密钥' },
  keywords: ['lin_api_'],
  pattern: /(?<![A-Za-z0-9])lin_api_[A-Za-z0-9]{40}(?![A-Za-z0-9])/dg,
  isDistinct: true,
  examples: {
    secrets: ['lin_api_' + 'wOzg88ziExy491Z6AqRcvl82wVmEzPHz3bvYP3Rs'],
    lookAlikes: ['lin_api_' + 'your_key'],
  },
};
