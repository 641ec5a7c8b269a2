import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostContainer } from '../src/contracts/host-container.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import { debianImage } from './support/images.js';
import { hostBundle, inspected } from './support/hosts.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

const submit = async (host: object): Promise<string> => {
  const { id } = await admin.post<Wire<Scan>>('/v1/scans', { host }, 202);
  const { targetId, error } = await admin.scanEnd(id);
  if (targetId === null) throw new Error(error?.message);
  return targetId;
};
const containersOf = (id: string) => admin.all<Wire<HostContainer>>(`/v1/targets/${id}/containers`);
const linked = async (id: string) =>
  (await containersOf(id)).map(({ name, imageTargetId }) => [name, imageTargetId]);

const byConfig = debianImage()
  .withLayer((layer) => layer.file('by', 'config'))
  .named('example/config:1');
const byManifest = debianImage()
  .withLayer((layer) => layer.file('by', 'manifest'))
  .named('example/manifest:1');
const byRegistry = debianImage()
  .withLayer((layer) => layer.file('by', 'registry'))
  .named('example/registry:1');
const digests = (image: typeof byConfig) => image.build();
const other = `sha256:${'9'.repeat(64)}`;

const bundle = hostBundle({
  containers: [
    inspected('d-unknown', { Image: 'example/unknown:1' }, { Image: `sha256:${'8'.repeat(64)}` }),
    inspected('a-config', { Image: 'example/config:1' }, { Image: digests(byConfig).imageId }),
    inspected(
      'b-manifest',
      { Image: 'example/manifest:1' },
      { Image: other, ImageManifestDescriptor: { digest: digests(byManifest).manifestDigest } },
    ),
    inspected('c-registry', { Image: 'moved:1' }, { Image: `sha256:${'7'.repeat(64)}` }),
  ],
  images: [
    {
      Id: `sha256:${'7'.repeat(64)}`,
      RepoTags: [],
      RepoDigests: [`registry.example/a@${digests(byRegistry).manifestDigest}`],
    },
  ],
});

describe('the containers of a host', () => {
  let host: string;
  let images: string[];
  beforeAll(async () => {
    host = await submit(bundle);
    expect(await linked(host)).toEqual([
      ['a-config', null],
      ['b-manifest', null],
      ['c-registry', null],
      ['d-unknown', null],
    ]);
    images = [];
    for (const image of [byConfig, byManifest, byRegistry])
      images.push(await admin.targetOf(image.asOciArchive()));
  });

  it('are linked to the images that they run by digest, also to those that are scanned later', async () => {
    const [config, manifest, registry] = images;
    expect(await linked(host)).toEqual([
      ['a-config', config],
      ['b-manifest', manifest],
      ['c-registry', registry],
      ['d-unknown', null],
    ]);
    const [first, , , last] = await containersOf(host);
    expect(first).toEqual({
      id: 'a-config'.padEnd(64, '0'),
      name: 'a-config',
      image: 'example/config:1',
      imageId: digests(byConfig).imageId,
      status: 'running',
      imageTargetId: config,
      decision: (await admin.get<Wire<Target>>(`/v1/targets/${config}`)).decision,
    });
    expect(first?.decision).not.toBeNull();
    expect(last?.decision).toBeNull();
  });

  it('are told page by page', async () => {
    const names = (rows: readonly Wire<HostContainer>[]) => rows.map(({ name }) => name);
    expect(names(await admin.all(`/v1/targets/${host}/containers`, 1))).toEqual(
      names(await containersOf(host)),
    );
    await admin.get(`/v1/targets/${host}/containers?after=no`, 422);
    await admin.get('/v1/targets/00000000-0000-4000-8000-000000000000/containers', 404);
    expect(await containersOf(images[0]!)).toEqual([]);
  });

  it('tell which hosts run an image, until they no longer do', async () => {
    const second = await submit({ ...bundle, machineId: 'b'.repeat(64), hostname: 'node-2' });
    const hosts = async (page = '') =>
      (await admin.all<Wire<Target>>(`/v1/targets/${images[0]}/hosts`, page === '' ? 200 : 1)).map(
        ({ id }) => id,
      );
    expect(await hosts()).toEqual([second, host]);
    expect(await hosts('one by one')).toEqual([second, host]);
    const { data } = await admin.graphql(
      `query ($image: ID!, $host: ID!) {
        image: target(id: $image) { hosts { edges { node { id kind references } } } }
        host: target(id: $host) { containers(first: 1) { edges { node { name decision imageTarget { id imageId } } } } }
      }`,
      { image: images[0], host },
    );
    expect(data).toMatchObject({
      image: {
        hosts: {
          edges: [{ node: { id: second, kind: 'HOST', references: ['node-2'] } }, { node: { id: host } }],
        },
      },
      host: {
        containers: {
          edges: [
            {
              node: { name: 'a-config', imageTarget: { id: images[0], imageId: digests(byConfig).imageId } },
            },
          ],
        },
      },
    });
    expect(await submit({ ...bundle, machineId: 'b'.repeat(64), parts: {} })).toBe(second);
    expect(await hosts()).toEqual([host]);
    expect(await containersOf(second)).toEqual([]);
    await admin.get('/v1/targets/00000000-0000-4000-8000-000000000000/hosts', 404);
  });

  it('take over from the image what its scan knows, each from its own although both have the same name', async () => {
    const accounts = (uid: number) =>
      debianImage()
        .withLayer((layer) => layer.file('etc/passwd', `app:x:${uid}:${uid}::/:/bin/sh\n`))
        .named(`example/app:${uid}`);
    for (const uid of [0, 1234]) await admin.targetOf(accounts(uid).asOciArchive());
    const id = await submit(
      hostBundle(
        {
          containers: [0, 1234].map((uid) =>
            inspected(
              `app-${uid}`,
              { Image: 'app' },
              { Image: accounts(uid).build().imageId, Config: { User: 'app' } },
            ),
          ),
        },
        { machineId: 'c'.repeat(64) },
      ),
    );
    const [row] = await service.query<{ images: object }>(
      `SELECT s.facts #> '{containers,images}' AS images FROM target t JOIN snapshot s ON s.id = t.snapshot_id WHERE t.id = $1`,
      [id],
    );
    expect(row?.images).toMatchObject({
      [accounts(0).build().imageId]: { rootfs: { accounts: [{ name: 'app', uid: 0 }] } },
      [accounts(1234).build().imageId]: { rootfs: { accounts: [{ name: 'app', uid: 1234 }] } },
    });
  });
});
