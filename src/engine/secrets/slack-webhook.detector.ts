import type { SecretDetector } from './detector.js';

export const slackWebhookDetector: SecretDetector = {
  id: 'slack-webhook',
  title: { en: 'Slack webhook', zh: 'Slack Webhook 地址' },
  keywords: ['hooks.slack.com'],
  pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9+/_-]{20,})/dg,
  isReal: (path) => !/T0{8}/.test(path),
  examples: {
    secrets: ['https://hooks.slack.' + 'com/services/TPB56MVVR/BML4A250K/JnexSJ8VHoAWLVsP65Zkcdra'],
    lookAlikes: ['https://hooks.slack.' + 'com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'],
  },
};
