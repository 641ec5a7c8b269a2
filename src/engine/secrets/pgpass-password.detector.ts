import type { SecretDetector } from './detector.js';

/** `host:port:database:user:password` (https://www.postgresql.org/docs/current/libpq-pgpass.html). */
export const pgpassPasswordDetector: SecretDetector = {
  id: 'pgpass-password',
  title: { en: 'password in a .pgpass', zh: '.pgpass 中的密码' },
  keywords: [],
  pattern: /^[^#:\n][^:\n]{0,255}:[0-9*]{1,5}:[^:\n]{1,128}:[^:\n]{1,128}:([^\n]{1,1024})/dgm,
  files: /(?:^|\/)\.?pgpass(?:\.conf)?$/,
  examples: {
    secrets: ['db.internal:5432:app:app:' + 'q3Xk0WvGm2Zb\n'],
    lookAlikes: ['# host:5432:db:user:a-password\n', '*:*:*:postgres:<password>\n'],
    path: 'root/.pgpass',
  },
};
