import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const alibabaAccessKeyIdDetector: SecretDetector = {
  id: 'alibaba-access-key-id',
  title: { en: 'Alibaba Cloud access key id', zh: '阿里云 AccessKey ID' },
  keywords: ['LTAI'],
  pattern: /(?<![A-Za-z0-9])LTAI[A-Za-z0-9]{20}(?![A-Za-z0-9])/dg,
  isReal: isRandomLooking,
  examples: {
    secrets: ['LTAI' + 'GthcxOq6csRHpYntCcxk'],
    lookAlikes: ['LTAI' + 'short1'],
  },
};
