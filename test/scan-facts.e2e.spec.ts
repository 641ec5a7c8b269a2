import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Component } from '../src/contracts/component.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import type { ConfigSecret, ImageConfig, SecretSearch } from '../src/engine/model/facts.js';
import { anImage } from '../src/engine/artifacts/image-builder.js';
import { craftedArchive } from './support/crafted-archive.js';
import { aPackageName, debianImage, dpkgStatus } from './support/images.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let scanner: Caller;
beforeAll(async () => {
  service = await TestService.start();
  scanner = await service.caller('scanner');
});
afterAll(() => service.stop());

const status = 'var/lib/dpkg/status';
const namesIn = async (targetId: string) => {
  const components = await scanner.all<Wire<Component>>(`/v1/targets/${targetId}/components`);
  return components.map(({ name }) => name).sort();
};
const nodePackage = (name: string, version = '1.0.0') => JSON.stringify({ name, version });

describe('the layers of an image', () => {
  it('hide what a whiteout names', async () => {
    const image = debianImage([aPackageName(), '1.0']).withLayer((layer) => layer.whiteout(status));
    expect(await namesIn(await scanner.targetOf(image.asOciArchive()))).toEqual([]);
  });

  it('hide everything of the layers below an opaque folder, and nothing of their own', async () => {
    const [hidden, kept] = [aPackageName(), aPackageName()];
    const image = anImage()
      .withLayer((layer) => layer.file(`app/node_modules/${hidden}/package.json`, nodePackage(hidden)))
      .withLayer((layer) =>
        layer.file(`app/node_modules/${kept}/package.json`, nodePackage(kept)).opaque('app/node_modules'),
      );
    expect(await namesIn(await scanner.targetOf(image.asOciArchive()))).toEqual([kept]);
  });

  it('replace a file, with the layer that did', async () => {
    const [before, after] = [aPackageName(), aPackageName()];
    const image = debianImage([before, '1.0']).withLayer((layer) =>
      layer.file(status, dpkgStatus([after, '2.0'])),
    );
    const targetId = await scanner.targetOf(image.asOciArchive());
    const components = await scanner.all<Wire<Component>>(`/v1/targets/${targetId}/components`);
    expect(components).toMatchObject([{ name: after, layer: image.build().layers[1]!.diffId }]);
  });

  it('bring a file back through a hard link to what a layer below has', async () => {
    const name = aPackageName();
    const path = `app/node_modules/${name}/package.json`;
    const image = anImage()
      .withLayer((layer) => layer.file('store/node_modules/kept/package.json', nodePackage(name)))
      .withLayer((layer) =>
        layer
          .hardLink(path, 'store/node_modules/kept/package.json')
          .whiteout('store/node_modules/kept/package.json'),
      );
    const targetId = await scanner.targetOf(image.asOciArchive());
    const [component] = await scanner.all<Wire<Component>>(`/v1/targets/${targetId}/components`);
    expect(component ?? null).toBeNull();
    expect(await scanner.get(`/v1/targets/${targetId}`)).toMatchObject({
      isComplete: false,
      problems: [expect.stringContaining('hard link')],
    });
  });

  it('count a hard-linked file under each name that a reader looks for', async () => {
    const name = aPackageName();
    const image = anImage().withLayer((layer) =>
      layer
        .file(`a/node_modules/${name}/package.json`, nodePackage(name))
        .hardLink(`b/node_modules/${name}/package.json`, `a/node_modules/${name}/package.json`),
    );
    const targetId = await scanner.targetOf(image.asOciArchive());
    const components = await scanner.all<Wire<Component>>(`/v1/targets/${targetId}/components`);
    expect(components).toMatchObject([
      { name, paths: [`/a/node_modules/${name}/package.json`, `/b/node_modules/${name}/package.json`] },
    ]);
  });
});

describe('odd but harmless entries of a layer', () => {
  it('are taken as they are: absolute paths, devices, pipes, links in circles', async () => {
    const name = aPackageName();
    const image = debianImage().withLayer((layer) =>
      layer
        .file(`/abs/node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0' }))
        .characterDevice('dev/null')
        .fifo('run/pipe')
        .symlink('etc/passwd', '../etc/group')
        .symlink('etc/group', 'passwd')
        .symlink('out', '../../../../etc/shadow'),
    );
    const scan = await scanner.scan(image.asOciArchive());
    expect(scan).toMatchObject({ state: 'succeeded', error: null });
    const components = await scanner.all(`/v1/targets/${scan.targetId}/components?name=${name}`);
    expect(components).toMatchObject([{ paths: [`/abs/node_modules/${name}/package.json`] }]);
  });

  it('cannot make package URLs too long for an index', async () => {
    const odd = () => randomBytes(750).toString('base64');
    const image = debianImage([odd(), odd(), `${odd()} (${odd()})`]).withLayer((layer) =>
      layer.file('etc/os-release', `ID=debian\nVERSION_ID="${randomBytes(6_000).toString('base64')}"\n`),
    );
    const scan = await scanner.scan(image.asOciArchive());
    expect(scan).toMatchObject({ state: 'succeeded', error: null });
    expect(await scanner.all(`/v1/targets/${scan.targetId}/components`)).toHaveLength(1);
  });

  it('cannot make text that no database holds', async () => {
    const scan = await scanner.scan(
      craftedArchive({
        config: { config: { User: 'a\0b', Env: ['A=\0', 'B=\ud800'], Labels: { 'x\0': '\udfff' } } },
      }),
    );
    expect(scan).toMatchObject({ state: 'succeeded', error: null });
  });
});

describe('what the image config says', () => {
  it('is kept as facts: user, environment, ports, entrypoint, labels', async () => {
    const image = debianImage().withConfig({
      User: 'app:app',
      Env: ['LANG=C.UTF-8'],
      ExposedPorts: { '8443/tcp': {} },
      Entrypoint: ['/usr/bin/app', '--serve'],
      Labels: { team: 'payments' },
    });
    const targetId = await scanner.targetOf(image.asOciArchive());
    const [row] = await service.query<{ config: ImageConfig }>(
      `SELECT facts -> 'config' AS config FROM snapshot WHERE target_id = $1`,
      [targetId],
    );
    expect(row!.config).toMatchObject({
      user: 'app:app',
      environment: [{ name: 'LANG', value: 'C.UTF-8' }],
      exposedPorts: [{ port: 8443, protocol: 'tcp' }],
      entrypoint: ['/usr/bin/app', '--serve'],
      labels: { team: 'payments' },
    });
  });

  it('reaches the checks: a root user denies', async () => {
    const targetId = await scanner.targetOf(debianImage().withConfig({ User: '' }).asOciArchive());
    const verdict = await scanner.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
    expect(verdict.decision).toBe('deny');
    expect(verdict.reasons[0]).toMatchObject({
      code: 'check-failed',
      message: expect.stringContaining('root'),
    });
    const [finding] = await scanner.all<Wire<Finding>>(
      `/v1/targets/${targetId}/findings?check=image-user-root`,
    );
    expect(verdict.reasons[0]!.findings).toEqual([finding!.fingerprint]);
  });
});

describe('a secret in an image', () => {
  const secrets = {
    token: ['ghp', 'q3Xk0WvGm2ZbT8cYhR5sLd7NfJp9uA2E2Ofi'].join('_'),
    password: 'correct-horse-battery-staple',
    label: 'tr0ub4dor-and-three-more',
    argument: 'open-sesame-8472-forever',
    step: 'hunter2-was-never-enough',
    file: 'Zb2mGvW0kX3q-and-four-of-them',
  };
  const image = () =>
    debianImage([aPackageName(), '1.0'])
      .withConfig({
        Env: [`GITHUB=${secrets.token}`, `DB_PASSWORD=${secrets.password}`],
        Labels: { password: secrets.label },
        Entrypoint: ['/app', '--password', secrets.argument],
      })
      .withStep(`ENV API_KEY=${secrets.step}`)
      .withLayer((layer) => layer.file('root/.netrc', `machine a login b password ${secrets.file}\n`))
      .withLayer((layer) => layer.whiteout('root/.netrc'));

  it('is found, and shown and stored nowhere', async () => {
    const built = image();
    const targetId = await scanner.targetOf(built.asOciArchive());
    const findings = await scanner.all<Wire<Finding>>(
      `/v1/targets/${targetId}/findings?check=secret-env-literal`,
    );
    expect(findings.map(({ severity, location }) => [severity, location?.path])).toEqual([
      ['critical', 'config.environment.GITHUB'],
      ['high', 'config.environment.DB_PASSWORD'],
    ]);
    const [row] = await service.query<{ secrets: SecretSearch; config: ConfigSecret[] }>(
      `SELECT i.facts -> 'secrets' AS secrets, s.facts -> 'configSecrets' AS config
       FROM snapshot s JOIN inventory i ON i.id = s.inventory_id WHERE s.target_id = $1`,
      [targetId],
    );
    expect(row!.secrets).toMatchObject({
      found: [{ detector: 'netrc-password', path: '/root/.netrc', line: 1, deletedLater: true }],
      unsearched: [],
    });
    expect(row!.config.map(({ place, name, detector }) => `${place} ${name} ${detector}`)).toEqual(
      expect.arrayContaining(['label password assigned-secret', expect.stringContaining('history')]),
    );
    const shown = [
      findings,
      await scanner.get(`/v1/verdicts/${built.build().imageId}`),
      await scanner.get(`/v1/targets/${targetId}/history`),
      await scanner.graphql(`{ target(id: "${targetId}") {
        verdict { reasons { message } } findings { edges { node { message evidence { value } title } } } } }`),
      ...(await everyRow(service)),
    ];
    expect(shown.length).toBeGreaterThan(20);
    for (const text of shown.map((value) => JSON.stringify(value))) {
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret.slice(2));
    }
    await service.contentCleared();
  });
});

/** Every table of the service and of its queue, as text. */
async function everyRow(running: TestService): Promise<unknown[]> {
  const tables = await running.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'bullmq')`,
  );
  return Promise.all(
    tables.map(({ name }) =>
      running.query(`SELECT coalesce(json_agg(t), '[]')::text AS rows FROM ${name} t`),
    ),
  );
}
