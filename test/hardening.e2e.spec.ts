import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HardeningReport } from '../src/contracts/hardening.contract.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let viewer: Caller;
beforeAll(async () => {
  service = await TestService.start();
  viewer = await service.caller('viewer');
});
afterAll(() => service.stop());

const harden = (body: object) => viewer.post<Wire<HardeningReport>>('/v1/hardening', body, 200);
const refused = async (body: object) => {
  const { errors } = await viewer.post<ProblemBody>('/v1/hardening', body, 422);
  return errors?.map(({ path, detail }) => `${path}: ${detail}`);
};
const line = 'docker run -d -p 8080:80 --privileged nginx:1.27.3';

describe('hardening', () => {
  it('makes what hardens a workload, and says what was changed, what may break and how to undo it', async () => {
    const report = await harden({ text: line });
    expect(report).toMatchObject({ kind: 'run-command', left: [] });
    expect(report.products.map(({ generator }) => generator)).toEqual([
      'apparmor',
      'compose',
      'run',
      'seccomp',
    ]);
    for (const { text, use, undo, risks, changes } of report.products) {
      for (const told of [text, use, undo, ...risks.map(({ message }) => message)])
        expect(told).toMatch(/\w/);
      expect(changes.length).toBeGreaterThan(0);
    }
    const run = report.products.find(({ generator }) => generator === 'run');
    expect(run?.text).not.toContain('--privileged');
    expect(run?.changes.map(({ check }) => check)).toContain('workload-privileged');
  });

  it('makes what is asked for alone, by what is said beside the text', async () => {
    const ports = [{ port: 8080, sources: ['10.0.0.0/8'] }];
    const report = await harden({ kind: 'host', only: ['firewall'], settings: { ports } });
    expect(report.products[0]?.text).toContain(
      '-s 10.0.0.0/8 -p tcp -m conntrack --ctstate DNAT --ctorigdstport 8080',
    );
    const image = await harden({ settings: { image: 'acme/web:1.0', user: '1500:1500' }, only: ['run'] });
    expect(image.products[0]?.text).toContain('--user=1500:1500');
    const daemon = await harden({ text: '{ "data-root": "/srv" }', name: 'daemon.json', only: ['daemon'] });
    expect(JSON.parse(daemon.products[0]?.text ?? '')).toMatchObject({ 'data-root': '/srv', icc: false });
  });

  it('says what could not be made', async () => {
    const { products, left } = await harden({
      text: '[]',
      kind: 'host',
      name: 'daemon.json',
      only: ['daemon'],
    });
    expect(products).toEqual([]);
    expect(left).toEqual([{ generator: 'daemon', reason: expect.stringMatching(/JSON object/) }]);
  });

  it('speaks Chinese to who reads it, and is a field of GraphQL as well', async () => {
    const { products } = await viewer
      .reading('zh')
      .post<Wire<HardeningReport>>('/v1/hardening', { text: line }, 200);
    expect(products[0]?.undo).toMatch(/\p{Script=Han}/u);
    expect(products[0]?.risks[0]?.message).toMatch(/\p{Script=Han}/u);
    const { data, errors } = await viewer.graphql<{ hardening: Wire<HardeningReport> }>(
      'query ($input: HardeningRequestInput!) { hardening(input: $input) { kind products { fileName risks { message } changes { check } } } }',
      { input: { text: line, only: ['RUN'] } },
    );
    expect(errors).toBeUndefined();
    expect(data.hardening.products).toMatchObject([{ fileName: 'nginx.run.sh' }]);
  });

  it('keeps no secret of docker inspect in what it makes', async () => {
    const secret = 'hunter2hunter2hunter2';
    const text = JSON.stringify([
      {
        Id: 'a',
        State: { Status: 'running' },
        Config: { Image: 'nginx:1.27.3', Env: [`DB_PASSWORD=${secret}`] },
        HostConfig: {},
      },
    ]);
    expect(JSON.stringify(await harden({ text }))).not.toContain(secret);
  });

  it('is refused, with the place, for what cannot be read or is not known', async () => {
    expect(await refused({ text: 'hello' })).toEqual([expect.stringMatching(/^kind: /)]);
    expect(await refused({})).toEqual([expect.stringMatching(/^kind: /)]);
    expect(await refused({ text: 'FROM scratch', name: 'Dockerfile' })).toEqual([
      expect.stringContaining('/v1/fixes'),
    ]);
    expect(await refused({ kind: 'compose', text: 'a: [' })).toEqual([
      expect.stringMatching(/^text: line \d+, column \d+: /),
    ]);
    expect(await refused({ kind: 'run-command', text: 'echo' })).toEqual([expect.stringMatching(/^text: /)]);
    const ports = (rule: object) => ({
      kind: 'host',
      settings: { ports: [{ port: 1, sources: [], ...rule }] },
    });
    for (const rule of [
      { port: 0 },
      { sources: ['1.2.3.4; reboot'] },
      { sources: ['10.0.0.0/33'] },
      { protocol: 'icmp' },
    ])
      expect(await refused(ports(rule))).toHaveLength(1);
    for (const settings of [
      { image: '$(id)' },
      { user: 'root' },
      { remapUser: 'a b' },
      { logAddress: 'udp://a b' },
    ])
      expect(await refused({ text: line, settings })).toHaveLength(1);
    expect(await refused({ text: line, only: ['selinux'] })).toHaveLength(1);
    expect(await refused({ text: line, settings: { keepCapabilities: ['ROOT'] } })).toHaveLength(1);
    const response = await viewer
      .request('post', '/v1/hardening')
      .set('authorization', '')
      .send({ text: line });
    expect(response.status).toBe(401);
  });
});
