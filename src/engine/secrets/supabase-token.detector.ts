import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const supabaseTokenDetector: SecretDetector = {
  id: 'supabase-token',
  title: { en: 'Supabase token', zh: 'Supabase 令牌' },
  keywords: ['sbp_', 'sb_secret_'],
  pattern: /(?<![A-Za-z0-9])(?:sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{31})(?![A-Za-z0-9_-])/dg,
  isReal: (token) => entropyOf(token) >= 3,
  examples: {
    secrets: ['sbp_' + '7e43b0c848ff40bb3249fe054fcbc6fcbbf545c1'],
    lookAlikes: ['sbp_' + 'ab'.repeat(20)],
  },
};
