import type { SecretDetector } from './detector.js';

export const slackTokenDetector: SecretDetector = {
  id: 'slack-token',
  title: { en: 'Slack token', zh: 'Slack 令牌' },
  keywords: ['xoxa-', 'xoxb-', 'xoxe-', 'xoxe.xox', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'],
  pattern: /(?<![A-Za-z0-9])(?:xox[abeoprs](?:\.xox[bp])?|xapp)-[A-Za-z0-9-]{10,}/dg,
  isReal: (token) => /-[0-9]{4,}-|-[A-Za-z0-9]{30,}/.test(token),
  examples: {
    secrets: ['xoxb-' + '659724835235-4842478368875-tNAtr0U5MUBkwmEbIZ0k70qW'],
    lookAlikes: ['xoxb-' + 'not-a-real-token-at-all', 'xoxb-' + 'xxxxxxxxxxxx-xxxxxxxxxxxx'],
  },
};
