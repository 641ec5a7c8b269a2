/**
 * One known form of a secret. Patterns are written so that matching is linear: a match starts only where a token can
 * start, and neighbouring parts share no characters.
 */
export interface SecretDetector {
  /** Unique, kebab-case. */
  readonly id: string;
  /** Lower-case texts; the pattern is tried only when at least one of them occurs. */
  readonly keywords: readonly string[];
  /** Flags `dg` (and `i` where case means nothing). Its first group, if it has one, is the secret itself. */
  readonly pattern: RegExp;
}

/** Where a detector matched: `text.slice(start, end)` is the secret. */
export interface SecretHit {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Every form that is recognised. The order means nothing. */
export const secretDetectors: readonly SecretDetector[] = [
  {
    id: 'aws-access-key-id',
    keywords: ['akia', 'asia', 'abia', 'acca'],
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/dg,
  },
  {
    id: 'aws-secret-access-key',
    keywords: ['secret_access_key', 'secretaccesskey', 'aws_secret'],
    pattern:
      /(?:secret_?access_?key|aws_secret_?key)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/dgi,
  },
  {
    id: 'azure-storage-account-key',
    keywords: ['accountkey='],
    pattern: /AccountKey=([A-Za-z0-9+/]{86}==)/dgi,
  },
  {
    id: 'github-token',
    keywords: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{36,})/dg,
  },
  {
    id: 'gitlab-token',
    keywords: ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'gloas-', 'glsoat-', 'glagent-'],
    pattern: /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|oas|soat|agent)-[A-Za-z0-9_.-]{20,}/dg,
  },
  { id: 'npm-token', keywords: ['npm_'], pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36,}/dg },
  { id: 'pypi-token', keywords: ['pypi-'], pattern: /(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{50,}/dg },
  {
    id: 'docker-hub-token',
    keywords: ['dckr_'],
    pattern: /(?<![A-Za-z0-9])dckr_[op]at_[A-Za-z0-9_-]{20,}/dg,
  },
  {
    id: 'slack-token',
    keywords: ['xox', 'xapp-'],
    pattern: /(?<![A-Za-z0-9])(?:xox[abeoprs](?:\.xox[bp])?|xapp)-[A-Za-z0-9-]{10,}/dg,
  },
  {
    id: 'slack-webhook',
    keywords: ['hooks.slack.com'],
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9+/_-]{20,})/dg,
  },
  {
    id: 'stripe-key',
    keywords: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'],
    pattern: /(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}/dg,
  },
  { id: 'google-api-key', keywords: ['aiza'], pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35,}/dg },
  {
    id: 'google-oauth-secret',
    keywords: ['gocspx-', 'ya29.'],
    pattern: /(?<![A-Za-z0-9])(?:GOCSPX-|ya29\.)[A-Za-z0-9_.-]{20,}/dg,
  },
  {
    id: 'sendgrid-key',
    keywords: ['sg.'],
    pattern: /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}/dg,
  },
  {
    id: 'model-provider-key',
    keywords: ['sk-proj-', 'sk-ant-', 'sk-svcacct-', 'hf_'],
    pattern: /(?<![A-Za-z0-9])(?:sk-(?:proj|ant|svcacct)-[A-Za-z0-9_-]{20,}|hf_[A-Za-z]{34,})/dg,
  },
  { id: 'digitalocean-token', keywords: ['_v1_'], pattern: /(?<![A-Za-z0-9])do[opr]_v1_[a-f0-9]{64}/dg },
  { id: 'vault-token', keywords: ['hvs.', 'hvb.'], pattern: /(?<![A-Za-z0-9])hv[sb]\.[A-Za-z0-9_-]{24,}/dg },
  { id: 'age-secret-key', keywords: ['age-secret-key-1'], pattern: /AGE-SECRET-KEY-1[A-Z0-9]{50,}/dgi },
  {
    id: 'private-key',
    keywords: ['private key'],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^-]*(?:-(?!----)[^-]*)*(?:-----END [A-Z0-9 ]{1,64}-----)?/dg,
  },
  {
    id: 'json-web-token',
    keywords: ['eyj'],
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/dg,
  },
  {
    id: 'authorization-header',
    keywords: ['authorization'],
    pattern:
      /authorization["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?:basic|bearer|token)[ \t]{1,4}([A-Za-z0-9._~+/=-]{8,})/dgi,
  },
  {
    id: 'registry-auth',
    keywords: ['"auth"', '_auth', '_password'],
    pattern:
      /(?:"auth"[ \t]{0,4}:[ \t]{0,4}"|_auth(?:token)?[ \t]{0,4}=[ \t]{0,4}"?|_password[ \t]{0,4}=[ \t]{0,4}"?)(?!\$)([A-Za-z0-9+/_=-]{8,})/dgi,
  },
  {
    id: 'basic-auth-url',
    keywords: ['http://', 'https://'],
    pattern: /(?<![a-z0-9+.-])https?:\/\/[^\s:@/?#'"<>]{0,256}:(?!\$\{|\$[A-Z_]|<)([^\s/?#'"<>]{1,1024})@/dgi,
  },
  {
    id: 'url-password',
    keywords: ['://'],
    pattern:
      /(?<![a-z0-9+.-])(?!https?:)[a-z][a-z0-9+.-]{1,40}:\/\/[^\s:@/?#'"<>]{0,256}:(?!\$\{|\$[A-Z_]|<)([^\s/?#'"<>]{1,1024})@/dgi,
  },
];

/**
 * Finds secrets of known forms. Hits are sorted by start; those of different detectors may overlap. Time grows
 * linearly with the text.
 */
export function detectSecrets(text: string): SecretHit[] {
  const lowered = text.toLowerCase();
  const hits: SecretHit[] = [];
  for (const detector of secretDetectors) {
    if (!detector.keywords.some((keyword) => lowered.includes(keyword))) continue;
    for (const match of text.matchAll(detector.pattern)) {
      const span = match.indices?.[1] ?? match.indices?.[0];
      if (span) hits.push({ id: detector.id, start: span[0], end: span[1] });
    }
  }
  return hits.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}
