import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const tencentSecretIdDetector: SecretDetector = {
  id: 'tencent-secret-id',
  title: { en: 'Tencent Cloud secret id', zh: '腾讯云 SecretId' },
  keywords: ['AKID'],
  pattern: /(?<![A-Za-z0-9])AKID[A-Za-z0-9]{32}(?![A-Za-z0-9])/dg,
  isReal: isRandomLooking,
  examples: {
    secrets: ['AKID' + 'gRJOIZtnWZpUMBC6xdcV1cQGWesqjIzL'],
    lookAlikes: ['AKID' + 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  },
};
