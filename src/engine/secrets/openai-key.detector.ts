import type { SecretDetector } from './detector.js';

export const openaiKeyDetector: SecretDetector = {
  id: 'openai-key',
  title: { en: 'OpenAI key', zh: 'OpenAI 密钥' },
  keywords: ['sk-'],
  pattern:
    /(?<![A-Za-z0-9])sk-(?:(?:proj|svcacct|admin)-)?[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20,100}/dg,
  isDistinct: true,
  examples: {
    secrets: [
      'sk-' + 'izNa3vbyejwM9KRLy0ZLT3BlbkFJsO7LSP5Jgne59c8F2eUs',
      'sk-proj-' +
        'yxKrlviVVPQKO7s6QGXh80XSRiRhkO-dYy95oBlsXF_x_G6vrkP3nmqnNyAwojXP4fl_5jVAzMT3BlbkFJkXsczhrvsptposumel5pJ53Mk7Ne3Gho5_TOKLxuocvbOVAhWsFxLgeaYvdilVzkS5tu1bK-9s',
    ],
    lookAlikes: ['sk-' + 'your-key-T3BlbkFJ'],
  },
};
