import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const notionTokenDetector: SecretDetector = {
  id: 'notion-token',
  title: { en: 'Notion token', zh: 'Notion 令牌' },
  keywords: ['ntn_'],
  pattern: /(?<![A-Za-z0-9])ntn_[A-Za-z0-9]{46}(?![A-Za-z0-9])/dg,
  isReal: isRandomLooking,
  examples: {
    secrets: ['ntn_' + 'WWmEJKEGmZMe82UIxJpUDpT0U8MgNebFn0cMQsnOTSxKnQ'],
    lookAlikes: ['ntn_' + 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  },
};
