import type { SecretDetector } from './detector.js';

const bech32 = /^AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}$/i;

export const ageSecretKeyDetector: SecretDetector = {
  id: 'age-secret-key',
  title: { en: 'age secret key', zh: 'age 私钥' },
  keywords: ['age-secret-key-1'],
  pattern: /AGE-SECRET-KEY-1[A-Z0-9]{50,}/dgi,
  isReal: (key) => bech32.test(key),
  examples: {
    secrets: ['AGE-SECRET-KEY-1' + 'PQNVQ6T8WHXW2VAXQ2M9TRA88NL7S3CM88E8N7A3M0TR24Z34QJ0GL8Z5Q'],
    lookAlikes: ['AGE-SECRET-KEY-1' + 'A'.repeat(58)],
  },
};
