import type { SecretDetector } from './detector.js';
import { entropyOf } from './secret-values.js';

export const huggingfaceTokenDetector: SecretDetector = {
  id: 'huggingface-token',
  title: { en: 'Hugging Face token', zh: 'Hugging Face 令牌' },
  keywords: ['hf_', 'api_org_'],
  pattern: /(?<![A-Za-z0-9_])(?:hf_|api_org_)[A-Za-z]{34}(?![A-Za-z0-9])/dg,
  isReal: (token) => entropyOf(token) >= 3.5,
  examples: {
    secrets: ['hf_' + 'lMejBUwubsvTpuITDINSiIQtiaqEiLmeip'],
    lookAlikes: ['hf_' + 'a'.repeat(34), 'hf_hub_download'],
  },
};
