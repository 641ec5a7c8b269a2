import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from '../checks/example-host.js';
import { hardened } from './hardening-samples.js';
import type { HardeningSettings } from './hardening-settings.js';

function made(text: string | null, settings: Partial<HardeningSettings> = {}) {
  const { products, left } = hardened('host', text, ['daemon'], settings);
  const [product] = products;
  return { product, left, file: product ? (JSON.parse(product.text) as Record<string, unknown>) : null };
}

const bundle = (daemon: string, flags = 'dockerd\n-H\nfd://') =>
  aBundle({ 'daemon-json': daemon, 'daemon-arguments': flags, 'docker-info': anInfo() });

describe('a hardened daemon.json', () => {
  it('keeps every key that is there, and its layout', () => {
    const before =
      '{\n  "data-root": "/srv/docker",\n  "experimental-thing": 1,\n  "log-opts": { "max-size": "5m" }\n}\n';
    const { product, file } = made(bundle(before));
    expect(file).toMatchObject({
      'data-root': '/srv/docker',
      'experimental-thing': 1,
      'log-opts': { 'max-size': '5m' },
    });
    expect(file).toMatchObject({
      ...{
        icc: false,
        'no-new-privileges': true,
        'live-restore': true,
        'userland-proxy': false,
        ip: '127.0.0.1',
      },
    });
    expect(product?.text.startsWith('{\n  "data-root": "/srv/docker",\n')).toBe(true);
    expect(product?.changes.map(({ check }) => check)).toContain('daemon-icc');
    expect(product?.open.some(({ message }) => message.en.includes('experimental-thing'))).toBe(true);
    expect(product?.risks.length).toBeGreaterThan(3);
    expect(product?.undo.zh).toMatch(/\p{Script=Han}/u);
  });

  it('sets nothing that a flag sets, and says where to change it', () => {
    const { product, file } = made(bundle('{}', 'dockerd\n--icc=true\n--userland-proxy'));
    expect(file).not.toHaveProperty('icc');
    expect(file).not.toHaveProperty('userland-proxy');
    expect(file).toHaveProperty('live-restore', true);
    const told = product?.open.map(({ message }) => message.en) ?? [];
    expect(told).toContainEqual(expect.stringContaining('--icc'));
    expect(product?.changes.map(({ check }) => check)).not.toContain('daemon-icc');
    expect(told).not.toContainEqual(expect.stringContaining('flags of dockerd are not known'));
  });

  it('names keys that a flag sets besides already', () => {
    const { product } = made(bundle('{ "icc": false }', 'dockerd\n--icc=false'));
    expect(product?.open.map(({ message }) => message.en)).toContainEqual(
      expect.stringMatching(/^icc stands in/),
    );
  });

  it('leaves the driver of logs to whoever collects them: another takes other options', () => {
    const { file, product } = made('{}');
    expect(file).toMatchObject({ 'log-opts': { 'max-size': expect.any(String) } });
    expect(file).not.toHaveProperty('log-driver');
    expect(product?.open.map(({ check }) => check)).toContain('daemon-log-remote');
  });

  it('remaps users only when that is said: what was there goes out of sight', () => {
    expect(made('{}').file).not.toHaveProperty('userns-remap');
    expect(made(bundle('{}'), { remapsUsers: true }).file).toHaveProperty('userns-remap', 'default');
  });

  it('leaves live-restore out in a swarm, which does not start with it', () => {
    const info = anInfo({ Swarm: { LocalNodeState: 'active', ControlAvailable: true } });
    expect(made(aBundle({ 'daemon-json': '{}', 'docker-info': info })).file).not.toHaveProperty(
      'live-restore',
    );
  });

  it('leaves icc as it is where a flag takes iptables away: the daemon does not start with that', () => {
    expect(made(bundle('{}', 'dockerd\n--iptables=false')).file).not.toHaveProperty('icc');
  });

  it('is made of nothing too, and says what is not known', () => {
    const { product, file } = made(null);
    expect(file).toHaveProperty('no-new-privileges', true);
    const told = product?.open.map(({ message }) => message.en) ?? [];
    expect(told).toContainEqual(expect.stringContaining('present daemon.json is not known'));
    expect(told).toContainEqual(expect.stringContaining('flags of dockerd are not known'));
  });

  it('stays as it is when it is hardened already', () => {
    const once = made(bundle('{}')).product!.text;
    expect(made(bundle(once)).product?.text).toBe(once);
  });

  it.each(['[]', '{ "icc": ', 'null'])('is not made of %s', (text) => {
    const { product, left } = made(bundle(text));
    expect(product).toBeUndefined();
    expect(left).toMatchObject([{ generator: 'daemon' }]);
  });
});
