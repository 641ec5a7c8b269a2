import type { SecretDetector } from './detector.js';
import { isUrlPassword, mayHavePassword } from './url-passwords.js';

export const urlPasswordDetector: SecretDetector = {
  id: 'url-password',
  title: { en: 'password in a connection URL', zh: '连接 URL 中的密码' },
  keywords: ['://'],
  pattern:
    /(?<![a-z0-9+.-])(?!https?:)[a-z][a-z0-9+.-]{1,40}:\/\/(?<user>[^\s:@/?#'"<>]{0,256}):(?!\$\{|\$[A-Z_]|<)(?<secret>[^\s/?#'"<>]{1,1024})@(?=(?<host>[^\s:@/?#'"<>]{0,256}))/dgi,
  isKeywordInside: true,
  reach: 2048,
  isWorthTrying: mayHavePassword,
  isGeneric: true,
  isReal: isUrlPassword,
  examples: {
    secrets: [
      'DATABASE_URL=postgres://app:' + 'q3Xk0WvGm2Zb@db.internal:5432/app',
      'redis://:' + 'q3Xk0WvGm2Zb@cache:6379',
    ],
    lookAlikes: [
      'postgres://app:${PASSWORD}@db/app',
      'postgres://postgres:' + 'postgres@db/app',
      'git@github.com:owner/name.git',
      'mongodb://user:' + 'pass@localhost/db',
    ],
  },
};
