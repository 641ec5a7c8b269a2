import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

/** How the key of Microsoft's storage emulator begins, which is the same for everyone. */
const emulator = 'Eby8vdM02xNOcqFlqUwJPLlm';

export const azureStorageAccountKeyDetector: SecretDetector = {
  id: 'azure-storage-account-key',
  title: { en: 'Azure storage account key', zh: 'Azure 存储帐户密钥' },
  keywords: ['accountkey='],
  pattern: /AccountKey=([A-Za-z0-9+/]{86}==)/dgi,
  isReal: (key) => !key.startsWith(emulator) && entropyOf(key) >= 4,
  examples: {
    secrets: [
      'AccountName=a;AccountKey=' +
        'na2EFygOgeda9/neeMyJTVQmey7WuAP1X18+16OapVpdSgY4v1uXHSwFr/GOhZF+4WO4APcP7cptH9LkYhtbNg==',
    ],
    lookAlikes: [
      'AccountKey=' +
        'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
    ],
  },
};
