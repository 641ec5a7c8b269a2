import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configurationReference } from '../src/platform/config/configuration-page.js';

interface Service {
  readonly image: string;
  readonly user: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets: readonly { readonly source: string }[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly tmpfs: readonly string[];
  readonly mem_limit: string;
  readonly memswap_limit: string;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
const instructions = (name: string) => dockerfile.filter((line) => line.startsWith(`${name} `));

describe('docker-compose.yml', () => {
  it('runs the API, the worker and what they stand on', () => {
    expect(Object.keys(compose.services)).toEqual(['api', 'worker', 'postgres', 'redis']);
  });

  it.each(services)('hardens %s', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'on-failure:5',
      user: expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/),
      pids_limit: expect.any(Number),
      cpus: expect.any(Number),
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      logging: { options: { 'max-size': expect.any(String), 'max-file': expect.any(String) } },
    });
    expect(service.memswap_limit).toBe(service.mem_limit);
    expect(service.image).toMatch(/:\d[\w.-]*$/);
    for (const mount of service.tmpfs) expect(mount).toMatch(/:rw,noexec,nosuid,nodev,size=\d+m/);
  });

  it('publishes the API alone, and on the loopback address', () => {
    const ports = services.flatMap(([name, service]) => (service.ports ?? []).map((port) => [name, port]));
    expect(ports).toEqual([['api', '127.0.0.1:8080:8080']]);
  });

  it('keeps the data on a network that leads nowhere else', () => {
    expect(compose.networks['data']?.internal).toBe(true);
    for (const name of ['postgres', 'redis']) expect(compose.services[name]?.networks).toEqual(['data']);
  });

  it('gives secrets as files, each to whom it is for', () => {
    const secrets = configurationReference.filter(({ isSecret }) => isSecret).map(({ name }) => name);
    for (const [, { environment = {}, secrets: given }] of services) {
      const literal = Object.keys(environment).filter(
        (name) => secrets.includes(name) || name.endsWith('PASSWORD'),
      );
      expect(literal).toEqual([]);
      for (const { source } of given) expect(compose.secrets[source]?.file).toBe(`./secrets/${source}`);
    }
  });
});

describe('Dockerfile', () => {
  it('runs as a user with a number, without a shell', () => {
    expect(instructions('USER')).toEqual(['USER 65532:65532']);
    expect(instructions('FROM').at(-1)).toMatch(/^FROM gcr\.io\/distroless\//);
    for (const name of ['ENTRYPOINT', 'CMD'])
      expect(instructions(name)).toEqual([expect.stringContaining('["')]);
    expect(dockerfile.join('\n')).toMatch(/^HEALTHCHECK .* CMD \["/m);
  });

  it('takes node_modules from a stage without development dependencies', () => {
    expect(instructions('COPY').filter((line) => line.includes('node_modules'))).toEqual([
      'COPY --from=dependencies /build/node_modules/ node_modules/',
    ]);
    const stage = dockerfile.slice(dockerfile.findIndex((line) => line.endsWith(' AS dependencies')) + 1);
    expect(stage.find((line) => line.startsWith('RUN '))).toContain('npm ci --omit=dev');
  });

  it('copies named paths, never the whole folder', () => {
    expect(instructions('COPY').filter((line) => / (\.|\.\/|\/)( .*)? /.test(line))).toEqual([]);
  });
});
