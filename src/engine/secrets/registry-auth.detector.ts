import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';
import { userAndPassword } from './user-and-password.js';

/** Docker's `auths`, and npm's settings wherever they stand. */
export const registryAuthDetector: SecretDetector = {
  id: 'registry-auth',
  title: { en: 'credentials of a registry', zh: '镜像或软件包仓库凭据' },
  keywords: ['"auth"', '_auth', '_password'],
  pattern:
    /(?:"auth"[ \t]{0,4}:[ \t]{0,4}"|_auth(?:token)?[ \t]{0,4}=[ \t]{0,4}"?|_password[ \t]{0,4}=[ \t]{0,4}"?)(?!\$)([A-Za-z0-9+/_=-]{8,})/dgi,
  isGeneric: true,
  isReal: (value, match) =>
    match[0].startsWith('"')
      ? userAndPassword(value) !== null
      : isNpmSetting(match) && isRandomLooking(value),
  examples: {
    secrets: [
      '{"auths":{"registry.internal":{"auth":"' +
        Buffer.from('ci:' + 'q3Xk0WvGm2Zb').toString('base64') +
        '"}}}',
      '//registry.internal/:_authToken=' + 'q3Xk0WvGm2ZbT8cYhR5sLd7N',
    ],
    lookAlikes: [
      '{"auth":"bm90aGluZ2hlcmU="}',
      '"auth": "' + Buffer.from('user:password').toString('base64') + '"',
      '//registry.internal/:_authToken=${NPM_TOKEN}',
      'this._password = options.password',
      'DB_PASSWORD=' + 'q3Xk0WvGm2ZbT8cYhR5sLd7N',
    ],
  },
};

/** npm writes the names alone or after a registry's address: in `DB_PASSWORD=` they end the name of something else. */
function isNpmSetting({ input, index }: RegExpExecArray): boolean {
  return index === 0 || !/[A-Za-z0-9.-]/.test(input[index - 1]!);
}
