import type { SecretDetector } from './detector.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Account numbers have twelve digits. */
const accountsEnd = 10n ** 12n;

/** The account that an id belongs to: 40 bits of its base 32, after the prefix and one bit. */
function accountOf(id: string): bigint {
  let bits = 0n;
  for (const character of id.slice(4, 14)) bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  return (bits >> 9n) & ((1n << 40n) - 1n);
}

export const awsAccessKeyIdDetector: SecretDetector = {
  id: 'aws-access-key-id',
  title: { en: 'AWS access key id', zh: 'AWS 访问密钥 ID' },
  keywords: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
  pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/dg,
  isReal: (id) => /^[A-Z2-7]{20}$/.test(id) && accountOf(id) < accountsEnd,
  examples: {
    secrets: ['AKIA' + 'Q3EGRZVXTYWBNM5K', 'aws_access_key_id = ' + 'ASIA' + 'Y34FZKBOKMUTVV7A'],
    lookAlikes: ['AKIA' + 'IOSFODNN7EXAMPLE', 'AKIAKIAKIA', 'AKIA' + '0189018901890189'],
  },
};
