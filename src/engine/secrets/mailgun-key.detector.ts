import type { SecretDetector } from './detector.js';

export const mailgunKeyDetector: SecretDetector = {
  id: 'mailgun-key',
  title: { en: 'Mailgun key', zh: 'Mailgun 密钥' },
  keywords: ['mailgun'],
  pattern:
    /mailgun[A-Za-z0-9_.-]{0,32}["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(key-[a-f0-9]{32}|[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8})(?![A-Za-z0-9])/dgi,
  examples: {
    secrets: ['MAILGUN_API_KEY=' + 'key-' + 'b7f5d57e3fd8d58562a13922a0210b7d'],
    lookAlikes: ['MAILGUN_API_KEY=key-secret'],
  },
};
