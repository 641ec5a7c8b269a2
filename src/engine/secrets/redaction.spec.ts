import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { classifyEnvironment, redactText, withheldPreview } from './redaction.js';
import { isSecretName } from './secret-names.js';

const token = 'ghp_' + 'q3Xk0WvGm2ZbT8cYhR5sLd7NfJp9uA2E2Ofi';

describe('isSecretName', () => {
  it.each([
    ...[
      'PASSWORD',
      'DB_PASS',
      'PGPASSWORD',
      'mysqlRootPassword',
      'API-KEY',
      'awsAccessKeyId',
      'TOKENS',
      'AUTHTOKEN',
    ],
    ...['SECRETKEY', 'SENTRY_DSN', 'DB_PWD', 'CONNECTION_STRING', 'password2', 'APIKEY', 'SSH_PASSPHRASE'],
  ])('%s is one', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    ...[
      'PATH',
      'PWD',
      'OLDPWD',
      'GPG_KEY',
      'PASSWORD_FILE',
      'TOKEN_PATH',
      'JWT_SECRET_PUBLIC_KEY',
      'COMPASS_MODE',
    ],
    ...['BYPASS', 'KEYBOARD', 'PASSENGER_APP', '', '___'],
  ])('%s is none', (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it('takes patterns and allowed names of its caller', () => {
    expect(isSecretName('MY_PIN', ['pin'], [])).toBe(true);
    expect(isSecretName('PASSWORD_FILE', ['password'], [])).toBe(true);
    expect(isSecretName('DB_PASSWORD', undefined, ['DB_*'])).toBe(false);
  });
});

describe('classifyEnvironment', () => {
  it('keeps an ordinary value', () => {
    expect(classifyEnvironment('LANG', 'C.UTF-8')).toEqual({
      name: 'LANG',
      value: 'C.UTF-8',
      preview: 'C.UTF-8',
      length: 7,
      valueClass: 'literal',
      detections: [],
    });
  });

  it('withholds the value of a secret name and shows nothing of a short one', () => {
    const fact = classifyEnvironment('DB_PASSWORD', 'hunter2');
    expect(fact).toMatchObject({ value: null, preview: '…(7 characters)', valueClass: 'literal', length: 7 });
  });

  it('withholds what a detector hits, whatever its name', () => {
    const fact = classifyEnvironment('GREETING', token);
    expect(fact).toMatchObject({ value: null, preview: 'gh…(40 characters)', detections: ['github-token'] });
  });

  it('withholds what only has the form of a secret, and does not call it one', () => {
    const madeUp = 'ghp_' + 'a1B2'.repeat(9);
    expect(classifyEnvironment('GREETING', madeUp)).toMatchObject({ value: null, detections: [] });
  });

  it('withholds a detected secret under an allowed name too', () => {
    expect(classifyEnvironment('TOKEN_FILE', token).value).toBeNull();
    expect(classifyEnvironment('TOKEN_FILE', '/run/secrets/token').value).toBe('/run/secrets/token');
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['changeme', 'placeholder'],
    ['<your password>', 'placeholder'],
    ['XXXX', 'placeholder'],
    ['${DB_PASSWORD}', 'reference'],
    ['$DB_PASSWORD', 'reference'],
    ['$(DB_PASSWORD)', 'reference'],
    ['${DB_PASSWORD:-hunter22}', 'literal'],
    ['$ecret', 'literal'],
    ['correct horse', 'literal'],
  ])('classes %j as %s', (value, expected) => {
    expect(classifyEnvironment('PASSWORD', value).valueClass).toBe(expected);
  });

  it('shows at most two characters of any withheld value, and none below twelve', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (secret) => {
        const fact = classifyEnvironment('PASSWORD', secret);
        const shown = fact.preview.slice(0, fact.preview.lastIndexOf('…('));
        expect(fact.value).toBeNull();
        expect([...shown].length).toBeLessThanOrEqual([...secret].length < 12 ? 0 : 2);
      }),
    );
  });
});

describe('redactText', () => {
  it.each([
    [`echo ${token} > x`, 'echo gh…(redacted, 40 characters) > x'],
    ['mysql --password hunter2 -h db', 'mysql --password …(redacted, 7 characters) -h db'],
    ['mysql --password=hunter2', 'mysql --password=…(redacted, 7 characters)'],
    ['mysql -u root -phunter2 app', 'mysql -u root -p…(redacted, 7 characters) app'],
    ['PASSWORD="two words" run', 'PASSWORD="…(redacted, 9 characters)" run'],
    ['ENV TOKEN=two words NEXT=1', 'ENV TOKEN=…(redacted, 9 characters) NEXT=1'],
    ['/bin/sh -c #(nop)  ENV API_KEY=a b', '/bin/sh -c #(nop)  ENV API_KEY=…(redacted, 3 characters)'],
    ['|1 TOKEN=abc /bin/sh -c make', '|1 TOKEN=…(redacted, 3 characters) /bin/sh -c make'],
    ['{"password": "hunter2"}', '{"password": "…(redacted, 7 characters)"}'],
    ['curl -u me:hunter2 https://x', 'curl -u me:…(redacted, 7 characters) https://x'],
    ['sshpass -p hunter2 ssh x', 'sshpass -p …(redacted, 7 characters) ssh x'],
    ["echo 'root:hunter2' | chpasswd", "echo 'root:…(redacted, 7 characters)' | chpasswd"],
    ['redis://:hunter2@cache', 'redis://:…(redacted, 7 characters)@cache'],
    ['sh -c "PASSWORD=hunter2 make"', 'sh -c "PASSWORD=…(redacted, 7 characters) make"'],
  ])('%s becomes %s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it.each([
    'RUN apt-get update && apt-get install -y openssl',
    'docker run --user 1000:1000 app',
    'PASSWORD=$PASSWORD make',
    'PASSWORD=$(cat /run/secrets/password) make',
    'app --password --verbose',
    'PASSWORD_FILE=/run/secrets/password',
  ])('leaves %s alone', (text) => {
    expect(redactText(text)).toBe(text);
  });

  const name = fc.constantFrom(
    'PASSWORD=',
    '--token ',
    'ENV SECRET=',
    'password: "',
    'LANG=',
    'curl -u me:',
    '',
  );
  const word = fc.oneof(fc.constant(token), fc.stringMatching(/^[!-~]{0,16}$/), fc.string({ maxLength: 6 }));
  const line = fc
    .array(fc.tuple(name, word), { maxLength: 5 })
    .map((parts) => parts.map((part) => part.join('')).join(' '));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(line, (text) => {
        expect(redactText(redactText(text))).toBe(redactText(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves no secret that follows a secret name', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9!#%&*+,./:;=?@^_~]{12,30}$/);
    const place = fc.constantFrom(
      'PASSWORD=§',
      'x --api-key §',
      'ENV A=1 DB_PASS=§ B=2',
      '{"token":"§"}',
      "SECRET='§'",
    );
    fc.assert(
      fc.property(secret, place, (value, frame) => {
        expect(redactText(frame.replace('§', () => value))).not.toContain(value.slice(2));
      }),
    );
  });

  it.each([
    ['assignments on one line', 'TOKEN=x '.repeat(40_000)],
    ['an ENV line of names', 'ENV ' + 'token: --x '.repeat(30_000)],
    ['redacted ENV values', 'ENV ' + 'token: …(redacted, 1 characters) '.repeat(10_000)],
    ['open quotes', 'token="'.repeat(40_000)],
    ['one long name', 'a'.repeat(300_000)],
    ['curl options', 'curl -u '.repeat(40_000)],
    ['echoes', 'echo a:'.repeat(40_000)],
  ])('stays fast on %s', (_name, text) => {
    const start = processorTime();
    redactText(text);
    expect(processorTime() - start).toBeLessThan(5_000);
  });
});

describe('withheldPreview', () => {
  it('counts characters, not code units', () => {
    expect(withheldPreview('😀'.repeat(12))).toBe('😀😀…(12 characters)');
  });
});
