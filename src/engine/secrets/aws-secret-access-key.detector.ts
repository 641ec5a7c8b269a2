import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const awsSecretAccessKeyDetector: SecretDetector = {
  id: 'aws-secret-access-key',
  title: { en: 'AWS secret access key', zh: 'AWS 秘密访问密钥' },
  keywords: ['secret_access_key', 'secretaccesskey', 'aws_secret_key'],
  pattern:
    /(?:secret_?access_?key|aws_secret_key)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/dgi,
  isReal: (key) => entropyOf(key) >= 3.5,
  examples: {
    secrets: [
      'aws_secret_access_key = ' + 'bO5FeYx9pM5gNfdKwkEJ3PEVVIPcP4Y7p4tD14z4',
      '"SecretAccessKey": "' + 'gzM/jppZxO4z7KdcwjOoGUI01iEFT059hgovC9JP"',
    ],
    lookAlikes: [
      'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY' + 'EXAMPLEKEY',
      'aws_secret_access_key = ' + 'a'.repeat(40),
      'AWS_SECRET_ACCESS_KEY=$SECRET',
    ],
  },
};
