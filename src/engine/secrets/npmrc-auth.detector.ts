import type { SecretDetector } from './detector.js';

export const npmrcAuthDetector: SecretDetector = {
  id: 'npmrc-auth',
  title: { en: 'credentials in an .npmrc or .yarnrc', zh: '.npmrc 或 .yarnrc 中的凭据' },
  keywords: [],
  pattern:
    /^[^\n#;]{0,512}?(?:_authToken|_auth|_password|npmAuthToken|npmAuthIdent)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([^\s"']{8,2048})/dgm,
  files: /(?:^|\/)\.?(?:npmrc|yarnrc(?:\.yml)?)$/,
  examples: {
    secrets: [
      '//npm.internal/:_authToken=' + 'q3Xk0WvGm2ZbT8cYhR5sLd7N',
      'npmAuthToken: "' + 'q3Xk0WvGm2ZbT8cYhR5sLd7N"',
    ],
    lookAlikes: [
      '//npm.internal/:_authToken=${NPM_TOKEN}',
      '; _authToken=explained here',
      'always-auth=true',
    ],
    path: 'root/.npmrc',
  },
};
