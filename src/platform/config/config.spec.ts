import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { configurationPage, configurationReference } from './configuration-page.js';
import { ConfigError, readConfig } from './config.js';

const folder = mkdtempSync(join(tmpdir(), 'ironhull-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

function pemOf(type: 'ed25519' | 'x25519'): string {
  const pair = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  return pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

describe('readConfig', () => {
  it('takes no key of receipts that cannot sign, no short secret and no network that is none', () => {
    const problems = problemsOf({
      IRONHULL_RECEIPT_KEY: pemOf('x25519'),
      IRONHULL_SECRETS_KEY: 'short',
      IRONHULL_WEBHOOK_NETWORKS: '10.0.0.1',
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'IRONHULL_RECEIPT_KEY',
      'IRONHULL_SECRETS_KEY',
      'IRONHULL_WEBHOOK_NETWORKS',
    ]);
    expect(problems.join()).not.toContain('short');
  });

  it('has a default for everything', () => {
    expect(readConfig({ PATH: '/bin', npm_config_x: '1' })).toEqual({
      dataFolder: resolve('.ironhull'),
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: null,
      redisUrl: null,
      logLevel: 'info',
      workerConcurrency: expect.any(Number),
      layerConcurrency: 2,
      maxUploadBytes: 20 * 2 ** 30,
      maxDocumentBytes: 64 * 2 ** 20,
      advisorySource: null,
      knownExploitedSource: null,
      predictionSource: null,
      advisoryEcosystems: null,
      advisoryMinutes: 60,
      exemptionReminders: [14, 7, 1],
      policy: 'baseline',
      previewHours: null,
      policyApproval: 'none',
      vexApproval: 'none',
      adminKey: null,
      receiptKey: null,
      receiptDays: null,
      secretsKey: null,
      eventSource: 'urn:ironhull:service',
      eventDays: 90,
      webhookNetworks: null,
      webhookAttempts: 12,
      webhookRetrySeconds: 10,
      url: null,
      apiKey: null,
      shutdownSeconds: 30,
    });
  });

  it('reads every variable', () => {
    const receiptKey = pemOf('ed25519');
    const config = readConfig({
      IRONHULL_DATA: '/var/lib/ironhull',
      IRONHULL_HOST: '::',
      IRONHULL_PORT: '0',
      DATABASE_URL: 'postgresql://u:p@db/x',
      REDIS_URL: 'rediss://:p@redis:6380/1',
      IRONHULL_LOG_LEVEL: 'silent',
      IRONHULL_WORKER_CONCURRENCY: '64',
      IRONHULL_LAYER_CONCURRENCY: '4',
      IRONHULL_MAX_UPLOAD: '500 MB',
      IRONHULL_MAX_DOCUMENT: '1 MiB',
      IRONHULL_ADVISORY_SOURCE: 'https://mirror.example/osv/',
      IRONHULL_KEV_SOURCE: '/srv/feeds/kev.json',
      IRONHULL_EPSS_SOURCE: 'http://127.0.0.1:8000/epss.csv.gz',
      IRONHULL_ADVISORY_ECOSYSTEMS: 'Debian, npm',
      IRONHULL_ADVISORY_MINUTES: '15',
      IRONHULL_EXEMPTION_REMINDERS: '30,3',
      IRONHULL_POLICY: 'strict-2',
      IRONHULL_POLICY_PREVIEW_HOURS: '24',
      IRONHULL_POLICY_APPROVAL: 'required',
      IRONHULL_VEX_APPROVAL: 'required',
      IRONHULL_ADMIN_KEY: 'ih_admin',
      IRONHULL_RECEIPT_KEY: receiptKey,
      IRONHULL_RECEIPT_DAYS: '400',
      IRONHULL_SECRETS_KEY: 'thirty-two characters or more than that',
      IRONHULL_EVENT_SOURCE: 'urn:ironhull:production',
      IRONHULL_EVENT_DAYS: '30',
      IRONHULL_WEBHOOK_NETWORKS: '10.1.0.0/16, fd00::/8',
      IRONHULL_WEBHOOK_ATTEMPTS: '5',
      IRONHULL_WEBHOOK_RETRY_SECONDS: '60',
      IRONHULL_URL: 'https://ironhull.example/',
      IRONHULL_API_KEY: 'ih_key',
      IRONHULL_SHUTDOWN_SECONDS: '5',
    });
    expect(config).toEqual({
      dataFolder: '/var/lib/ironhull',
      host: '::',
      port: 0,
      databaseUrl: 'postgresql://u:p@db/x',
      redisUrl: 'rediss://:p@redis:6380/1',
      logLevel: 'silent',
      workerConcurrency: 64,
      layerConcurrency: 4,
      maxUploadBytes: 500_000_000,
      maxDocumentBytes: 1_048_576,
      advisorySource: 'https://mirror.example/osv',
      knownExploitedSource: '/srv/feeds/kev.json',
      predictionSource: 'http://127.0.0.1:8000/epss.csv.gz',
      advisoryEcosystems: ['Debian', 'npm'],
      advisoryMinutes: 15,
      exemptionReminders: [30, 3],
      policy: 'strict-2',
      previewHours: 24,
      policyApproval: 'required',
      vexApproval: 'required',
      adminKey: 'ih_admin',
      receiptKey,
      receiptDays: 400,
      secretsKey: 'thirty-two characters or more than that',
      eventSource: 'urn:ironhull:production',
      eventDays: 30,
      webhookNetworks: ['10.1.0.0/16', 'fd00::/8'],
      webhookAttempts: 5,
      webhookRetrySeconds: 60,
      url: 'https://ironhull.example',
      apiKey: 'ih_key',
      shutdownSeconds: 5,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('treats an empty variable as not set', () => {
    expect(readConfig({ IRONHULL_PORT: '', DATABASE_URL: '', REDIS_URL_FILE: '' })).toEqual(readConfig({}));
  });

  it('names every bad variable, what it got and what it takes', () => {
    expect(
      problemsOf({ IRONHULL_PORT: '65536', IRONHULL_LOG_LEVEL: 'loud', IRONHULL_MAX_UPLOAD: '20 GiBs' }),
    ).toEqual([
      'IRONHULL_PORT: got "65536", expected a whole number from 0 to 65535',
      'IRONHULL_LOG_LEVEL: got "loud", expected one of fatal, error, warn, info, debug, trace, silent',
      'IRONHULL_MAX_UPLOAD: got "20 GiBs", expected a size above 0 with a unit (B, kB, MB, GB, TB, KiB, MiB, GiB, TiB), as in 20GiB',
    ]);
  });

  it.each([
    ['IRONHULL_PORT', ['-1', '1.5', '0x50', ' 80', '1e3', '99999999999']],
    ['IRONHULL_HOST', ['a b', 'http://x', '127.0.0.1:80', '-x']],
    ['DATABASE_URL', ['mysql://h/x', 'postgres:h', 'postgres://h:port/x', 'POSTGRES', 'host=x']],
    ['REDIS_URL', ['http://h', 'h:6379', 'redis://h:x']],
    ['IRONHULL_WORKER_CONCURRENCY', ['0', '65', 'many']],
    ['IRONHULL_MAX_UPLOAD', ['0', '-1GiB', '1.5GiB', '20gib', '999999999999999TiB', 'constructor']],
    ['IRONHULL_POLICY', ['Base Line', '-x', '../x', 'baseline@2']],
    ['IRONHULL_URL', ['ironhull.example', 'ftp://x', 'https://u:p@x', 'https://x/?a']],
    ['IRONHULL_API_KEY', ['with space', 'line\nbreak', 'é', 'x'.repeat(201)]],
  ])('refuses bad values of %s', (variable, values) => {
    for (const value of values) {
      const problems = problemsOf({ [variable]: value });
      expect(problems, value).toHaveLength(1);
      expect(problems[0]).toMatch(new RegExp(`^${variable}: got .*, expected `));
    }
  });

  it('never shows a secret', () => {
    const environment = { DATABASE_URL: 'mysql://u:hunter2@h', IRONHULL_API_KEY: 'hunter2 hunter2' };
    const text = problemsOf(environment).join('\n');
    expect(text).toContain('DATABASE_URL: got a secret of 19 characters');
    expect(text).toContain('IRONHULL_API_KEY: got a secret of 15 characters');
    expect(text).not.toContain('hunter2');
  });

  it('reads each secret from a file', () => {
    const file = join(folder, 'secret');
    for (const [variable, name, value] of [
      ['DATABASE_URL', 'databaseUrl', 'postgres://db/x'],
      ['REDIS_URL', 'redisUrl', 'redis://h'],
      ['IRONHULL_API_KEY', 'apiKey', 'ih_1'],
      ['IRONHULL_ADMIN_KEY', 'adminKey', 'ih_2'],
    ] as const) {
      writeFileSync(file, `${value}\n`);
      expect(readConfig({ [`${variable}_FILE`]: file })[name]).toBe(value);
    }
  });

  it('refuses a secret given twice, and files that cannot be one', () => {
    const [empty, large] = [join(folder, 'empty'), join(folder, 'large')];
    writeFileSync(empty, '\n');
    writeFileSync(large, 'x'.repeat(65_537));
    expect(problemsOf({ REDIS_URL: 'redis://h', REDIS_URL_FILE: empty })).toEqual([
      'REDIS_URL and REDIS_URL_FILE are both set, expected one of them',
    ]);
    expect(problemsOf({ REDIS_URL_FILE: join(folder, 'absent') })).toEqual([
      `REDIS_URL_FILE: "${join(folder, 'absent')}" cannot be read (ENOENT), expected a file with the secret`,
    ]);
    expect(problemsOf({ REDIS_URL_FILE: folder })[0]).toContain('cannot be read (EISDIR)');
    expect(problemsOf({ REDIS_URL_FILE: empty })[0]).toContain('is empty');
    expect(problemsOf({ REDIS_URL_FILE: large })[0]).toContain('holds 65537 bytes');
  });

  it('suggests the nearest name for a variable that does not exist', () => {
    expect(problemsOf({ IRONHULL_PROT: '80', IRONHULL_APIKEY_FILE: '/x', IRONHULL_HOST_FILE: '/x' })).toEqual(
      [
        'IRONHULL_PROT: there is no such setting; the nearest is IRONHULL_PORT',
        'IRONHULL_APIKEY_FILE: there is no such setting; the nearest is IRONHULL_API_KEY_FILE',
        'IRONHULL_HOST_FILE: there is no such setting; the nearest is IRONHULL_HOST',
      ],
    );
  });

  it('returns a whole configuration or throws ConfigError, whatever the values are', () => {
    const names = configurationReference.map(({ name }) => name);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string()), (environment) => {
        const problems = problemsOf(environment);
        for (const problem of problems) expect(names.some((name) => problem.startsWith(name))).toBe(true);
      }),
    );
  });
});

describe('configurationPage', () => {
  it('is what docs/configuration.md holds; when not, write it anew with `npm run generate`', () => {
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage());
  });

  it('names every variable and does not depend on the machine', () => {
    for (const { name } of configurationReference) expect(configurationPage()).toContain(`| \`${name}\` |`);
    expect(configurationPage()).toContain('number of cores');
  });
});
