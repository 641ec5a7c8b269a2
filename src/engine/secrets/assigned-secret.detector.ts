import type { SecretDetector } from './detector.js';
import { defaultSecretNames, isSecretName } from './secret-names.js';
import { entropyOf, ordinaryValue } from './secret-values.js';

/** Names that say it in the files of settings: `APP_KEY`, `ENCRYPTION_KEY`. */
const names = [...defaultSecretNames, 'app_key', 'encryption_key', 'signing_key', 'secret_key', 'auth_key'];
const shortest = 8;
/** What secret names are given in files of settings: `.env`, `.tfvars`, `secrets.yaml`. */
export const assignedSecretDetector: SecretDetector = {
  id: 'assigned-secret',
  title: { en: 'value of a secret name', zh: '敏感名称的明文值' },
  keywords: [],
  pattern:
    /^[ \t]{0,32}(?:export[ \t]{1,4}|-[ \t]{1,4})?["']?(?<name>[A-Za-z_][\w.-]{0,127})["']?[ \t]{0,8}[=:][ \t]{0,8}["']?(?<secret>[^\s"'#][^\s"']{7,2047})/dgm,
  reach: 2048,
  files:
    /(?:^|\/)(?:\.env(?!\.(?:example|sample|template|dist|defaults?|schema)$)(?:\.[\w.-]{1,64})?|[\w-]{1,64}\.env|\.envrc|[\w.-]{1,64}\.(?:auto\.)?tfvars|[\w-]{0,64}(?:secrets?|credentials)\.(?:ya?ml|json|toml|ini|properties|conf)|application(?:-[\w-]{1,32})?\.(?:properties|ya?ml)|\.flaskenv|gradle\.properties)$/i,
  isGeneric: true,
  isReal(value, { groups }) {
    const name = groups?.['name'] ?? '';
    if (!isSecretName(name, names) || value.length < shortest || ordinaryValue.test(value)) return false;
    return entropyOf(value) >= 2.5 && !isName(value);
  },
  examples: {
    secrets: [
      'JWT_SECRET=' + 'q3Xk0WvGm2ZbT8cYhR5sLd7N',
      "export DB_PASSWORD='" + "Tr0ub4dor-and-3'",
      'api_key: "' + 'q3Xk0WvGm2ZbT8cY"',
    ],
    lookAlikes: [
      'DB_PASSWORD=${PASSWORD}',
      'DB_PASSWORD=changeme',
      'PASSWORD_FILE=/run/secrets/password-of-the-database',
      'SECRET_NAME=my-app-secret-name',
      'TOKEN_URL=https://login.internal/token',
      'LOG_LEVEL=q3Xk0WvGm2ZbT8cY',
    ],
    path: 'app/.env',
  },
};

/** What a secret is called rather than what it is: words of small letters with dashes. */
function isName(value: string): boolean {
  return /^[a-z]{2,}(?:[-_.][a-z]{2,}){1,8}$/.test(value);
}
