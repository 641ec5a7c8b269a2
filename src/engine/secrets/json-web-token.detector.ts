import type { SecretDetector } from './detector.js';

/** Subjects of the tokens that jwt.io and manuals show. */
const shownSubjects = new Set(['1234567890', '1234', 'subject', 'test', 'user']);

export const jsonWebTokenDetector: SecretDetector = {
  id: 'json-web-token',
  title: { en: 'JSON Web Token', zh: 'JSON Web 令牌' },
  keywords: ['eyJ'],
  pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/dg,
  reach: 4096,
  isGeneric: true,
  severity: 'high',
  isReal: isSigned,
  examples: {
    secrets: [
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.' +
        'eyJpc3MiOiJzaG9wIiwiZXhwIjoyNTI0NjA4MDAwLCJyb2xlIjoiYWRtaW4ifQ.' +
        'q3Xk0WvGm2ZbT8cYhR5sLd7NfJp9uAeKx1CiVo4MyQw',
    ],
    lookAlikes: [
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.' +
        'eyJzdWIiOiIxMjM0NTY3ODkwIn0.' +
        'q3Xk0WvGm2ZbT8cYhR5sLd7NfJp9uAeKx1CiVo4MyQw',
      'eyJhbGciOiJub25lIn0.' + 'eyJpc3MiOiJzaG9wIn0.',
      'eyJub3QgSlNPTiBhdCBhbGwh.' + 'eyJpc3MiOiJzaG9wIn0.' + 'q3Xk0WvGm2ZbT8cYhR5sLd7NfJp9uAeKx1CiVo4MyQw',
    ],
  },
};

/** Header and claims are JSON, a signature follows, and the claims are not those of a manual. */
function isSigned(token: string): boolean {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const algorithm = partOf(header)?.['alg'];
  const subject = partOf(claims)?.['sub'];
  if (typeof algorithm !== 'string' || algorithm.toLowerCase() === 'none' || signature.length < 32)
    return false;
  return partOf(claims) !== null && !(typeof subject === 'string' && shownSubjects.has(subject));
}

function partOf(encoded: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
