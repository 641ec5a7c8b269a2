import type { SecretDetector } from './detector.js';

export const terraformCloudTokenDetector: SecretDetector = {
  id: 'terraform-cloud-token',
  title: { en: 'HCP Terraform token', zh: 'HCP Terraform 令牌' },
  keywords: ['.atlasv1.'],
  pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}(?![A-Za-z0-9])/dg,
  isKeywordInside: true,
  isDistinct: true,
  examples: {
    secrets: [
      'EOLPZiwzmNTx3I' + '.atlasv1.' + 'Qj1nRpAJf1mV4f6eqc4XVka8LTLaaICPzKWnO0XKAPfcB16fUGLbApYc5AgmjkVdBm3',
    ],
    lookAlikes: ['xxxxxxxxxxxxxx' + '.atlasv1.' + 'x'.repeat(67)],
  },
};
