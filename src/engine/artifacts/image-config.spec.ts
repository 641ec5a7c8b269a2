import { describe, expect, it } from 'vitest';
import { readImageConfig } from './image-config.js';

const rootfs = { type: 'layers', diff_ids: [] };

describe('readImageConfig', () => {
  it('maps every part of the config', () => {
    const facts = readImageConfig({
      os: 'linux',
      architecture: 'arm64',
      variant: 'v8',
      created: '2026-05-01T10:00:00.123456789Z',
      config: {
        User: '1000:1000',
        Env: ['PATH=/bin', 'EMPTY=', 'ODD', 'A=b=c'],
        ExposedPorts: { '80/tcp': {}, '53/udp': {}, '8000-8002/tcp': {}, '9000': {} },
        Volumes: { '/data': {}, '/cache': {} },
        Entrypoint: ['/app'],
        Cmd: ['serve'],
        WorkingDir: '/srv',
        Labels: { version: '1.2.3' },
        StopSignal: 'SIGINT',
        Healthcheck: { Test: ['CMD', 'true'], Interval: 30_000_000_000, Timeout: 1_500_000, Retries: 3 },
      },
      rootfs,
      history: [
        { created: '2026-05-01T10:00:00Z', created_by: 'COPY . /' },
        { created_by: 'USER 1000', empty_layer: true },
      ],
      unknown: { ignored: true },
    });
    expect(facts.platform).toEqual({ os: 'linux', architecture: 'arm64', variant: 'v8' });
    expect(facts.createdAt).toBe('2026-05-01T10:00:00.123Z');
    expect(facts.config).toMatchObject({
      user: '1000:1000',
      exposedPorts: [
        { port: 9000, protocol: 'tcp' },
        { port: 80, protocol: 'tcp' },
        { port: 53, protocol: 'udp' },
        { port: 8000, protocol: 'tcp' },
        { port: 8001, protocol: 'tcp' },
        { port: 8002, protocol: 'tcp' },
      ],
      volumes: ['/cache', '/data'],
      entrypoint: ['/app'],
      command: ['serve'],
      workingDirectory: '/srv',
      labels: { version: '1.2.3' },
      healthcheck: { test: ['CMD', 'true'], intervalMs: 30_000, timeoutMs: 1.5, retries: 3 },
      stopSignal: 'SIGINT',
    });
    const environment = facts.config.environment.map(({ name, value }) => [name, value]);
    expect(environment).toEqual([
      ['PATH', '/bin'],
      ['EMPTY', ''],
      ['ODD', ''],
      ['A', 'b=c'],
    ]);
    expect(facts.history).toEqual([
      { index: 0, createdBy: 'COPY . /', createdAt: '2026-05-01T10:00:00.000Z', emptyLayer: false },
      { index: 1, createdBy: 'USER 1000', createdAt: null, emptyLayer: true },
    ]);
  });

  it('takes nulls and missing parts as not set', () => {
    const nulls = {
      User: null,
      Env: null,
      ExposedPorts: null,
      Entrypoint: null,
      Labels: null,
      Healthcheck: null,
    };
    for (const config of [null, undefined, {}, nulls]) {
      expect(readImageConfig({ rootfs, config })).toEqual({
        platform: { os: 'unknown', architecture: 'unknown', variant: null },
        createdAt: null,
        config: {
          user: '',
          environment: [],
          exposedPorts: [],
          volumes: [],
          entrypoint: [],
          command: [],
          workingDirectory: '',
          labels: {},
          healthcheck: null,
          stopSignal: null,
        },
        history: [],
        configSecrets: [],
      });
    }
  });

  it.each(['1970-01-01T00:00:00Z', '1980-01-01T00:00:01Z', '0001-01-01T00:00:00Z', 'yesterday', ''])(
    'takes %j as no time of creation',
    (created) => {
      expect(readImageConfig({ rootfs, created }).createdAt).toBeNull();
    },
  );

  it('keeps no secrets', () => {
    const secret = 'hunter2hunter2hunter2';
    const facts = readImageConfig({
      rootfs,
      config: {
        Env: [`DB_PASSWORD=${secret}`],
        Cmd: ['serve', '--password', secret],
        Entrypoint: ['sh', '-c', `PASSWORD=${secret} serve`],
        Labels: { password: secret },
        Healthcheck: { Test: ['CMD', 'check', `--token=${secret}`] },
      },
      history: [{ created_by: `RUN PASSWORD=${secret} make` }],
    });
    expect(JSON.stringify(facts)).not.toContain(secret);
    expect(facts.config.command.slice(0, 2)).toEqual(['serve', '--password']);
  });

  it.each([
    ['a port that is none', { config: { ExposedPorts: { 'eighty/tcp': {} } }, rootfs }],
    ['a port beyond the last', { config: { ExposedPorts: { '70000/tcp': {} } }, rootfs }],
    [
      'more ports than there are',
      { config: { ExposedPorts: { '1-65535/a': {}, '1-65535/b': {}, '1-65535/c': {} } }, rootfs },
    ],
    ['a user that is no text', { config: { User: 1000 }, rootfs }],
    ['a key that engines read and we would not', { config: { user: 'root', User: '1000' }, rootfs }],
    ['no rootfs', {}],
    ['no object', 'text'],
  ])('refuses a config with %s', (_, document) => {
    expect(() => readImageConfig(document)).toThrow(expect.objectContaining({ code: 'invalid-document' }));
  });
});
