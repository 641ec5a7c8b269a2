import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

/** Keys of the test mode move no money: they are redacted, and no finding. */
export const stripeKeyDetector: SecretDetector = {
  id: 'stripe-key',
  title: { en: 'Stripe key', zh: 'Stripe 密钥' },
  keywords: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'],
  pattern: /(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}/dg,
  isReal: (key) => !key.includes('_test_') && isRandomLooking(key),
  examples: {
    secrets: [
      'sk_live_' + '3t76ilNYxYqWDdVHTbecXBpT',
      'rk_live_' +
        'PxxiIc6iq7vh0Pcqr9Ejqhn6IlWYh41lpMG6U2dZt5bkbCB47OaFgGqs0oZ9SDI8pW5jiNIaGCX52BLv3s4J1W36YoIrvPV2yXh',
    ],
    lookAlikes: ['sk_test_' + '4eC39HqLyjWDarjtT1zdp7dc', 'sk_live_' + 'xxxxxxxxxxxxxxxxxxxxxxxx'],
  },
};
