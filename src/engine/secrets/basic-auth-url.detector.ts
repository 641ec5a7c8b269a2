import type { SecretDetector } from './detector.js';
import { isUrlPassword, mayHavePassword } from './url-passwords.js';

export const basicAuthUrlDetector: SecretDetector = {
  id: 'basic-auth-url',
  title: { en: 'password in a web address', zh: '网址中的密码' },
  keywords: ['://'],
  pattern:
    /(?<![a-z0-9+.-])https?:\/\/(?<user>[^\s:@/?#'"<>]{0,256}):(?!\$\{|\$[A-Z_]|<)(?<secret>[^\s/?#'"<>]{1,1024})@(?=(?<host>[^\s:@/?#'"<>]{0,256}))/dgi,
  isKeywordInside: true,
  reach: 2048,
  isWorthTrying: mayHavePassword,
  isGeneric: true,
  isReal: isUrlPassword,
  examples: {
    secrets: ['https://ci-bot:' + 'q3Xk0WvGm2Zb@git.internal/x.git'],
    lookAlikes: [
      'https://user:' + 'password@git.internal/x',
      'https://ci:' + 'q3Xk0WvGm2Zb@example.org/x',
      'https://example.org:8080/a@b',
      'http://{user}:{password}@host',
    ],
  },
};
