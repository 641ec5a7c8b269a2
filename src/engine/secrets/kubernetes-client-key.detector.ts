import type { SecretDetector } from './detector.js';

export const kubernetesClientKeyDetector: SecretDetector = {
  id: 'kubernetes-client-key',
  title: { en: 'client key of a kubeconfig', zh: 'kubeconfig 客户端私钥' },
  keywords: ['client-key-data'],
  pattern: /client-key-data["']?[ \t]{0,4}:[ \t]{0,4}["']?([A-Za-z0-9+/]{64,16000}={0,2})/dg,
  reach: 16_384,
  isReal: (key) =>
    /^-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----/.test(
      Buffer.from(key.slice(0, 128), 'base64').toString('latin1'),
    ),
  examples: {
    secrets: [
      'client-key-data: ' +
        Buffer.from('-----BEGIN ' + 'EC PRIVATE KEY-----\nMHcCAQEEIA7Vd3rZ0kq8cXnT5yWb\n').toString('base64'),
    ],
    lookAlikes: [
      'client-key-data: REDACTED',
      'client-key-data: ' + Buffer.from('n'.repeat(96)).toString('base64'),
    ],
  },
};
