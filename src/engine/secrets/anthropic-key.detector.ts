import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const anthropicKeyDetector: SecretDetector = {
  id: 'anthropic-key',
  title: { en: 'Anthropic key', zh: 'Anthropic 密钥' },
  keywords: ['sk-ant-'],
  pattern: /(?<![A-Za-z0-9])sk-ant-(?:api|admin|oat|sid)[0-9]{2}-[A-Za-z0-9_-]{80,120}(?![A-Za-z0-9_-])/dg,
  isDistinct: true,
  isReal: isRandomLooking,
  examples: {
    secrets: [
      'sk-ant-' +
        'api03-6SfNfzjhcrwnGJo4wEkxt0fMcHJLr5d021Ht4GqLVHLeJ7dAPytaujRktDskpihamM9aQwiuXEd__IGJdnm_acz-6ZY-QAA',
    ],
    lookAlikes: ['sk-ant-' + 'your-key-here'],
  },
};
