import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import { anImage, type ImageBuilder } from '../src/engine/artifacts/image-builder.js';
import { aPackageName, dpkgStatus } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

const [inBase, inApp] = [aPackageName(), aPackageName()];
const base = (): ImageBuilder =>
  anImage()
    .withLayer((layer) =>
      layer
        .file('etc/os-release', 'ID=debian\nVERSION_ID="12"\n')
        .file('var/lib/dpkg/status.d/base', dpkgStatus([inBase, '1.0'])),
    )
    .named('example/base:12');
const app = (name: string): ImageBuilder =>
  base()
    .withLayer((layer) => layer.file('var/lib/dpkg/status.d/app', dpkgStatus([inApp, '1.0'])))
    .named(name);
const target = (id: string) => admin.get<Wire<Target>>(`/v1/targets/${id}`);
const origins = async (id: string) => {
  const flaws = await admin.all<Wire<Finding>>(`/v1/targets/${id}/findings?kind=vulnerability`);
  return flaws.map(({ component, origin }) => `${component?.name} ${origin}`).sort();
};

describe('the base of an image', () => {
  it('is the known image with the most of its layers, also when that is scanned later', async () => {
    await admin.import([
      osvRecord({ id: aCve(), name: inBase, fixed: '2', severity: 'high' }),
      osvRecord({ id: aCve(), name: inApp, fixed: '2', severity: 'high' }),
    ]);
    const appId = await admin.targetOf(app('example/app:1').asOciArchive());
    expect(await target(appId)).toMatchObject({ base: null });
    expect(await origins(appId)).toEqual([`${inApp} own`, `${inBase} own`].sort());

    const baseId = await admin.targetOf(base().asOciArchive());
    expect(await target(baseId)).toMatchObject({ base: null });
    expect(await target(appId)).toMatchObject({
      base: { targetId: baseId, references: ['example/base:12'], layerCount: 1 },
    });
    expect(await origins(appId)).toEqual([`${inApp} own`, `${inBase} base`].sort());

    const further = app('example/further:1').withLayer((layer) => layer.file('a', 'b'));
    const furtherId = await admin.targetOf(further.asOciArchive());
    expect(await target(furtherId)).toMatchObject({ base: { targetId: appId, layerCount: 2 } });
    const { data } = await admin.graphql<{ target: { base: object; findings: { edges: object[] } } }>(
      `query ($id: ID!) { target(id: $id) { base { targetId } findings(filter: { kind: VULNERABILITY }) {
        edges { node { origin component { name } } } } } }`,
      { id: furtherId },
    );
    expect(data.target.base).toEqual({ targetId: appId });
    expect(data.target.findings.edges).toEqual(
      expect.arrayContaining(
        [inBase, inApp].map((name) => ({ node: { origin: 'BASE', component: { name } } })),
      ),
    );
  });
});
