import type { SecretDetector } from './detector.js';

/** In curl's and ftp's file of logins: `machine HOST login USER password PASSWORD`, on one line or several. */
export const netrcPasswordDetector: SecretDetector = {
  id: 'netrc-password',
  title: { en: 'password in a .netrc', zh: '.netrc 中的密码' },
  keywords: [],
  pattern: /(?:^|[ \t])password[ \t]{1,16}"?([^\s"]{3,1024})/dgm,
  files: /(?:^|\/)[._]netrc$/,
  examples: {
    secrets: [
      'machine git.internal login ci password ' + 'q3Xk0WvGm2Zb\n',
      'machine a\n  login b\n  password ' + 'q3Xk0WvGm2Zb',
    ],
    lookAlikes: ['machine git.internal login ci\n', 'machine git.internal login ci password <password>\n'],
    path: 'root/.netrc',
  },
};
