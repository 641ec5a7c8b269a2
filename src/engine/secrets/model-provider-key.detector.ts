import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

/** Groq, Replicate, Perplexity, OpenRouter, xAI. */
export const modelProviderKeyDetector: SecretDetector = {
  id: 'model-provider-key',
  title: { en: 'Key of a model provider', zh: '模型服务商密钥' },
  keywords: ['gsk_', 'r8_', 'pplx-', 'sk-or-v1-', 'xai-'],
  pattern:
    /(?<![A-Za-z0-9_-])(?:gsk_[A-Za-z0-9]{52}|r8_[A-Za-z0-9]{37}|pplx-[A-Za-z0-9]{48}|sk-or-v1-[a-f0-9]{64}|xai-[A-Za-z0-9]{80})(?![A-Za-z0-9])/dg,
  isReal: isRandomLooking,
  examples: {
    secrets: [
      'gsk_' + 'ULRMVvZyXZEWtZDTKxtEBcE21TUFulmIlKYzj4w6Ivpp7c4ta4PV',
      'sk-or-v1-' + '905da16b2d8cb29fc3a07412a2ccef6f160ccb492afea15cb1fb86c50776d18f',
      'r8_' + 'crMvC9fSaBZ4X6UfUrNaGCqwYFQaexanARj59',
    ],
    lookAlikes: ['gsk_' + 'your_key', 'r8_' + 'a'.repeat(37)],
  },
};
