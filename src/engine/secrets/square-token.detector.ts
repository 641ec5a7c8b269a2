import type { SecretDetector } from './detector.js';

export const squareTokenDetector: SecretDetector = {
  id: 'square-token',
  title: { en: 'Square secret or token', zh: 'Square 机密或令牌' },
  keywords: ['sq0csp-', 'sq0atp-'],
  pattern: /(?<![A-Za-z0-9])(?:sq0csp-[A-Za-z0-9_-]{43}|sq0atp-[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/dg,
  examples: {
    secrets: ['sq0csp-' + 'rRzDiGXeCWMzyeJZTyrGW2PHuhwY8wtULHvYJj3mZVb'],
    lookAlikes: ['sq0atp-' + 'short'],
  },
};
