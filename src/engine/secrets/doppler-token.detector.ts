import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const dopplerTokenDetector: SecretDetector = {
  id: 'doppler-token',
  title: { en: 'Doppler token', zh: 'Doppler 令牌' },
  keywords: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.'],
  pattern: /(?<![A-Za-z0-9])dp\.(?:pt|st|ct|sa)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}(?![A-Za-z0-9])/dg,
  isReal: isRandomLooking,
  examples: {
    secrets: ['dp.pt.' + 'OLz3Kr8oJYnGjvSR85oMUckCycX8aoAevpHBPAC2e0h'],
    lookAlikes: ['dp.pt.' + 'short'],
  },
};
