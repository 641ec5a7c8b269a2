import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const planetscaleTokenDetector: SecretDetector = {
  id: 'planetscale-token',
  title: { en: 'PlanetScale password or token', zh: 'PlanetScale 密码或令牌' },
  keywords: ['pscale_'],
  pattern: /(?<![A-Za-z0-9])pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,64}/dg,
  isDistinct: true,
  isReal: isRandomLooking,
  examples: {
    secrets: ['pscale_' + 'pw_dEsRzDjHqY_UchWxY8XOGr9LtoR7xtTegGqDmIJ2JC0'],
    lookAlikes: ['pscale_' + 'pw_your-password-goes-here-instead-of-this'],
  },
};
