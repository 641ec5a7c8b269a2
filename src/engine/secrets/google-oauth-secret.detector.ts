import type { SecretDetector } from './detector.js';

export const googleOauthSecretDetector: SecretDetector = {
  id: 'google-oauth-secret',
  title: { en: 'Google OAuth secret or token', zh: 'Google OAuth 机密或令牌' },
  keywords: ['GOCSPX-', 'ya29.'],
  pattern: /(?<![A-Za-z0-9])(?:GOCSPX-[A-Za-z0-9_-]{28}|ya29\.[A-Za-z0-9_-]{40,})/dg,
  examples: {
    secrets: ['GOCSPX-' + 'hGbNB4-UbuhTmQkfSm2BR7uEXs8C'],
    lookAlikes: ['GOCSPX-' + 'your_client_secret'],
  },
};
