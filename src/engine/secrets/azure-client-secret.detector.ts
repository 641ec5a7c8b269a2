import type { SecretDetector } from './detector.js';

export const azureClientSecretDetector: SecretDetector = {
  id: 'azure-client-secret',
  title: { en: 'Azure application secret', zh: 'Azure 应用机密' },
  keywords: ['client_secret', 'clientsecret', 'client-secret', 'azure_secret'],
  pattern:
    /(?:client[_-]?secret|azure_secret)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34})(?![A-Za-z0-9_~.-])/dgi,
  examples: {
    secrets: ['AZURE_CLIENT_SECRET=' + 'EU78Q~VRhlURyH~rz1iXqn_9AYjtCCQymlAQ9J.o'],
    lookAlikes: ['client_secret=' + 'not-of-the-form-of-azure-secrets-at-all'],
  },
};
