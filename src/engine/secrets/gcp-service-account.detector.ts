import type { SecretDetector } from './detector.js';
import { pemKeyKind } from './pem-key.js';

/** The key in the file of a service account: JSON, with the ends of its lines written as `\n`. */
export const gcpServiceAccountDetector: SecretDetector = {
  id: 'gcp-service-account',
  title: { en: 'key of a Google Cloud service account', zh: 'Google Cloud 服务帐号密钥' },
  keywords: ['"private_key"'],
  pattern:
    /"private_key"\s{0,8}:\s{0,8}"(-----BEGIN (?:RSA )?PRIVATE KEY-----[A-Za-z0-9+/=\\]{64,16000}-----END (?:RSA )?PRIVATE KEY-----(?:\\n)?)"/dg,
  reach: 16_384,
  isReal: (pem) => pemKeyKind(pem.replace(/\\n$/, '')) === 'plain',
  examples: {
    secrets: [
      '{"type": "service_account", "private_key": "' +
        '-----BEGIN ' +
        'PRIVATE KEY-----\\nMC4CAQAwBQYDK2VwBCIEIJLbNaxIvlCqF/0cnFUrfB2KJWO3otDB1hjs3mjnQNbd\\n-----END PRIVATE KEY-----' +
        '\\n"}',
    ],
    lookAlikes: ['{"private_key": "-----BEGIN ' + 'PRIVATE KEY-----\\n...\\n-----END PRIVATE KEY-----\\n"}'],
  },
};
