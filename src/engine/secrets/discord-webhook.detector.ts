import type { SecretDetector } from './detector.js';

export const discordWebhookDetector: SecretDetector = {
  id: 'discord-webhook',
  title: { en: 'Discord webhook', zh: 'Discord Webhook 地址' },
  keywords: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
  pattern: /discord(?:app)?\.com\/api\/webhooks\/([0-9]{17,20}\/[A-Za-z0-9_-]{60,80})/dg,
  examples: {
    secrets: [
      'https://discord.' +
        'com/api/webhooks/672174499229545945/5rmGoDtcAY62dggpUC3gBPnt-PtiWuRqkaRrgwffxyCBZNbR4x292nSygcb8ebr32Vhb',
    ],
    lookAlikes: ['https://discord.' + 'com/api/webhooks/123/abc'],
  },
};
