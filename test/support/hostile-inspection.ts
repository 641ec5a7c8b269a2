// What Docker prints of objects that carry secrets in the places where people put them. None of them is anybody's.

/** None of these may be left of what a collector prints. */
export const secrets = [
  'hunter2',
  'aB3dE5fG7hI9jK1lM3nO5',
  `ghp_${'x1'.repeat(18)}`,
  'MIIEvQIBADANBgkq',
  'correct horse',
] as const;

const privateKey = ['-----BEGIN PRIVATE', ' KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----'].join('');

export const hostileInspection = printed([
  {
    Id: 'a'.repeat(64),
    Path: 'sshpass',
    Args: [
      '-p',
      'hunter2',
      '--port',
      '80',
      '--password=hunter2, and = "more"',
      '--api-token',
      'hunter2',
      '--verbose',
    ],
    Config: {
      Env: [
        'PATH=/usr/local/sbin:/usr/local/bin',
        'DB_PASSWORD=hunter2 with spaces, "quotes" and \\',
        'QUOTED_SECRET="hunter2"',
        'EMPTY_PASSWORD=',
        'ALLOW_EMPTY_PASSWORD=yes',
        'PASSWORD_FILE=/run/secrets/password',
        'DATABASE_URL=postgres://app:hunter2@db/app',
        'OPAQUE=aB3dE5fG7hI9jK1lM3nO5',
        `GITHUB=ghp_${'x1'.repeat(18)}`,
        'GPG_SHA256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
        `TLS=${privateKey}`,
        'JAVA_OPTS=-Xmx1g -Ddb.password=hunter2',
        'GREETING=straße \u0001 "容器" \\',
      ],
      Cmd: [
        'sh',
        '-c',
        `export TOKEN='correct horse' && mysql -u root -phunter2 -h db; curl -H "Authorization: Bearer hunter2" https://x`,
      ],
      OnBuild: [
        'RUN echo {"db":{"user":"ann","password":"hunter2"}} {"token": "hunter2", "a": 1}',
        '--header=X-Api-Key:hunter2',
        'https://x/?a=1&token=hunter2',
        'name: ann password: hunter2',
      ],
      Image: 'registry.lan:5000/my-auth:1.0',
      Healthcheck: { Test: ['CMD', '/usr/bin/mysqladmin', '-u', 'root', '-phunter2', 'ping'] },
      Entrypoint: ['curl', '-u', 'ann:hunter2', '--user', 'bob:hunter2', 'https://x'],
      Labels: { 'com.example.tier': 'data', 'com.example.token': 'hunter2', note: `see ${privateKey}` },
    },
  },
]);

export const hostileVolume = printed([
  { Name: 'data', Options: { o: 'addr=nas,username=ann,password=hunter2,uid=1000', type: 'cifs' } },
]);

export const hostileService = printed([
  {
    Secrets: [{ SecretID: 'abc123', SecretName: 'database-password' }],
    Spec: { TaskTemplate: { ContainerSpec: { Env: ['API_KEY=hunter2'], Args: ['--secret', 'hunter2'] } } },
  },
]);

/** As `docker inspect` prints it. */
function printed(value: unknown): string {
  return `${JSON.stringify(value, null, 4)}\n`;
}
