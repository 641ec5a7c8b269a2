import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedReceipt } from '../src/contracts/receipt.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import type { CreatedWebhook, Delivery } from '../src/contracts/webhook.contract.js';
import { runAs, runCommandLine } from './support/command-line.js';
import { aPackageName, debianImage } from './support/images.js';
import { Receiver } from './support/receiver.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';

let service: TestService;
let receiver: Receiver;
let admin: Caller;
let folder: string;
const networks = { IRONHULL_WEBHOOK_NETWORKS: '127.0.0.0/8' };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-record-'));
  receiver = await Receiver.start();
  service = await TestService.start(networks);
  admin = await service.caller('admin');
});
afterAll(async () => {
  await service.stop();
  await receiver.stop();
  await rm(folder, { recursive: true });
});

/** What the command line prints. */
const ironhull = (args: string[], environment: Record<string, string> | null = null) =>
  environment === null ? runAs(admin, args) : runCommandLine(args, environment);
const inFile = async (name: string, content: unknown) => {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
async function aReceipt(): Promise<Wire<SignedReceipt>> {
  const targetId = await admin.targetOf(debianImage([aPackageName(), '1.0']).asOciArchive());
  const { receipt } = await admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
  return JSON.parse((await ironhull(['receipt', 'show', receipt!.id!])).output) as Wire<SignedReceipt>;
}
const jwks = async () => (await fetch(`${service.address}/.well-known/jwks.json`)).json();

describe('ironhull receipt', () => {
  it('verifies a receipt by its id, with its replay', async () => {
    const { id } = await aReceipt();
    const { exitCode, output } = await ironhull(['receipt', 'verify', id, '--replay']);
    expect([exitCode, output]).toEqual([
      0,
      expect.stringMatching(/valid[\s\S]+judged again +the same, byte for byte/),
    ]);
    const told = JSON.parse(
      (await ironhull(['receipt', 'verify', id, '--replay', '--json'])).output,
    ) as object;
    expect(told).toMatchObject({ isValid: true, fault: null, receipt: { id }, replay: { outcome: 'same' } });
  });

  it('verifies a file with nothing but the keys, and finds what was changed', async () => {
    const receipt = await aReceipt();
    const keys = await inFile('jwks.json', await jwks());
    const nowhere = { IRONHULL_DATA: join(folder, 'none') };
    const verify = async (content: unknown) =>
      ironhull(['receipt', 'verify', await inFile('receipt.json', content), '--jwks', keys], nowhere);
    expect(await verify(receipt)).toMatchObject({ exitCode: 0 });
    expect(await verify(receipt.jws)).toMatchObject({ exitCode: 0 });
    const changed = await verify({ ...receipt, scannedAt: '2020-01-01T00:00:00.000Z' });
    expect(changed).toMatchObject({ exitCode: 1, output: expect.stringContaining('"scannedAt"') as unknown });
    expect(await verify('what')).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('expected a receipt') as unknown,
    });
    const fromUrl = ['--jwks', `${service.address}/.well-known/jwks.json`];
    const file = await inFile('receipt.json', receipt);
    expect(await ironhull(['receipt', 'verify', file, ...fromUrl], nowhere)).toMatchObject({ exitCode: 0 });
  });

  it('says when a verdict cannot be judged again, and when it is another one', async () => {
    const receipt = await aReceipt();
    await service.query('DELETE FROM pinned_input WHERE digest = $1', [receipt.targetDigest]);
    const gone = await ironhull(['receipt', 'verify', receipt.id, '--replay']);
    expect(gone).toMatchObject({ exitCode: 2, output: expect.stringContaining('not possible') as unknown });
    const next = await aReceipt();
    await service.query(
      `UPDATE snapshot SET facts = jsonb_set(facts, '{config,user}', '"root"') WHERE digest = $1`,
      [next.factsDigest],
    );
    const { decision } = next;
    const other = await ironhull(['receipt', 'verify', next.id, '--replay']);
    expect([decision, other.exitCode]).toEqual([decision, 1]);
    expect(other.output).toContain('NOT the same');
  });

  it('makes a new key, unless the configuration gives one; receipts of before still verify', async () => {
    const before = await aReceipt();
    const { kid } = JSON.parse((await ironhull(['receipt', 'new-key', '--json'])).output) as { kid: string };
    expect((await aReceipt()).keyId).toBe(kid);
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    await service.restart({ ...networks, IRONHULL_RECEIPT_KEY: pem, IRONHULL_SECRETS_KEY: 'x'.repeat(32) });
    admin = await service.caller('admin');
    const after = await aReceipt();
    expect([before.keyId, kid]).not.toContain(after.keyId);
    for (const { id } of [before, after])
      expect(await ironhull(['receipt', 'verify', id])).toMatchObject({ exitCode: 0 });
    const refused = await ironhull(['receipt', 'new-key']);
    expect(refused).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('IRONHULL_RECEIPT_KEY') as unknown,
    });
    expect(((await jwks()) as { keys: unknown[] }).keys).toHaveLength(3);
  });
});

describe('a service that cannot open what it sealed', () => {
  it('does not start, and says which setting is another one', async () => {
    const own = { IRONHULL_DATA: await mkdtemp(join(folder, 'sealed-')) };
    const sealing = await TestService.start({ ...own, IRONHULL_SECRETS_KEY: 'a'.repeat(32) });
    await expect(sealing.restart({ IRONHULL_SECRETS_KEY: 'b'.repeat(32) })).rejects.toThrow(
      'set IRONHULL_SECRETS_KEY to what it was',
    );
    await sealing.restart();
    await sealing.stop();
  });
});

describe('ironhull webhook and ironhull events', () => {
  it('take a webhook through its life', async () => {
    const url = `${receiver.address}/cli`;
    const add = ['webhook', 'add', url, '--type', 'policy.published', '--owner', 'payments', '--json'];
    const { id, secret, name } = JSON.parse((await ironhull(add)).output) as Wire<CreatedWebhook>;
    expect([secret.startsWith('whsec_'), name]).toEqual([true, new URL(url).host]);
    expect((await ironhull(['webhook', 'list'])).output).toContain(`${id}  ${name}`);
    expect(await ironhull(['webhook', 'test', id])).toMatchObject({ exitCode: 0 });
    receiver.react('/cli', (_, count) => (count === 2 ? 500 : 200));
    const failed = await ironhull(['webhook', 'test', id]);
    expect(failed).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('the answer was 500') as unknown,
    });

    const { text } = await admin.get<{ text: string }>('/v1/policies/strict/versions/1');
    const body = { text: text.replace(/^title: .*$/m, 'title: Of mine'), message: 'because' };
    await admin.post('/v1/policies/strict/versions', body, 201);
    const deliveries = async () =>
      JSON.parse((await ironhull(['webhook', 'deliveries', id, '--json'])).output) as Wire<Delivery>[];
    const [delivery] = await until(deliveries, ([one]) => one?.state === 'delivered', 20_000);
    expect((await ironhull(['webhook', 'deliveries', id])).output).toContain('policy.published  delivered');
    expect(await ironhull(['webhook', 'redeliver', id, delivery!.id])).toMatchObject({ exitCode: 0 });
    await until(
      async () => receiver.at('/cli'),
      (list) => list.length === 4,
      20_000,
    );
    expect((await ironhull(['events', '--type', 'policy.published'])).output).toContain(
      'published version 2 of the policy strict: because',
    );
    const renewed = await ironhull(['webhook', 'new-secret', id, '--overlap', '2']);
    expect(renewed.output).toContain(`ironhull webhook end-old-secret ${id}`);
    expect((await ironhull(['webhook', 'new-secret', id, '--overlap', 'x'])).exitCode).toBe(2);
    for (const step of ['end-old-secret', 'disable', 'enable', 'remove'])
      expect(await ironhull(['webhook', step, id])).toMatchObject({ exitCode: 0 });
    expect((await ironhull(['webhook', 'list'])).output).toBe('There are no webhooks.\n');
    const refused = await ironhull(['webhook', 'add', 'https://10.0.0.1/']);
    expect(refused).toMatchObject({ exitCode: 2, errors: expect.stringContaining('url: ') as unknown });
  });
});
