import type { SecretDetector } from './detector.js';

/** A macaroon that names its site: pypi.org or test.pypi.org. */
const sites = ['pypi-AgEIcHlwaS5vcmc', 'pypi-AgENdGVzdC5weXBpLm9yZ'];

export const pypiTokenDetector: SecretDetector = {
  id: 'pypi-token',
  title: { en: 'PyPI token', zh: 'PyPI 令牌' },
  keywords: ['pypi-AgE'],
  pattern: /(?<![A-Za-z0-9])pypi-AgE[A-Za-z0-9_-]{50,}/dg,
  isDistinct: true,
  isReal: (token) => sites.some((site) => token.startsWith(site)),
  examples: {
    secrets: [
      'pypi-' +
        'AgEIcHlwaS5vcmcCJzr47oGQWeqUcmhwdDk4vJ-CsJ63cBGiDTZJTPCoc0xkQyiN6Ig_lJeqDzjqRk6SYf8U96lpx0Y9SyLj3',
    ],
    lookAlikes: ['pypi-' + 'AgEIYourTokenGoesHere' + 'a'.repeat(50)],
  },
};
