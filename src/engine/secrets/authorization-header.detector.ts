import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';
import { userAndPassword } from './user-and-password.js';

export const authorizationHeaderDetector: SecretDetector = {
  id: 'authorization-header',
  title: { en: 'credentials in an Authorization header', zh: 'Authorization 请求头中的凭据' },
  keywords: ['authorization'],
  pattern:
    /authorization["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?:basic|bearer|token)[ \t]{1,4}([A-Za-z0-9._~+/=-]{8,})/dgi,
  isGeneric: true,
  isReal: (credentials, match) =>
    /basic[ \t]/i.test(match[0]) ? userAndPassword(credentials) !== null : isRandomLooking(credentials),
  examples: {
    secrets: [
      'Authorization: Bearer ' + 'q3Xk0WvGm2ZbT8cYhR5sLd7N',
      '"authorization": "Basic ' + Buffer.from('ci:' + 'q3Xk0WvGm2Zb').toString('base64') + '"',
    ],
    lookAlikes: [
      'Authorization: Bearer mytokenmytoken',
      'Authorization: Basic ' + Buffer.from('user:pass').toString('base64'),
      'Authorization: Bearer <token>',
    ],
  },
};
