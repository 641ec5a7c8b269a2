import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const sentryTokenDetector: SecretDetector = {
  id: 'sentry-token',
  title: { en: 'Sentry token', zh: 'Sentry 令牌' },
  keywords: ['sntrys_eyJ', 'sntryu_'],
  pattern:
    /(?<![A-Za-z0-9])(?:sntryu_[a-f0-9]{64}|sntrys_eyJ[A-Za-z0-9+/=]{60,400}_[A-Za-z0-9+/]{40,46})(?![A-Za-z0-9])/dg,
  isDistinct: true,
  isReal: (token) => entropyOf(token) >= 3,
  examples: {
    secrets: [
      'sntryu_' + '228e25256ca339f7407cd8b8c8865578b8e02f93448b9d786d102cf85c9fe7fa',
      'sntrys_' +
        'eyJpYXQiOiAxNzAwMDAwMDAwLjUsICJ1cmwiOiAiaHR0cHM6Ly9zZW50cnkuaW8iLCAicmVnaW9uX3VybCI6ICJodHRwczovL3VzLnNlbnRyeS5pbyIsICJvcmciOiAic2hvcCJ9_qV9vO8W1bimoxsXX1dU0qwFvTEO6coKbGFqpdQVAXxs',
    ],
    lookAlikes: ['sntryu_' + 'ab'.repeat(32)],
  },
};
